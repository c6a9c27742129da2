import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import { lockDataDir } from '../../src/store/lock.ts'
import { type CommandLineRun, runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions:
  desk: { to: ["Kim <Kim@example.org>", lee@example.org], rules: all }
  board: { to: [kim@example.org], rules: all }
mail: { from: alerts@example.org }
web: false
`

type Run = (...argv: readonly string[]) => Promise<CommandLineRun>

async function openPlace(): Promise<{ readonly folder: string; readonly run: Run }> {
  const folder = await temporaryFolder({ 'config.yaml': CONFIG })
  const config = path.join(folder, 'config.yaml')
  return { folder, run: async (...argv) => await runCommandLine(['--config', config, ...argv]) }
}

const linesOf = ({ stdout }: CommandLineRun): readonly Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('opt-outs', () => {
  it('says that nobody has unsubscribed, also where nothing was ever stored', async () => {
    const { run } = await openPlace()

    const text = await run('opt-outs')
    const json = await run('opt-outs', '--json')

    expect(text).toMatchObject({ exitCode: 0, stdout: 'nobody has unsubscribed\n' })
    expect(json).toMatchObject({ exitCode: 0, stdout: '' })
  })

  it('records nothing while a restore replaces the database', async () => {
    const { folder, run } = await openPlace()
    await run('migrate')
    const restoring = lockDataDir(path.join(folder, 'data'), 'restore') as Extract<
      ReturnType<typeof lockDataDir>,
      { kind: 'held' }
    >
    onTestFinished(() => restoring.lock.release())

    const { exitCode, stderr } = await run('opt-outs', '--add', 'kim@example.org')

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/"policywatch restore" .* replaces the database in .*\n {2}try again/)
  })

  it('lists what was added, and where config.yaml still lists the address', async () => {
    const { run } = await openPlace()
    const first = await run('opt-outs', '--add', 'Kim <KIM@example.org>', '--subscription', 'desk')
    const second = await run('opt-outs', '--add', 'kim@example.org')
    const third = await run('opt-outs', '--add', 'gone@example.org')

    const listed = await run('opt-outs', '--json')
    const table = await run('opt-outs')

    expect(first.stdout).toBe(
      'kim@example.org is unsubscribed from desk\nconfig.yaml still lists the address, in desk\n',
    )
    expect(second.stdout).toContain('unsubscribed from everything\n')
    expect(third.stdout).toBe('gone@example.org is unsubscribed from everything\n')
    expect(linesOf(listed)).toMatchObject([
      { address: 'gone@example.org', subscription: null, listedIn: [] },
      { address: 'kim@example.org', subscription: null, listedIn: ['desk', 'board'] },
      {
        address: 'kim@example.org',
        subscription: 'desk',
        via: 'administrator',
        listedIn: ['desk'],
        optedOutAt: expect.stringMatching(/^20\d\d-/),
      },
    ])
    expect(table.stdout).toMatch(/kim@example\.org +\(everything\) +administrator +desk, board\n/)
  })

  it('adds once', async () => {
    const { run } = await openPlace()
    await run('opt-outs', '--add', 'kim@example.org')

    const again = await run('opt-outs', '--add', 'kim@example.org', '--json')

    expect(again.exitCode).toBe(0)
    expect(linesOf(again)).toMatchObject([{ address: 'kim@example.org', changed: false }])
  })

  it('removes what was added, and nothing else', async () => {
    const { run } = await openPlace()
    await run('opt-outs', '--add', 'kim@example.org', '--subscription', 'desk')
    await run('opt-outs', '--add', 'kim@example.org')

    const removed = await run('opt-outs', '--remove', 'KIM@example.org')
    const listed = await run('opt-outs', '--json')

    expect(removed).toMatchObject({
      exitCode: 0,
      stdout: 'kim@example.org is no longer unsubscribed from everything\n',
    })
    expect(linesOf(listed).map(({ subscription }) => subscription)).toEqual(['desk'])
  })

  it('fails to remove what is not there', async () => {
    const { run } = await openPlace()

    const text = await run('opt-outs', '--remove', 'kim@example.org', '--subscription', 'gone')
    const json = await run('opt-outs', '--remove', 'kim@example.org', '--json')

    expect(text.exitCode).toBe(1)
    expect(text.stdout).toContain('kim@example.org has not unsubscribed from gone')
    expect(json.exitCode).toBe(1)
    expect(linesOf(json)).toEqual([
      { address: 'kim@example.org', subscription: null, changed: false },
    ])
  })

  it.each([
    [['--add', 'kim'], 'it has no @'],
    [['--add', 'kim@example.org, lee@example.org'], 'is not one e-mail address'],
    [['--add', 'kim@example.org', '--subscription', 'dsek'], 'did you mean desk?'],
    [['--add', 'a@example.org', '--remove', 'a@example.org'], 'takes --add or --remove'],
    [['--subscription', 'desk'], 'says what --add or --remove is about'],
  ])('%j is wrong usage', async (argv, words) => {
    const { run } = await openPlace()

    const { exitCode, stderr } = await run('opt-outs', ...argv)

    expect(exitCode).toBe(2)
    expect(stderr).toContain(words)
  })

  it('records beside a running daemon, which sees it', async () => {
    const { folder, run } = await openPlace()
    const dataDir = path.join(folder, 'data')
    const lock = lockDataDir(dataDir, 'run')
    const db = await openDatabase(dataDir)
    onTestFinished(async () => {
      await db.destroy()
      ;(lock as Extract<typeof lock, { kind: 'held' }>).lock.release()
    })

    const { exitCode } = await run('opt-outs', '--add', 'kim@example.org')

    const seen = await inTransaction(db, async (tx) =>
      tx.selectFrom('opt_outs').selectAll().execute(),
    )
    expect(exitCode).toBe(0)
    expect(seen).toMatchObject([{ address: 'kim@example.org', subscription_id: '' }])
  })

  it('tells of a database of another version', async () => {
    const { folder, run } = await openPlace()
    const db = await openDatabase(path.join(folder, 'data'))
    await db.insertInto('meta').values({ key: 'installation', value: 'x' }).execute()
    await db
      .deleteFrom('kysely_migration' as 'meta')
      .where('name' as 'key', '=', '0007_opt_outs')
      .execute()
    await db.destroy()

    const { exitCode, stderr } = await run('opt-outs', '--add', 'kim@example.org')

    expect(exitCode).toBe(1)
    expect(stderr).toContain('run "policywatch migrate"')
  })
})

it('status shows who unsubscribed, in words and as JSON', async () => {
  const { run } = await openPlace()
  await run('opt-outs', '--add', 'kim@example.org', '--subscription', 'desk')

  const text = await run('status')
  const json = await run('status', '--json')

  expect(text.stdout).toMatch(/kim@example\.org +desk +administrator +desk\n/)
  expect(JSON.parse(json.stdout)).toMatchObject({
    optOuts: [{ address: 'kim@example.org', subscription: 'desk', listedIn: ['desk'] }],
  })
})
