import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS, type Timestamp } from '../../../src/core/time.ts'
import { createMetrics } from '../../../src/observe/metrics.ts'
import { deliveryGauges } from '../../../src/pipeline/delivery-gauges.ts'
import { findOldestDueAt } from '../../../src/store/due-deliveries.ts'
import {
  countLostAfter,
  countLostOfItems,
  countOpenMatches,
  findLastMatch,
} from '../../../src/store/lost-matches.ts'
import { countEndedBefore } from '../../../src/store/status.ts'
import { type DeliveryWorld, startDeliveryWorld } from '../../support/delivery-world.ts'
import { explainQueries } from '../../support/explain-queries.ts'

const NOW = '2026-03-03T08:30:00.000Z' as Timestamp

type Watch = DeliveryWorld & {
  /** Value of each sample, by its name and labels. */
  readonly scrape: () => Promise<Readonly<Record<string, number>>>
}

async function startWatch(subscription: string): Promise<Watch> {
  const world = await startDeliveryWorld(subscription)
  const metrics = createMetrics(deliveryGauges(world.app.deps))
  return {
    ...world,
    scrape: async (): Promise<Readonly<Record<string, number>>> => {
      const lines = (await metrics.render()).split('\n').filter((line) => /^[a-z]/.test(line))
      return Object.fromEntries(
        lines.map((line) => [
          line.slice(0, line.lastIndexOf(' ')).replace('policywatch_', ''),
          Number(line.slice(line.lastIndexOf(' '))),
        ]),
      )
    },
  }
}

describe('the metrics of deliveries', () => {
  test('are all there from the beginning', async () => {
    const { scrape } = await startWatch('to: [a@example.org]')

    expect(await scrape()).toEqual({
      'deliveries{state="pending"}': 0,
      'deliveries{state="held"}': 0,
      'deliveries{state="sending"}': 0,
      'deliveries{state="uncertain"}': 0,
      'deliveries{state="sent"}': 0,
      'deliveries{state="suppressed"}': 0,
      'deliveries{state="failed"}': 0,
      matches_unsettled: 0,
      metrics_unreadable: 0,
      oldest_open_delivery_age_seconds: 0,
      opt_outs: 0,
    })
  })

  test('count what waits for its digest, which is not due', async () => {
    const { app, settings, clock, scrape } = await startWatch(
      'to: [a@example.org, b@example.org], deliver: daily',
    )
    await app.poll(settings)
    clock.advance(MINUTE_MS)

    expect(await scrape()).toMatchObject({
      'deliveries{state="held"}': 2,
      matches_unsettled: 1,
      oldest_open_delivery_age_seconds: 0,
    })
  })

  test('tell for how long what is due has waited', async () => {
    const { app, settings, clock, scrape } = await startWatch('to: [a@example.org]')
    await app.pollOnly(settings)
    clock.advance(HOUR_MS)

    expect(await scrape()).toMatchObject({
      'deliveries{state="pending"}': 1,
      matches_unsettled: 1,
      oldest_open_delivery_age_seconds: 3_600,
    })
  })

  test('settle with the last of the addresses', async () => {
    const { app, sink, settings, clock, scrape } = await startWatch(
      'to: [gone@example.org, b@example.org]',
    )
    sink.refuse(451, 'later', 'gone@example.org')
    await app.poll(settings)
    const before = await scrape()
    sink.refuse(550, 'no such user', 'gone@example.org')
    clock.advance(MINUTE_MS)
    await app.deliver(settings)

    expect(before).toMatchObject({ matches_unsettled: 1, 'deliveries{state="sent"}': 1 })
    expect(await scrape()).toMatchObject({
      matches_unsettled: 0,
      metrics_unreadable: 0,
      'deliveries{state="failed"}': 1,
      'deliveries{state="sent"}': 2, // the notice to the administrators, too
    })
  })

  test.each([
    ['its alert has no delivery', 'delete from deliveries'],
    ['it is in no alert', 'delete from alert_matches'],
  ])('do not settle a match of which nothing is known: %s', async (_, damage) => {
    const { app, settings, scrape } = await startWatch('to: [a@example.org]')
    await app.poll(settings)
    const before = await scrape()
    await sql.raw('delete from delivery_attempts').execute(app.deps.db)
    await sql.raw(damage).execute(app.deps.db)

    expect(before).toMatchObject({ matches_unsettled: 0 })
    expect(await scrape()).toMatchObject({ matches_unsettled: 1 })
  })

  test('see a loss among many matches within ten minutes', async () => {
    const { app, settings, clock, scrape } = await startWatch('to: [a@example.org]')
    await app.poll(settings)
    await sql`pragma foreign_keys = off`.execute(app.deps.db)
    await sql`update matches set item_id = 50000`.execute(app.deps.db)
    const before = await scrape()
    await sql`delete from alert_matches`.execute(app.deps.db)
    const atOnce = await scrape()
    clock.advance(10 * MINUTE_MS)

    expect([before, atOnce, await scrape()].map((each) => each['matches_unsettled'])).toEqual([
      0, 0, 1,
    ])
  })

  test('remember what ended long ago, and count it once', async () => {
    const { app, publish, settings, clock, scrape } = await startWatch('to: [a@example.org]')
    await app.poll(settings)
    const counts: (number | undefined)[] = []
    const count = async (): Promise<void> =>
      void counts.push((await scrape())['deliveries{state="sent"}'])

    await count()
    clock.advance(2 * MINUTE_MS)
    publish('More reactors planned')
    await app.poll(settings)
    await count()
    clock.advance(HOUR_MS)
    await count()

    expect(counts).toEqual([1, 2, 2])
  })
})

test('what is open or lost is counted without a look at what is settled, and lost matches without their evidence', async () => {
  const plan = await explainQueries(async (db) => {
    await countOpenMatches(db)
    await findLastMatch(db)
    await countLostAfter(db, 7)
    await countLostOfItems(db, 7, 9)
    await findOldestDueAt(db, NOW)
    await countEndedBefore(db, NOW)
  })

  expect(plan).toContain('SEARCH m USING INTEGER PRIMARY KEY (rowid>?)')
  expect(plan).toContain('SEARCH m USING COVERING INDEX matches_by_item (item_id>? AND item_id<?)')
  expect(plan).toContain('SEARCH d USING INDEX deliveries_open (next_attempt_at<?)')
  expect(plan).toContain('SEARCH deliveries USING COVERING INDEX deliveries_ended (finished_at<?)')
  expect(plan.filter((line) => line.startsWith('SCAN'))).toEqual([
    'SCAN d USING INDEX deliveries_open',
    'SCAN CONSTANT ROW',
  ])
})
