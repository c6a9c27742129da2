import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DAY_MS } from '../../src/core/time.ts'
import { openDatabase } from '../../src/store/database.ts'
import { type LockResult, lockDataDir } from '../../src/store/lock.ts'
import { fillArchive } from '../support/fill-archive.ts'
import { type CommandLineRun, runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [kim@example.org], rules: all } }
mail: { from: alerts@example.org }
web: false
`

type Run = (...argv: readonly string[]) => Promise<CommandLineRun>

async function openPlace(more = ''): Promise<{ readonly dataDir: string; readonly run: Run }> {
  const folder = await temporaryFolder({ 'config.yaml': `${CONFIG}${more}` })
  const config = path.join(folder, 'config.yaml')
  const run: Run = async (...argv) => await runCommandLine(['--config', config, ...argv])
  return { dataDir: path.join(folder, 'data'), run }
}

async function openArchive(more = ''): ReturnType<typeof openPlace> {
  const place = await openPlace(more)
  await (await openDatabase(place.dataDir)).destroy()
  const old = { feed: 'harbour', title: 'Old pier', seen: '2020-03-03T08:30:00.000Z' }
  const young = { feed: 'harbour', title: 'New pier', seen: new Date().toISOString() }
  fillArchive(place.dataDir, [old, old, young])
  return place
}

function release(result: LockResult): void {
  if (result.kind === 'held') result.lock.release()
}

test('nothing is to be removed where nothing was ever stored', async () => {
  const { run } = await openPlace()

  expect(await run('prune')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('nothing was ever stored'),
  })
})

test('a dry run says what would go, and leaves it', async () => {
  const { run } = await openArchive()

  const first = await run('prune', '--dry-run')
  const second = await run('prune', '--dry-run', '--json')

  expect(first.stdout).toMatch(/WOULD GO +COUNT\nstories +2\nitems +2\n$/)
  expect(JSON.parse(second.stdout)).toMatchObject({
    mode: 'count',
    removed: { items: 2, polls: 0 },
  })
})

test('old stories go beside a running daemon, and then nothing is old', async () => {
  const { run, dataDir } = await openArchive()
  const daemon = lockDataDir(dataDir, 'run')
  onTestFinished(() => release(daemon))

  const first = await run('prune')
  const second = await run('prune')

  expect(daemon.kind).toBe('held')
  expect(first).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/REMOVED +COUNT\nstories +2\nitems +2\n/),
  })
  expect(second.stdout).toContain('nothing is older than that')
})

test('messages in the outbox folder stay as long as the alerts that they are', async () => {
  const week = new Date(Date.now() - 7 * DAY_MS).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const { run, dataDir } = await openArchive('keep: { items: 1d }')
  mkdirSync(path.join(dataDir, 'outbox'))
  writeFileSync(path.join(dataDir, 'outbox', `${week}-alert-2.1-5f0c2a9e.eml`), 'young')
  writeFileSync(path.join(dataDir, 'outbox', '20200303T083000Z-alert-1.1-5f0c2a9f.eml'), 'old')

  const { stdout } = await run('prune', '--dry-run')

  expect(stdout).toMatch(/messages in the outbox folder +1\n\n1 kB of files would be given back/)
})

test('nothing is removed from a database that is being replaced', async () => {
  const { run, dataDir } = await openArchive()
  const restoring = lockDataDir(dataDir, 'restore')
  onTestFinished(() => release(restoring))

  const { exitCode, stderr } = await run('prune')

  expect(exitCode).toBe(1)
  expect(stderr).toContain('replaces the database in')
})
