import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { timestampOf } from '../../../src/core/time.ts'
import type { CopyResult } from '../../../src/store/copy-database.ts'
import { copyInThread } from '../../../src/store/run-database-job.ts'
import { type CommandLineRun, runCommandLine } from '../../cli/run-command-line.ts'
import { type BusyWatch, startBusyWatch } from '../../support/busy-watch.ts'
import { MAIN, startProcess } from '../../support/run-policywatch.ts'
import { openStoredPlace } from '../../support/stored-place.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

type Backup = {
  readonly file: string
  readonly result: CopyResult
  /** What was committed before it began. */
  readonly urls: readonly string[]
}

async function takeBackups({ settings, committedUrls }: BusyWatch): Promise<readonly Backup[]> {
  const folder = makeTempDir()
  const backups: Backup[] = []
  for (const number of [1, 2, 3, 4]) {
    const file = path.join(folder, `${number}.db`)
    const urls = committedUrls()
    const request = { dataDir: settings.dataDir, target: file, unfinished: `${file}.part` }
    const now = timestampOf(Date.now())
    const result = await copyInThread({ ...request, existing: 'refuse', now }).answer
    backups.push({ file, result, urls })
    await sleep(300)
  }
  return backups
}

type Restored = {
  readonly restored: CommandLineRun
  readonly verified: CommandLineRun
  readonly urls: readonly string[]
}

/** Restores a backup into a folder of its own, and asks the ledger there. */
async function restoreAlone({ file }: Backup): Promise<Restored> {
  const folder = makeTempDir()
  const config = path.join(folder, 'config.yaml')
  writeFileSync(config, 'feeds: { office-1: { url: https://example.org/feed } }\n')
  const restored = await runCommandLine(['restore', file, '--config', config])
  const verified = await runCommandLine(['ledger', '--verify', '--config', config])
  const sqlite = new Database(path.join(folder, 'data', 'policywatch.db'), { readonly: true })
  const urls = sqlite.prepare('select url from items').pluck().all() as string[] // text
  sqlite.close()
  return { restored, verified, urls }
}

test('each backup of a busy watch is restored with everything from before it, and its ledger in order', async () => {
  const watch = await startBusyWatch()

  const backups = await watch.during(async () => await takeBackups(watch))
  const restored = await Promise.all(backups.map(restoreAlone))

  const missing = restored.map(({ urls }, index) => {
    const kept = new Set(urls)
    return backups[index]?.urls.filter((url) => !kept.has(url))
  })
  expect(watch.states()).toEqual(
    expect.arrayContaining(['held', 'pending', 'sent', 'told to nobody']),
  )
  expect(backups.map(({ result }) => result.kind)).toEqual(['made', 'made', 'made', 'made'])
  expect(backups.at(-1)?.urls.length).toBeGreaterThan(backups[0]?.urls.length ?? 0)
  expect(missing).toEqual([[], [], [], []])
  expect(restored.map((each) => each.restored.exitCode)).toEqual([0, 0, 0, 0])
  expect(restored.map((each) => each.verified.stdout)).toEqual(
    Array.from({ length: 4 }, () => expect.stringContaining('the ledger is in order') as string),
  )
})

describe('a backup that comes to nothing', () => {
  test.each([0, 30])(
    'leaves no file of its name that is not whole, when it is killed %d ms after it began',
    async (delayMs) => {
      const { folder, config, run, list } = await openStoredPlace(10_000)
      const target = path.join(folder, 'copy.db')
      const program = startProcess([MAIN, 'backup', target, '--config', config])
      await untilPart(folder)
      await sleep(delayMs)
      program.process.kill('SIGKILL')
      await program.finished

      const left = findingOf(target)
      const again = await run('backup', '--force', target)

      expect(['ok', 'no file']).toContain(left)
      expect(again.exitCode).toBe(0)
      expect(list('.')).toEqual(['config.yaml', 'copy.db', 'data'])
    },
  )

  test('for want of room says so, and leaves nothing', async () => {
    const { folder, config, list } = await openStoredPlace(5_000)
    const target = path.join(folder, 'copy.db')
    const limited = `trap "" XFSZ; ulimit -f 512; exec "$0" "$@"`

    const program = startProcess([
      '-e',
      RUN_LIMITED,
      limited,
      process.execPath,
      MAIN,
      'backup',
      target,
      '--config',
      config,
    ])
    const { code, stderr } = await program.finished

    expect(code).toBe(1)
    expect(stderr).toContain('no backup was made: reading the database or writing in')
    expect(stderr).toContain('one is full, or breaks')
    expect(list('.')).toEqual(['config.yaml', 'data'])
  })
})

/** Lets a shell run a program whose files may not grow without end, which is as near to a full disk as a test gets. */
const RUN_LIMITED = `
const { spawnSync } = require('node:child_process')
const [script, ...args] = process.argv.slice(1)
const { status } = spawnSync('sh', ['-c', script, ...args], { stdio: 'inherit' })
process.exitCode = status`

/** Resolves when a backup has begun in a folder. */
async function untilPart(folder: string): Promise<void> {
  for (let looks = 0; looks < 20_000; looks += 1) {
    if (readdirSync(folder).some((name) => name.endsWith('.part'))) return
    await sleep(1)
  }
}

/** `ok` for a file that is whole. */
function findingOf(file: string): unknown {
  if (!existsSync(file)) return 'no file'
  const sqlite = new Database(file, { readonly: true })
  const finding: unknown = sqlite.pragma('quick_check', { simple: true })
  sqlite.close()
  return finding
}
