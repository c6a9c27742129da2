import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts'
import { ClockWatch } from '../../../src/daemon/clock-watch.ts'
import { type DeliveryWorld, startDeliveryWorld } from '../../support/delivery-world.ts'

const YEAR_MS = 365 * DAY_MS

/** A watch that has looked while the clock was this much ahead, after `work`, and looks again now that it is right. */
async function setBack(
  { app, settings, clock }: DeliveryWorld,
  aheadMs: number,
  work: () => Promise<unknown>,
): Promise<number> {
  let wakings = 0
  const watch = new ClockWatch(
    app.deps,
    () => settings,
    () => {
      wakings += 1
    },
  )
  clock.advance(aheadMs)
  await work()
  await watch.look()
  clock.advance(-aheadMs + SECOND_MS)
  await watch.look()
  return wakings
}

describe('a clock that is set back while the daemon runs', () => {
  test.each([
    ['a digest', 'deliver: daily'],
    ['what quiet hours hold', 'quiet: "17:00-20:00"'],
  ])('keeps %s no longer than to its next time', async (_what, lines) => {
    const world = await startDeliveryWorld(`to: [a@example.org], ${lines}`)
    await setBack(world, YEAR_MS, async () => await world.app.pollOnly(world.settings))

    await world.app.deliver(world.settings)
    const atOnce = world.sink.received.length
    world.clock.advance(15 * HOUR_MS)
    await world.app.deliver(world.settings)

    expect([atOnce, world.sink.received.length]).toEqual([0, 1])
  })

  test('tries at once what waits for another try, however little it was ahead', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    world.sink.refuse(451, 'later')

    const wakings = await setBack(world, 40 * MINUTE_MS, async () => {
      await world.app.poll(world.settings)
      world.sink.acceptAll()
    })
    await world.app.deliver(world.settings)

    expect(wakings).toBe(1)
    expect(world.sink.received).toHaveLength(1)
  })

  test('asks for articles again that wait for another year', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    const { db } = world.app.deps
    await world.app.poll(world.settings)

    await setBack(world, YEAR_MS, async () => {
      const retryAt = new Date(Date.parse(world.clock.now) + HOUR_MS).toISOString()
      await sql`update items set article_retry_at = ${retryAt}`.execute(db)
    })
    const { retryAt } = await db
      .selectFrom('items')
      .select('article_retry_at as retryAt')
      .executeTakeFirstOrThrow()

    expect(retryAt).toBe(world.clock.now)
  })

  test('tells no digest twice that it told while it was ahead', async () => {
    const world = await startDeliveryWorld('to: [a@example.org], deliver: daily')
    await world.app.pollOnly(world.settings)

    await setBack(world, YEAR_MS, async () => await world.app.deliver(world.settings))
    world.clock.advance(3 * DAY_MS)
    await world.app.deliver(world.settings)

    expect(world.sink.received).toHaveLength(1)
  })
})
