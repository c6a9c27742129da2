import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { MINUTE_MS, SECOND_MS } from '../../src/core/time.ts'
import { listHealthChecks } from '../../src/daemon/list-health-checks.ts'
import type { Vitals } from '../../src/daemon/vitals.ts'
import { type Finding, OK } from '../../src/observe/health.ts'
import type { Deps } from '../../src/pipeline/deps.ts'
import { enqueueAdminNotice } from '../../src/store/alerts.ts'
import { inTransaction } from '../../src/store/database.ts'
import type { Db } from '../../src/store/schema.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestClock } from '../support/test-app.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

type World = {
  readonly deps: Deps
  readonly clock: TestClock
  readonly file: string
  /** What one of the checks finds now. */
  readonly read: (name: string) => Promise<Finding | undefined>
}

/** The checks over a database in which nothing is, of a daemon that has just looked; `pick` changes what they are made of. */
async function openChecks(
  vitals: Partial<Vitals> = {},
  pick: (deps: Deps) => Db = ({ db }) => db,
): Promise<World> {
  const clock = makeClock('2026-03-02T09:00:00.000Z')
  const settings = await loadSettings(
    makeTempDir(),
    'feeds: { a: { url: https://example.org/feed } }\n',
  )
  const { deps } = await openTestApp(settings, { now: () => clock.now })
  const at = performance.now()
  const found: Vitals = {
    state: 'running',
    lookedAt: at,
    attemptedAt: at,
    isOutboxInTrouble: false,
    occurrenceCount: 0,
    ...vitals,
  }
  const checks = listHealthChecks({ ...deps, db: pick(deps) }, () => found)
  return {
    deps,
    clock,
    file: path.join(settings.dataDir, 'policywatch.db'),
    read: async (name) => await checks.find((check) => check.name === name)?.read(),
  }
}

const WELL: Vitals = {
  state: 'running',
  lookedAt: 0,
  attemptedAt: 0,
  isOutboxInTrouble: false,
  occurrenceCount: 0,
}

/** Holds the database as another process would that writes for long. */
function holdDatabase(file: string): Database.Database {
  const other = new Database(file)
  onTestFinished(() => void other.close())
  other.exec('begin immediate')
  return other
}

async function addDueNotice({ deps, clock }: World): Promise<void> {
  const rendered = { subject: 'Due', text: 'Due', html: '<p>Due</p>' }
  const to = [{ name: '', address: 'ops@example.org' }]
  await inTransaction(deps.db, async (tx) => {
    await enqueueAdminNotice(tx, rendered, to, deps.messageIds, clock.now)
  })
}

test('a new daemon is well in every respect', async () => {
  const { read } = await openChecks()

  expect(await read('database')).toEqual(OK)
  expect(await read('scheduler')).toEqual(OK)
  expect(await read('outbox')).toEqual(OK)
})

test('a database that cannot be written is a problem', async () => {
  const { read } = await openChecks({}, ({ reader }) => reader)

  expect(await read('database')).toEqual({
    kind: 'problem',
    reason: 'the database or its disk is read-only',
  })
})

test('a database with damaged pages is a problem, whether or not it can be written', async () => {
  const { read, deps } = await openChecks()
  const health = { state: { kind: 'damaged', finding: 'row 7 missing' } } as const
  const damaged = listHealthChecks({ ...deps, health }, () => WELL)

  expect(await read('database')).toEqual(OK)
  expect(await damaged[0]?.read()).toEqual({
    kind: 'problem',
    reason: 'pages of the database are damaged',
  })
})

test('a write that waits for another process keeps nobody waiting who asks for the database', async () => {
  const { deps, read, file } = await openChecks()
  const other = holdDatabase(file)
  const waiting = inTransaction(deps.db, async () => {})

  const finding = await Promise.race([read('database'), waiting])
  other.exec('rollback')
  await waiting

  expect(finding).toEqual(OK)
})

test('a database that another process keeps locked is a problem after half a minute, and none any more once it is free', async () => {
  const { read, file } = await openChecks()
  const other = holdDatabase(file)

  const findings = [await read('database')]
  vi.advanceTimersByTime(31 * SECOND_MS)
  findings.push(await read('database'))
  other.exec('rollback')
  vi.advanceTimersByTime(10 * SECOND_MS)
  findings.push(await read('database'))

  expect(findings.map((finding) => finding?.kind)).toEqual(['ok', 'problem', 'ok'])
})

test('the database is written every ten seconds at most', async () => {
  const { read, deps, clock } = await openChecks()

  await read('database')
  clock.advance(MINUTE_MS)
  vi.advanceTimersByTime(9 * SECOND_MS)
  await read('database')

  const row = await deps.reader
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'probed_at')
    .executeTakeFirst()
  expect(row?.value).toBe('2026-03-02T09:00:00.000Z')
})

test('a minute without a look for what is due is a problem', async () => {
  const { read } = await openChecks()

  vi.advanceTimersByTime(MINUTE_MS)
  const before = await read('scheduler')
  vi.advanceTimersByTime(1)

  expect(before).toEqual(OK)
  expect((await read('scheduler'))?.kind).toBe('problem')
})

test('a daemon that has not looked yet is no problem of its database', async () => {
  const { read } = await openChecks({ lookedAt: null })

  expect((await read('scheduler'))?.kind).toBe('problem')
  expect(await read('database')).toEqual(OK)
})

test('deliveries that can be neither read nor recorded are a problem', async () => {
  const { read } = await openChecks({ isOutboxInTrouble: true })

  expect((await read('outbox'))?.kind).toBe('problem')
})

test('a delivery that is due for a quarter of an hour, while none was tried, is a problem', async () => {
  const world = await openChecks()
  await addDueNotice(world)

  world.clock.advance(16 * MINUTE_MS)
  vi.advanceTimersByTime(16 * MINUTE_MS)

  expect((await world.read('outbox'))?.kind).toBe('problem')
})

test('a delivery that waits long in a line that moves is no problem', async () => {
  const world = await openChecks({ attemptedAt: performance.now() + 10 * MINUTE_MS })
  await addDueNotice(world)

  world.clock.advance(16 * MINUTE_MS)
  vi.advanceTimersByTime(16 * MINUTE_MS)

  expect(await world.read('outbox')).toEqual(OK)
})

test('a delivery that was tried and put off is no problem, however long its server refuses', async () => {
  const world = await openChecks()
  await addDueNotice(world)
  await world.deps.db
    .updateTable('deliveries')
    .set({ next_attempt_at: '2026-03-02T12:00:00.000Z' })
    .execute()

  world.clock.advance(170 * MINUTE_MS)
  vi.advanceTimersByTime(170 * MINUTE_MS)

  expect(await world.read('outbox')).toEqual(OK)
})
