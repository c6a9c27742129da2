import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { openEmptyPlace, openStoredPlace, tearEnd } from '../support/stored-place.ts'

describe('backup', () => {
  test('copies what is stored beside whoever writes, verified and for its owner alone', async () => {
    const { folder, dataDir, run, list } = await openStoredPlace()
    const daemon = await openDatabase(dataDir)
    onTestFinished(async () => await daemon.destroy())
    await daemon.insertInto('meta').values({ key: 'last', value: 'word' }).execute()
    mkdirSync(path.join(folder, 'safe'))
    const file = path.join(folder, 'safe', 'copy.db')

    const { exitCode, stdout, stderr } = await run('backup', file)

    const copy = new Database(file, { readonly: true })
    onTestFinished(() => void copy.close())
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`${file}: `)
    expect(stdout).toContain('3 items, 3 stories, 0 matches, 0 deliveries')
    expect(copy.prepare("select value from meta where key = 'last'").pluck().get()).toBe('word')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(list('safe')).toEqual(['copy.db'])
  })

  test('needs nothing beside the copy to read it, not even a folder that can be written', async () => {
    const { folder, run } = await openStoredPlace()
    await run('backup', path.join(folder, 'copy.db'))

    const copy = new Database(path.join(folder, 'copy.db'), { readonly: true })
    const mode: unknown = copy.pragma('journal_mode', { simple: true })
    copy.close()

    expect(mode).toBe('delete')
  })

  test('--json tells what is in it', async () => {
    const { folder, run } = await openStoredPlace()
    const file = path.join(folder, 'copy.db')

    const { stdout } = await run('backup', file, '--json')

    expect(JSON.parse(stdout)).toEqual({
      file,
      bytes: statSync(file).size,
      items: 3,
      stories: 3,
      matches: 0,
      deliveries: 0,
      ms: expect.any(Number) as number,
      schema: expect.stringMatching(/^\d{4}_/) as string,
      ledgerProblems: [],
    })
  })

  test('replaces a file with --force alone', async () => {
    const { folder, run } = await openStoredPlace()
    const file = path.join(folder, 'copy.db')
    writeFileSync(file, 'something else')

    const refused = await run('backup', file)
    const left = readFileSync(file, 'utf8')
    const forced = await run('backup', file, '--force')

    expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
    expect(refused.stderr).toContain(`no backup was made: ${file} is there already\n  name another`)
    expect(left).toBe('something else')
    expect(forced).toMatchObject({ exitCode: 0, stderr: '' })
    expect(readFileSync(file, 'latin1')).toMatch(/^SQLite format 3/)
  })

  test.each([
    ['data/policywatch.db', 'is the database itself, or a part of it'],
    ['data/policywatch.db-wal', 'is the database itself, or a part of it'],
    ['data', 'is a folder\n  name a file in it: '],
    ['nowhere/copy.db', 'there is no folder '],
    ['config.yaml/copy.db', 'config.yaml is no folder, nor leads to one'],
    ['config.yaml', 'config.yaml is the configuration'],
    ['data/policywatch.lock', 'keeps a second daemon out'],
    ['x'.repeat(300), 'name too long'],
  ])('--force %s is refused, and leaves all as it was', async (name, words) => {
    const { folder, file, run, list } = await openStoredPlace()
    const before = readFileSync(file)

    const { exitCode, stdout, stderr } = await run('backup', '--force', path.join(folder, name))

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain(words)
    expect(readFileSync(file)).toEqual(before)
    expect(list('.')).toEqual(['config.yaml', 'data'])
  })

  test('leaves a link as it is, and writes where that leads to', async () => {
    const { folder, run, list } = await openStoredPlace()
    mkdirSync(path.join(folder, 'safe'))
    symlinkSync('safe/copy.db', path.join(folder, 'latest.db'))
    writeFileSync(path.join(folder, 'safe', 'copy.db'), '')

    const { exitCode } = await run('backup', '--force', path.join(folder, 'latest.db'))

    expect(exitCode).toBe(0)
    expect(readlinkSync(path.join(folder, 'latest.db'))).toBe('safe/copy.db')
    expect(statSync(path.join(folder, 'safe', 'copy.db')).size).toBeGreaterThan(4096)
    expect(list('safe')).toEqual(['copy.db'])
  })

  test('is not made by a link that leads to nothing, nor to a stream', async () => {
    const { folder, run } = await openStoredPlace()
    symlinkSync('nowhere.db', path.join(folder, 'latest.db'))

    const linked = await run('backup', path.join(folder, 'latest.db'))
    const streamed = await run('backup', '-')

    expect([linked.exitCode, streamed.exitCode]).toEqual([1, 2])
    expect(linked.stderr).toContain('latest.db leads to nothing')
    expect(streamed.stderr).toContain('one that is called so is ./-')
  })

  test('is not changed by the log of another file that had its name', async () => {
    const { folder, run, list } = await openStoredPlace()
    const file = path.join(folder, 'copy.db')
    writeFileSync(`${file}-wal`, 'changes of another database')

    const refused = await run('backup', file)
    const forced = await run('backup', '--force', file)

    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('copy.db-wal is there, and would change the copy')
    expect(forced.exitCode).toBe(0)
    expect(list('.')).toEqual(['config.yaml', 'copy.db', 'data'])
  })

  test('says of a database with a torn page that it is damaged, with the backup to restore', async () => {
    const { folder, dataDir, file, run } = await openStoredPlace(2_000)
    const newest = path.join(dataDir, 'backups', 'policywatch-20260301T033000Z.db')
    mkdirSync(path.dirname(newest))
    writeFileSync(newest, '')
    tearEnd(file)

    const { exitCode, stderr } = await run('backup', path.join(folder, 'copy.db'))

    expect(exitCode).toBe(1)
    expect(stderr).toContain(`no backup was made: the database ${file} is damaged (`)
    expect(stderr).toContain(`policywatch restore ${newest}`)
  })

  test('of a damaged database leaves nothing', async () => {
    const { folder, file, run, list } = await openStoredPlace(2_000)
    writeFileSync(file, Buffer.alloc(40_000, 'x'), { flag: 'r+', flush: true })
    const bytes = readFileSync(file)
    writeFileSync(file, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(8_000, 'x')]))

    const { exitCode, stderr } = await run('backup', path.join(folder, 'copy.db'))

    expect(exitCode).toBe(1)
    expect(stderr).toContain('it is damaged')
    expect(list('.')).toEqual(['config.yaml', 'data'])
  })

  test('has nothing to copy where nothing was ever stored', async () => {
    const { folder, run } = openEmptyPlace()

    const { exitCode, stderr } = await run('backup', path.join(folder, 'copy.db'))

    expect(exitCode).toBe(1)
    expect(stderr).toContain('so there is nothing to copy\n  look at "data"')
  })

  test('copies the database of an older version, and none of a newer one', async () => {
    const { folder, file, run } = await openStoredPlace()
    const sqlite = new Database(file)
    onTestFinished(() => void sqlite.close())
    sqlite.exec("delete from kysely_migration where name like '0009%'")

    const older = await run('backup', path.join(folder, 'older.db'))
    sqlite.exec("insert into kysely_migration values ('9999_from_the_future', '2030')")
    const newer = await run('backup', path.join(folder, 'newer.db'))

    expect(older.exitCode).toBe(0)
    expect(newer.exitCode).toBe(1)
    expect(newer.stderr).toContain('written by a newer Policywatch')
    expect(existsSync(path.join(folder, 'newer.db'))).toBe(false)
  })
})

