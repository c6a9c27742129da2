import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import { listChores } from '../../src/daemon/list-chores.ts'
import type { Deps } from '../../src/pipeline/deps.ts'
import { readStatus } from '../../src/pipeline/read-status.ts'
import { readBackupState } from '../../src/store/backup-state.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestClock } from '../support/test-app.ts'

type World = {
  readonly settings: Settings
  readonly deps: Deps
  readonly clock: TestClock
  readonly folder: string
  /** Does the chore when it is due; returns whether it was. */
  readonly look: () => Promise<boolean>
  /** Subjects of the messages to the administrators. */
  readonly told: () => Promise<readonly (string | null)[]>
}

const CONFIG = `
feeds: { a: { url: https://example.org/feed } }
admins: [ops@example.org]
backup: { schedule: "30 3 * * *", keep: 2 }
`
const HOUR_MS = 3_600_000
const NEVER = new AbortController().signal

async function openWorld(config = CONFIG): Promise<World> {
  const clock = makeClock('2026-03-02T09:00:00.000Z')
  const settings = await loadSettings(makeTempDir(), config)
  const { deps } = await openTestApp(settings, { now: () => clock.now })
  const [chore] = listChores(deps)
  return {
    settings,
    deps,
    clock,
    folder: path.join(settings.dataDir, 'backups'),
    look: async (): Promise<boolean> => {
      const isDue = (await chore?.isDue(settings)) === true
      if (isDue) await chore?.run(settings, NEVER, () => settings)
      return isDue
    },
    told: async () =>
      (await deps.db.selectFrom('alerts').select('subject').execute()).map(
        ({ subject }) => subject,
      ),
  }
}

function putFiles(folder: string, names: readonly string[]): void {
  mkdirSync(folder)
  for (const name of names) writeFileSync(path.join(folder, name), '')
}

test('a backup is made at its time, and once', async () => {
  const { look, clock, folder } = await openWorld()

  const looks = [await look(), await look()]
  clock.advance(24 * HOUR_MS)
  looks.push(await look(), await look())

  expect(looks).toEqual([true, false, true, false])
  expect(readdirSync(folder)).toEqual([
    'policywatch-20260302T090000Z.db',
    'policywatch-20260303T090000Z.db',
  ])
})

test('the newest ones are kept, and files of others', async () => {
  const { look, clock, folder } = await openWorld()
  const others = ['before-0007-20260101T000000Z.db', 'policywatch-20260101T000000Z.db.gz']
  putFiles(folder, [...others, 'policywatch-20250101T000000Z.db'])

  await look()
  clock.advance(24 * HOUR_MS)
  await look()
  clock.advance(24 * HOUR_MS)
  await look()

  expect(readdirSync(folder).toSorted()).toEqual([
    ...others,
    'policywatch-20260303T090000Z.db',
    'policywatch-20260304T090000Z.db',
  ])
})

test('one of a clock that was ahead does not push out those that are made now', async () => {
  const { look, clock, folder } = await openWorld()
  putFiles(folder, ['policywatch-20310101T000000Z.db', 'policywatch-20310102T000000Z.db'])

  await look()
  const first = readdirSync(folder).toSorted()
  clock.advance(24 * HOUR_MS)
  await look()

  expect(first).toEqual(['policywatch-20260302T090000Z.db', 'policywatch-20310102T000000Z.db'])
  expect(readdirSync(folder).toSorted()).toEqual([
    'policywatch-20260302T090000Z.db',
    'policywatch-20260303T090000Z.db',
  ])
})

test('what became of the last one is known to status', async () => {
  const { look, deps, settings, clock, folder } = await openWorld()
  await look()

  const status = await readStatus(deps.db, settings, clock.now)

  expect(status.backup).toEqual({
    schedule: '30 3 * * *',
    keep: 2,
    lastAt: '2026-03-02T09:00:00.000Z',
    file: path.join(folder, 'policywatch-20260302T090000Z.db'),
    bytes: expect.any(Number) as number,
    failure: null,
  })
})

test('a failure is told once, tried again each hour, and over with the first success', async () => {
  const { look, deps, settings, clock, folder, told } = await openWorld()
  writeFileSync(folder, 'a file where the folder should be')

  const looks = [await look(), await look()]
  clock.advance(HOUR_MS)
  looks.push(await look())
  const failing = await readStatus(deps.db, settings, clock.now)
  rmSync(folder)
  clock.advance(HOUR_MS)
  looks.push(await look())

  expect(looks).toEqual([true, false, true, true])
  expect(failing.backup?.failure).toMatchObject({
    since: '2026-03-02T09:00:00.000Z',
    count: 2,
    reason: `${folder} is no folder, nor leads to one`,
  })
  expect(await told()).toEqual(['Policywatch: the backup failed'])
  expect(await readBackupState(deps.db)).toMatchObject({ failure: null })
})

test('one that is stopped leaves nothing, and is due at the next start', async () => {
  const { deps, settings, folder } = await openWorld()
  const [chore] = listChores(deps)
  const stopping = new AbortController()

  const run = chore?.run(settings, stopping.signal, () => settings)
  stopping.abort()
  await run

  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  expect(await readBackupState(deps.db)).toEqual({ last: null, failure: null })
  expect(await chore?.isDue(settings)).toBe(true)
})

test('nothing is made where none is configured', async () => {
  const { look, folder } = await openWorld('feeds: { a: { url: https://example.org/feed } }\n')

  const isDue = await look()

  expect(isDue).toBe(false)
  expect(existsSync(folder)).toBe(false)
})

test('damage that was found is told to the administrators once', async () => {
  const { deps, settings, told } = await openWorld()
  const health = { state: { kind: 'damaged', finding: 'row 7 missing' } } as const
  const damage = listChores({ ...deps, health }).find(({ name }) => name === 'damage')

  await damage?.run(settings, NEVER, () => settings)
  const isDue = await damage?.isDue(settings)

  expect(isDue).toBe(false)
  expect(await told()).toEqual(['Policywatch: the database is damaged'])
})
