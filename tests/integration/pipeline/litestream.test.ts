import { statSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type ExistingDatabase,
  openDatabase,
  openDatabaseToRead,
  openDatabaseToRecord,
} from '../../../src/store/database.ts'
import type { Db } from '../../../src/store/schema.ts'
import { startDeliveryWorld } from '../../support/delivery-world.ts'
import { putFixtureDatabase } from '../../support/fixture-database.ts'
import { startLitestreamStandIn } from '../../support/litestream-stand-in.ts'
import { codeOf, readSourceFiles } from '../../support/source-tree.ts'
import { openEmptyPlace, openStoredPlace } from '../../support/stored-place.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

/** What docs/litestream.md promises of the database, held with a stand-in for Litestream's locks, tables and checkpoints. */

function dbOf(opened: ExistingDatabase): Db {
  if (opened.kind !== 'open') throw new Error(opened.kind)
  return opened.db
}

async function openReading(dir: string): Promise<Db> {
  return dbOf(await openDatabaseToRead(dir))
}

async function openRecording(dir: string): Promise<Db> {
  return dbOf(await openDatabaseToRecord(dir))
}

async function readPragma(db: Db, name: string): Promise<unknown> {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)
  return Object.values(rows[0] ?? {})[0]
}

describe('every connection', () => {
  test.each([
    ['of the daemon', openDatabase],
    ['that reads', openReading],
    ['that records', openRecording],
  ])('%s waits five seconds for Litestream, and leaves the log of writes on', async (_, open) => {
    const { dataDir } = await openStoredPlace()
    const first = await openDatabase(dataDir)
    const db = await open(dataDir)
    onTestFinished(async () => {
      await db.destroy()
      await first.destroy()
    })

    expect(await readPragma(db, 'busy_timeout')).toBe(5_000)
    expect(await readPragma(db, 'journal_mode')).toBe('wal')
    expect(await readPragma(db, 'wal_autocheckpoint')).toBe(1_000)
  })

  test('that begins the log of writes anew, or rewrites the file, is none of a running daemon', () => {
    const forbidden =
      /wal_checkpoint\((?!passive)|journal_mode\s*=|wal_autocheckpoint|\bvacuum\b(?! into)/i
    const files = readSourceFiles('src/store/*.ts')
      .filter(({ source }) => forbidden.test(withoutComments(source)))
      .map(({ file }) => file)

    // a copy that nobody else knows of; WAL is switched on and measured; the lock is a database of its own; `restore` holds the lock
    expect(files).toEqual([
      'src/store/copy-database.ts',
      'src/store/database.ts',
      'src/store/lock.ts',
      'src/store/put-in-place.ts',
    ])
  })
})

/** Statements are texts, so `codeOf`, which leaves texts out, says only which lines are none. */
function withoutComments(source: string): string {
  return source
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => codeOf(line).trim() !== '')
    .join('\n')
}

describe('while Litestream replicates', () => {
  test('polls and deliveries go on beside its long read, and its checkpoints', async () => {
    const { app, settings, sink, publish } = await startDeliveryWorld('to: [desk@example.org]')
    const file = path.join(settings.dataDir, 'policywatch.db')
    const litestream = startLitestreamStandIn(file)
    litestream.holdLog()

    await app.poll(settings)
    litestream.checkpoint('PASSIVE')
    publish('Second plan published')
    await app.poll(settings)
    litestream.releaseLog()
    litestream.checkpoint('TRUNCATE')
    const walBytes = statSync(`${file}-wal`).size
    publish('Third plan published')
    await app.poll(settings)

    expect(sink.received.map(({ mail }) => mail.subject)).toEqual([
      expect.stringContaining('Reactor plans published'),
      expect.stringContaining('Second plan published'),
      expect.stringContaining('Third plan published'),
    ])
    expect(walBytes).toBeLessThan(20_000)
  })

  test('its tables disturb neither backup nor restore nor the ledger', async () => {
    const { folder, file, run } = await openStoredPlace()
    startLitestreamStandIn(file).checkpoint('TRUNCATE')
    const [copy, machine] = [path.join(folder, 'copy.db'), openEmptyPlace()]

    const backup = await run('backup', copy)
    const restored = await machine.run('restore', copy)
    const verified = await machine.run('ledger', '--verify')

    expect([backup.exitCode, restored.exitCode, verified.exitCode]).toEqual([0, 0, 0])
  })

  test('restore waits for it to be stopped', async () => {
    const { folder, file, run } = await openStoredPlace()
    const copy = path.join(folder, 'copy.db')
    await run('backup', copy)
    startLitestreamStandIn(file).holdLog()

    const { exitCode, stderr } = await run('restore', copy)

    expect(exitCode).toBe(1)
    expect(stderr).toContain('end it first: a command of Policywatch, Litestream')
  })
})

describe('its tables', () => {
  test('disturb no upgrade', async () => {
    const dir = makeTempDir()
    putFixtureDatabase(dir, '0001-first-release')
    startLitestreamStandIn(path.join(dir, 'policywatch.db'))

    const db = await openDatabase(dir)
    const kept = await sql<{ seq: number }>`select seq from _litestream_seq`.execute(db)
    await db.destroy()

    expect(kept.rows).toEqual([{ seq: 1 }])
  })

  test('alone are no database of somebody else', async () => {
    const dir = makeTempDir()
    const empty = new Database(path.join(dir, 'policywatch.db'))
    empty.pragma('journal_mode = WAL')
    empty.close()
    startLitestreamStandIn(path.join(dir, 'policywatch.db'))

    const before = await openDatabaseToRead(dir)
    const db = await openDatabase(dir)
    await db.destroy()

    expect(before).toEqual({ kind: 'absent' })
  })
})
