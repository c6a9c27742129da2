import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lockDataDir } from '../../src/store/lock.ts'
import { openEmptyPlace, openStoredPlace, type StoredPlace } from '../support/stored-place.ts'

/** Runs statements on a database as whoever has it open. */
function change(file: string, statements: string): void {
  const sqlite = new Database(file)
  sqlite.exec(statements)
  sqlite.close()
}

function read(file: string, query: string): readonly unknown[] {
  const sqlite = new Database(file, { readonly: true })
  const values = sqlite.prepare(query).pluck().all()
  sqlite.close()
  return values
}

const LATER = "insert into meta values ('later', 'yes')"
const KEYS = "select key from meta where key in ('later', 'installation') order by key"

/** A place with a backup, and something that was stored later. */
async function openBackedUp(): Promise<StoredPlace & { readonly backup: string }> {
  const place = await openStoredPlace()
  const backup = path.join(place.folder, 'copy.db')
  await place.run('backup', backup)
  change(place.file, LATER)
  return { ...place, backup }
}

const optOut = (address: string, subscription = ''): string =>
  `insert into opt_outs values ('${address}', '${subscription}', '2026-03-01T00:00:00.000Z', 'page')`

describe('restore', () => {
  test('puts a backup in the place of the database, and keeps that aside', async () => {
    const { file, dataDir, backup, run, list } = await openBackedUp()
    const bytes = readFileSync(backup)

    const { exitCode, stdout, stderr } = await run('restore', backup)

    const left = list('data')
    const aside = left.find((name) => name.includes('before-restore')) ?? ''
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`${file} is now ${backup}, verified\n3 items, 3 stories`)
    expect(stdout).toContain(`the database that was there: ${path.join(dataDir, aside)}`)
    expect(read(file, KEYS)).toEqual(['installation'])
    expect(read(path.join(dataDir, aside), KEYS)).toEqual(['installation', 'later'])
    expect(left).toEqual(['policywatch.db', aside, 'policywatch.lock'])
    expect(readFileSync(backup)).toEqual(bytes)
  })

  test('is passed by the ledger, and undone by restoring what was kept aside', async () => {
    const { file, dataDir, backup, run, list } = await openBackedUp()
    await run('restore', backup)
    const aside = list('data').find((name) => name.includes('before-restore')) ?? ''

    const verified = await run('ledger', '--verify')
    const undone = await run('restore', path.join(dataDir, aside))

    expect([verified.exitCode, undone.exitCode]).toEqual([0, 0])
    expect(read(file, KEYS)).toEqual(['installation', 'later'])
  })

  test('makes the first database of a new machine', async () => {
    const { backup } = await openBackedUp()
    const machine = openEmptyPlace()

    const { exitCode, stdout } = await machine.run('restore', backup, '--json')

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      file: machine.file,
      backup,
      items: 3,
      aside: null,
      carried: { optOuts: [], revivedOptOuts: [], sentCount: 0 },
      ledgerProblems: [],
    })
    expect(read(machine.file, KEYS)).toEqual(['installation'])
  })

  test('takes the files that somebody copied beside a running daemon', async () => {
    const { folder, file } = await openStoredPlace()
    const machine = openEmptyPlace()
    const daemon = new Database(file)
    onTestFinished(() => void daemon.close())
    daemon.exec(LATER)
    const copied = path.join(folder, 'copied.db')
    writeFileSync(copied, readFileSync(file))
    writeFileSync(`${copied}-wal`, readFileSync(`${file}-wal`))

    const { exitCode } = await machine.run('restore', copied)

    expect(exitCode).toBe(0)
    expect(read(machine.file, KEYS)).toEqual(['installation', 'later'])
  })

  test('does not apply the log of another file that had the name of the backup', async () => {
    const { folder, file, backup, run } = await openBackedUp()
    const other = path.join(folder, 'other.db')
    writeFileSync(other, readFileSync(backup))
    const writer = new Database(other)
    onTestFinished(() => void writer.close())
    writer.pragma('journal_mode = WAL')
    writer.exec(LATER)
    writeFileSync(`${backup}-wal`, readFileSync(`${other}-wal`))

    const { exitCode } = await run('restore', backup)

    expect(exitCode).toBe(0)
    expect(read(file, KEYS)).toEqual(['installation'])
  })

  test('that was killed leaves nothing behind the next start', async () => {
    const { dataDir, file, run, list } = await openBackedUp()
    mkdirSync(path.join(dataDir, 'restoring-a1b2c3'))
    linkSync(file, `${file}.before-restore-20260301T000000000Z`)
    writeFileSync(`${file}.before-restore-20260201T000000000Z`, 'another database')

    await run('migrate')

    expect(list('data').filter((name) => /restor/.test(name))).toEqual([
      'policywatch.db.before-restore-20260201T000000000Z',
    ])
  })

  test('brings an older backup up to date, and leaves the file as it is', async () => {
    const { backup, file, run } = await openBackedUp()
    change(
      backup,
      `delete from kysely_migration where name >= '0009'; drop table rule_revisions;
        drop trigger search_item_edited; drop trigger search_last_item_removed; drop table search_blocks;
        drop table search_chunks; drop table search_orders; drop table search_state; drop table search_edits;
        alter table items drop column summary_is_text; drop table story_keys;
        drop index deliveries_by_address; drop table identities;
        create table story_keys (
          key text not null, story_id integer not null references stories (id) on delete cascade, seen_at text not null,
          primary key (key, story_id)
        ) strict, without rowid;
        create index story_keys_by_story on story_keys (story_id);
        create table identities (
          feed_id text not null, key text not null, item_id integer not null, seen_at text not null, primary key (feed_id, key)
        ) strict, without rowid;
        create index identities_by_item on identities (item_id)`,
    )
    const bytes = readFileSync(backup)

    const { exitCode, stdout } = await run('restore', backup)

    expect(exitCode).toBe(0)
    expect(stdout).toContain('brought up to date: 0009_rule_revisions, 0010_retention')
    expect(read(file, 'select count(*) from rule_revisions')).toEqual([0])
    expect(readFileSync(backup)).toEqual(bytes)
  })

  test('removes with --salvage what refers to lost rows, and refuses it without', async () => {
    const { backup, file, run } = await openBackedUp()
    change(
      backup,
      `pragma foreign_keys = off;
        insert into alert_matches values (1, 1, 'desk'), (2, 1, 'board')`,
    )

    const refused = await run('restore', backup)
    const salvaged = await run('restore', '--salvage', backup)

    expect(refused.stderr).toContain(
      'a row of alert_matches refers to one of matches that is not there',
    )
    expect(refused.stderr).toContain('--salvage')
    expect(salvaged.exitCode).toBe(0)
    expect(salvaged.stdout).toContain(
      '2 rows of alert_matches referred to what is not there, and went',
    )
    expect(read(file, 'select count(*) from alert_matches')).toEqual([0])
    expect(read(file, 'select count(*) from items')).toEqual([3])
  })

  test('lets opt-outs outlive it, and tells of those that were undone', async () => {
    const { backup, file, run } = await openBackedUp()
    change(backup, optOut('undone@example.org'))
    change(file, optOut('kim@example.org', 'desk'))

    const { stdout, stderr } = await run('restore', backup)

    expect(stdout).toContain('unsubscribed since, and kept so: kim@example.org (desk)')
    expect(stderr).toContain(
      'undone since, so unsubscribed again: undone@example.org (everything); "policywatch opt-outs --remove"',
    )
    expect(read(file, 'select address from opt_outs order by address')).toEqual([
      'kim@example.org',
      'undone@example.org',
    ])
  })

  test('takes the place of a database that cannot be read, with no log of it beside', async () => {
    const { backup, file, run, list } = await openBackedUp()
    writeFileSync(file, Buffer.alloc(30_000, 'x'))
    writeFileSync(`${file}-wal`, 'changes of the other database')
    writeFileSync(`${file}-shm`, 'an index of them')

    const { exitCode, stderr } = await run('restore', backup)

    const left = list('data')
    expect(exitCode).toBe(0)
    expect(stderr).toContain('cannot be read: who unsubscribed since the backup is lost')
    expect(read(file, KEYS)).toEqual(['installation'])
    expect(left.filter((name) => /^policywatch\.db-/.test(name))).toEqual([])
  })

  test('says when it is that of another installation', async () => {
    const { backup, file, run } = await openBackedUp()
    change(file, "update meta set value = 'other' where key = 'installation'")

    const { stderr } = await run('restore', backup)

    expect(stderr).toContain('that of another installation')
  })

  test('removes what a killed one left', async () => {
    const { dataDir, backup, run, list } = await openBackedUp()
    mkdirSync(path.join(dataDir, 'restoring-a1b2c3'))

    await run('restore', backup)

    expect(list('data').filter((name) => name.startsWith('restoring-'))).toEqual([])
  })
})

