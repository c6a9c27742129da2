import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStoredPlace, tearEnd } from '../support/stored-place.ts'
import { runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
web: { listen: "127.0.0.1:0" }
`

const WRITERS = ['migrate', 'poll', 'run', 'deliver']

async function runIn(folder: string, command: string): ReturnType<typeof runCommandLine> {
  return await runCommandLine([command, '--config', path.join(folder, 'config.yaml')])
}

describe('a database that cannot be used', () => {
  it.each([...WRITERS, 'status'])('of a newer program is told by %s in a line', async (command) => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    await runIn(folder, 'migrate')
    const database = new Database(path.join(folder, 'data', 'policywatch.db'))
    database.exec(`insert into kysely_migration values ('9999_later', '2030-01-01T00:00:00Z')`)
    database.close()

    const { exitCode, stderr } = await runIn(folder, command)

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^policywatch: the database was written by a newer Policywatch.*\n$/)
  })

  it.each([...WRITERS, 'status'])('because it is none is named by %s', async (command) => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    const file = path.join(folder, 'data', 'policywatch.db')
    await runIn(folder, 'migrate')
    await overwrite(file)

    const { exitCode, stderr } = await runIn(folder, command)

    expect(exitCode).toBe(1)
    expect(stderr).toContain(`the database ${file}: it is damaged`)
    expect(stderr).toContain('move the file away to start anew')
    expect(stderr).not.toContain('    at ')
  })

  it('because pages of it are damaged is told by run before anything is done, with the backup to restore', async () => {
    const { dataDir, file, run } = await openStoredPlace(500)
    tearEnd(file)
    await mkdir(path.join(dataDir, 'backups'))
    const backup = path.join(dataDir, 'backups', 'policywatch-20260301T033000Z.db')
    await writeFile(backup, '')

    const { exitCode, stdout, stderr } = await run('run')

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`cannot use the database ${file}: it is damaged, or its disk is (`)
    expect(stderr).toContain(`restore the newest backup: policywatch restore ${backup};`)
  })

  it.each([...WRITERS, 'status'])('because it is a folder is named by %s', async (command) => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    await mkdir(path.join(folder, 'data', 'policywatch.db'), { recursive: true })

    const { exitCode, stderr } = await runIn(folder, command)

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/policywatch\.db: it is a folder\n/)
  })
})

describe('a data folder that is none', () => {
  it.each(['status', 'ledger', 'migrate', 'poll'])('is no empty one to %s', async (command) => {
    const folder = await temporaryFolder({ 'config.yaml': `${CONFIG}data: /dev/null\n` })

    const { exitCode, stdout, stderr } = await runIn(folder, command)

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain('/dev/null is a file, and should be a folder\n')
    expect(stderr).toContain('name another folder as "data"')
  })

  it.each(['status', 'migrate'])('because it is beneath a file is told by %s', async (command) => {
    const folder = await temporaryFolder({ 'config.yaml': `${CONFIG}data: ./config.yaml/data\n` })

    const { exitCode, stderr } = await runIn(folder, command)

    expect(exitCode).toBe(1)
    expect(stderr).toContain('config.yaml is a file, and should be a folder\n')
  })
})

describe('a lock file that cannot be used', () => {
  it.each(WRITERS)('because it is damaged is named by %s, with what to do', async (command) => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    const file = path.join(folder, 'data', 'policywatch.lock')
    await mkdir(path.dirname(file))
    await overwrite(file)

    const { exitCode, stderr } = await runIn(folder, command)

    expect(exitCode).toBe(1)
    expect(stderr).toContain(
      `the lock file ${file} is damaged\n  delete it: it holds nothing, and is made anew\n`,
    )
  })

  it('because it is a folder is named', async () => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    const file = path.join(folder, 'data', 'policywatch.lock')
    await mkdir(file, { recursive: true })

    const { stderr } = await runIn(folder, 'poll')

    expect(stderr).toContain(`the lock file ${file} is a folder\n  move it away\n`)
  })
})

describe('a database whose first start was cut short', () => {
  it.each<readonly [string, string]>([
    ['before it had any table', 'pragma user_version = 0'],
    ['while its schema was prepared', 'create table kysely_migration (name text primary key)'],
    ['between two changes of its schema', 'create table meta (key text primary key, value text)'],
  ])('%s has stored nothing yet', async (_, statement) => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    await mkdir(path.join(folder, 'data'))
    const database = new Database(path.join(folder, 'data', 'policywatch.db'))
    database.exec(`pragma journal_mode = wal; ${statement}`)
    database.close()

    const { exitCode, stdout, stderr } = await runIn(folder, 'status')

    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toContain('alerts: 0 pending')
  })

  it('with tables of others is not taken for an unused one', async () => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    await mkdir(path.join(folder, 'data'))
    const database = new Database(path.join(folder, 'data', 'policywatch.db'))
    database.exec('create table feeds (id text)')
    database.close()

    const { exitCode, stderr } = await runIn(folder, 'status')

    expect(exitCode).toBe(1)
    expect(stderr).toContain('run "policywatch migrate"')
  })
})

describe('a data folder that cannot be made', () => {
  it.each(WRITERS)('because a file has its name is told by %s in a line', async (command) => {
    const folder = await temporaryFolder({ 'config.yaml': `${CONFIG}data: ./config.yaml\n` })

    const { exitCode, stderr } = await runIn(folder, command)

    expect(exitCode).toBe(1)
    expect(stderr).toContain('config.yaml is a file, and should be a folder\n')
    expect(stderr).not.toContain('    at ')
  })

  it('under /proc is given up at once', async () => {
    const folder = await temporaryFolder({ 'config.yaml': `${CONFIG}data: /proc/nope/data\n` })

    const { exitCode, stderr } = await runIn(folder, 'run')

    expect(exitCode).toBe(1)
    expect(stderr).toContain('cannot make the folder /proc/nope')
  })

  it('is given up at once by the demo too', async () => {
    const { exitCode, stderr } = await runCommandLine(['demo', '--keep', '/proc/nope/demo'])

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /cannot make the folder \/proc\/nope .*\n {2}name a new folder for --keep/,
    )
  })
})

async function overwrite(file: string): Promise<void> {
  await writeFile(file, 'this is no database, however long one reads on. '.repeat(200))
}
