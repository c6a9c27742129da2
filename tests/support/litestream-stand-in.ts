import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'

/** What Litestream does to a database that it replicates, as far as others can feel it; it is not on every machine. */
export type LitestreamStandIn = {
  /** Reads on in one transaction, so that nobody else can begin the log of writes anew. */
  readonly holdLog: () => void
  readonly releaseLog: () => void
  /** Brings the log into the file as it does now and then: it keeps writers out meanwhile, by a write that it takes back. */
  readonly checkpoint: (mode: 'PASSIVE' | 'RESTART' | 'TRUNCATE') => void
}

export function startLitestreamStandIn(file: string): LitestreamStandIn {
  const [writer, reader] = [new Database(file), new Database(file)]
  onTestFinished(() => {
    writer.close()
    reader.close()
  })
  writer.exec(`
    create table if not exists _litestream_seq (id integer primary key, seq integer);
    create table if not exists _litestream_lock (id integer);
    insert into _litestream_seq (id, seq) values (1, 1)
      on conflict (id) do update set seq = seq + 1`)
  return {
    holdLog: (): void => {
      reader.exec('begin')
      reader.prepare('select count(*) from _litestream_seq').get()
    },
    releaseLog: (): void => void reader.exec('rollback'),
    checkpoint: (mode): void => {
      writer.pragma(`wal_checkpoint(${mode})`)
      writer.exec('begin immediate; insert into _litestream_lock (id) values (1)')
      writer.exec('rollback; update _litestream_seq set seq = seq + 1 where id = 1')
    },
  }
}