describe('restore is refused', () => {
  test('while a daemon works on the data, which it names', async () => {
    const { dataDir, file, backup, run } = await openBackedUp()
    const daemon = lockDataDir(dataDir, 'run') as Extract<
      ReturnType<typeof lockDataDir>,
      { kind: 'held' }
    >
    onTestFinished(() => daemon.lock.release())

    const { exitCode, stderr } = await run('restore', backup)

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/"policywatch run" \(process \d+ on .*\) works on the same data/)
    expect(read(file, KEYS)).toEqual(['installation', 'later'])
  })

  test('while another program reads the database', async () => {
    const { file, backup, run } = await openBackedUp()
    const other = new Database(file)
    onTestFinished(() => void other.close())
    other.exec("insert into meta values ('more', 'yes'); begin")
    other.prepare('select * from meta').all()

    const { exitCode, stderr } = await run('restore', backup)

    expect(exitCode).toBe(1)
    expect(stderr).toContain('another program has')
    expect(read(file, KEYS)).toEqual(['installation', 'later'])
  })

  test('while another program has the database open, between two steps of its work', async () => {
    const { file, backup, run } = await openBackedUp()
    const other = new Database(file)
    onTestFinished(() => void other.close())
    other.exec("insert into meta values ('more', 'yes')")

    const { exitCode, stderr } = await run('restore', backup)

    expect(exitCode).toBe(1)
    expect(stderr).toContain('another program has')
    expect(read(file, KEYS)).toEqual(['installation', 'later'])
  })

  test.each([
    ['config.yaml', 'is damaged, or no database'],
    ['damaged.db', 'is damaged, or no database (database disk image is malformed)'],
    ['newer.db', 'was written by a newer Policywatch (it has 9999_later)'],
    ['foreign.db', 'is no database of Policywatch'],
    ['partly.db', 'is damaged, or no database (no such table: items)'],
    ['data/policywatch.db', 'is the database itself'],
    ['nowhere.db', 'there is no file '],
    ['data', 'is no ordinary file'],
  ])('for %s, and changes nothing', async (name, words) => {
    const { folder, file, backup, run, list } = await openBackedUp()
    const bytes = readFileSync(backup)
    writeFileSync(path.join(folder, 'newer.db'), bytes)
    writeFileSync(
      path.join(folder, 'damaged.db'),
      Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 'x')]),
    )
    change(
      path.join(folder, 'newer.db'),
      "insert into kysely_migration values ('9999_later', '2030')",
    )
    change(
      path.join(folder, 'partly.db'),
      "create table stories (id); create table kysely_migration (name text, timestamp text); insert into kysely_migration values ('0001_the_main_job', '')",
    )
    change(path.join(folder, 'foreign.db'), 'create table recipes (title text)')

    const { exitCode, stderr } = await run('restore', path.join(folder, name))

    expect(exitCode).toBe(1)
    expect(stderr).toContain('policywatch: nothing was restored: ')
    expect(stderr).toContain(words)
    expect(list('data')).toEqual(['policywatch.db', 'policywatch.lock'])
    expect(read(file, KEYS)).toEqual(['installation', 'later'])
  })
})
