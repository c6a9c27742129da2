import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { deliverDue } from '../../../src/pipeline/outbox.ts'
import { hastenDigests } from '../../../src/store/alert-times.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { beginOutboxRun } from '../../../src/store/outbox-run.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { startDeliveryWorld } from '../../support/delivery-world.ts'
import { loadSettings } from '../../support/test-app.ts'

const { signal } = new AbortController()
const ignore = (): void => {}

test('nothing joins an alert whose e-mail could not be made', async () => {
  const { publish, sink, clock, settings, app, states } =
    await startDeliveryWorld('to: [a@example.org]')
  await app.pollOnly(settings)
  await sql`update matches set evidence = '{}'`.execute(app.deps.db)
  await app.deliver(settings)
  clock.advance(6 * DAY_MS)
  await app.deliver(settings)

  publish('More reactors planned')
  await app.poll(settings)

  const about = sink.received.filter(({ to }) => to[0] === 'a@example.org')
  expect(about.map(({ mail }) => mail.subject)).toEqual([
    expect.stringContaining('More reactors planned'),
  ])
  expect((await states()).map(([, state]) => state)).toEqual(['failed', 'sent'])
})

test('an attempt that breaks off in the program is uncertain, and made again', async () => {
  const { sink, clock, settings, app, states } = await startDeliveryWorld('to: [a@example.org]')
  await app.pollOnly(settings)
  const mail = {
    ...app.deps.mail,
    send: async (): Promise<never> => await Promise.reject(new Error('a bug')),
  }
  const run = await beginOutboxRun(app.deps.db)

  await deliverDue({ ...app.deps, mail }, settings, signal, ignore, run)
  const broken = await states()
  clock.advance(MINUTE_MS)
  await app.deliver(settings)

  expect(broken).toEqual([['a@example.org', 'uncertain', 'The attempt broke off: a bug']])
  expect(sink.received).toHaveLength(1)
  expect((await states())[0]?.[1]).toBe('sent')
})

test('an address that left before an attempt can have reached it is not written to, but the one in its place', async () => {
  const { sink, clock, settings, app, states } = await startDeliveryWorld('to: [a@example.org]')
  sink.refuse(451, 'come back')
  await app.poll(settings)
  sink.acceptAll()
  const changed = await loadSettings(
    settings.dataDir,
    `
feeds: { energy: { url: "https://energy.test/" } }
rules: { reactors: { match: reactors } }
subscriptions: { desk: { to: [b@example.org], rules: all } }
mail: { from: watch@example.org }
`,
  )

  clock.advance(MINUTE_MS)
  await app.deliver(changed)

  expect(sink.received.map(({ to }) => to)).toEqual([['b@example.org']])
  expect(await states()).toEqual([
    ['a@example.org', 'suppressed', 'the address has left the subscription'],
    ['b@example.org', 'sent', expect.any(String)],
  ])
})

test('what matches in the quiet hours joins the e-mail that they hold back', async () => {
  const { publish, sink, clock, settings, app } = await startDeliveryWorld(
    'to: [a@example.org, b@example.org], quiet: "17:31-07:00"',
  )
  await app.pollOnly(settings)
  clock.advance(2 * MINUTE_MS)
  await app.deliver(settings)

  publish('More reactors planned')
  await app.poll(settings)
  clock.advance(14 * HOUR_MS)
  await app.deliver(settings)

  expect(sink.received.map(({ mail }) => mail.subject)).toEqual([
    '2 stories: reactors (2)',
    '2 stories: reactors (2)',
  ])
  expect(sink.received[0]?.mail.date?.toISOString()).toBe('2026-03-03T22:32:00.000Z')
})

test('a match in an alert without a delivery is a gap in the ledger', async () => {
  const { clock, settings, app } = await startDeliveryWorld('to: [a@example.org]')
  await app.pollOnly(settings)
  await sql`delete from deliveries`.execute(app.deps.db)

  const problems = await verifyLedger(app.deps.db, clock.now)

  expect(problems.map(({ code }) => code)).toEqual(['match-without-row'])
})

test('a match that joined an alert after it was closed is a gap in the ledger', async () => {
  const { publish, clock, settings, app } = await startDeliveryWorld('to: [a@example.org]')
  await app.poll(settings)
  publish('More reactors planned')
  await app.poll(settings)
  await sql`update alert_matches set alert_id = 1`.execute(app.deps.db)

  const problems = await verifyLedger(app.deps.db, clock.now)

  expect(problems).toEqual([
    { code: 'match-too-late', count: 1, example: 'alert 1 has 1 more than when it was closed' },
  ])
})

test.each(['pending', 'held', 'uncertain'])(
  'a %s delivery without a time for its next attempt is overdue',
  async (state) => {
    const { clock, settings, app } = await startDeliveryWorld('to: [a@example.org]')
    await app.pollOnly(settings)
    await sql`update deliveries set state = ${state}, reason = 'why', next_attempt_at = null`.execute(
      app.deps.db,
    )

    const problems = await verifyLedger(app.deps.db, clock.now)

    expect(problems.map(({ code }) => code)).toEqual(['overdue'])
  },
)

test('a delivery that is being sent without an attempt is overdue', async () => {
  const { clock, settings, app } = await startDeliveryWorld('to: [a@example.org]')
  await app.pollOnly(settings)
  await sql`update deliveries set state = 'sending'`.execute(app.deps.db)

  const problems = await verifyLedger(app.deps.db, clock.now)

  expect(problems.map(({ code }) => code)).toEqual(['overdue'])
})

test('an alert that is no longer held does not say when it was to be', async () => {
  const { clock, settings, app } = await startDeliveryWorld(
    'to: [a@example.org], deliver: weekly, quiet: "17:00-07:00"',
  )
  await app.pollOnly(settings)
  await inTransaction(app.deps.db, async (tx) => await hastenDigests(tx, clock.now))

  await app.deliver(settings)

  const [row] = await Array.fromAsync(streamLedger(app.deps.db))
  expect(row).toMatchObject({
    state: 'held',
    reason: 'quiet hours',
    nextAttemptAt: '2026-03-03T22:00:00.000Z',
  })
})

test('a subscription may have more addresses than a statement takes values', async () => {
  const to = Array.from({ length: 6_000 }, (_, n) => `desk${n}@example.org`)
  const { settings, app, states } = await startDeliveryWorld(`to: [${to.join(', ')}]`)

  const { failedCount } = await app.pollOnly(settings)

  expect(failedCount).toBe(0)
  expect(await states()).toHaveLength(6_000)
})