describe('what a killed backup left', () => {
  const part = (folder: string, host: string, pid: number): string => {
    const file = path.join(folder, `.policywatch-${host}-${pid}-0a1b2c3d.part`)
    writeFileSync(file, 'half a copy')
    return file
  }
  /** No system hands out process numbers this high. */
  const NOBODY = 2 ** 30

  test('is removed by the next one', async () => {
    const { folder, run, list } = await openStoredPlace()
    part(folder, hostname(), NOBODY)

    await run('backup', path.join(folder, 'copy.db'))

    expect(list('.')).toEqual(['config.yaml', 'copy.db', 'data'])
  })

  test.each([
    ['of a process that is at work', hostname(), process.ppid],
    ['of another machine, from a moment ago', 'other', NOBODY],
  ])('stays when it is that %s', async (_, host, pid) => {
    const { folder, run } = await openStoredPlace()
    const file = part(folder, host, pid)

    await run('backup', path.join(folder, 'copy.db'))

    expect(existsSync(file)).toBe(true)
  })

  test('goes after hours, whoever it is of', async () => {
    const { folder, run } = await openStoredPlace()
    const file = part(folder, 'other', NOBODY)
    utimesSync(file, 0, 0)

    await run('backup', path.join(folder, 'copy.db'))

    expect(existsSync(file)).toBe(false)
  })
})
