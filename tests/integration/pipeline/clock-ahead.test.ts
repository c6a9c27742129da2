import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { claimDelivery } from '../../../src/store/due-deliveries.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { sealAlert } from '../../../src/store/seal-alert.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { startDeliveryWorld } from '../../support/delivery-world.ts'
import { openTestApp } from '../../support/test-app.ts'

const TEN_YEARS_MS = 3_650 * DAY_MS

describe('a clock that was ahead and is right again', () => {
  test('keeps no other try waiting, and the ledger sees that one would', async () => {
    const { sink, clock, settings, app } = await startDeliveryWorld('to: [a@example.org]')
    clock.advance(TEN_YEARS_MS)
    sink.refuse(451, 'come back')
    await app.poll(settings)
    sink.acceptAll()
    clock.advance(-TEN_YEARS_MS)

    const problems = await verifyLedger(app.deps.db, clock.now)
    await app.deliver(settings)

    expect(problems.map(({ code }) => code)).toEqual(['overdue'])
    expect(sink.received).toHaveLength(1)
    expect(await verifyLedger(app.deps.db, clock.now)).toEqual([])
  })

  test('keeps no first attempt waiting, however little it was ahead', async () => {
    const { sink, clock, settings, app } = await startDeliveryWorld('to: [a@example.org]')
    clock.advance(30 * MINUTE_MS)
    await app.pollOnly(settings)
    clock.advance(-30 * MINUTE_MS)

    await app.deliver(settings)

    expect(sink.received).toHaveLength(1)
  })

  test('lets no alert gather for longer than any does', async () => {
    const { sink, clock, settings, app } = await startDeliveryWorld('to: [a@example.org]')
    await app.pollOnly(settings)
    await sql`update alerts set gather_until = '2099-01-01T00:00:00.000Z'`.execute(app.deps.db)

    const problems = await verifyLedger(app.deps.db, clock.now)
    await app.deliver(settings)

    expect(problems.map(({ code }) => code)).toEqual(['overdue'])
    expect(sink.received).toHaveLength(1)
  })

  test('keeps no attempt back that was interrupted meanwhile', async () => {
    const { sink, clock, settings, app } = await startDeliveryWorld('to: [a@example.org]')
    clock.advance(TEN_YEARS_MS)
    await app.pollOnly(settings)
    await inTransaction(app.deps.db, async (tx) => {
      const claimed = await claimDelivery(tx, clock.now, null)
      await sealAlert(tx, claimed!.alertId, clock.now)
    })
    await app.close()
    clock.advance(-TEN_YEARS_MS)

    const next = await openTestApp(settings, { now: () => clock.now })
    await next.deliver(settings)

    expect(sink.received).toHaveLength(1)
  })

  test('holds no digest beyond its next occurrence from the next start on', async () => {
    const { sink, clock, settings, app } = await startDeliveryWorld(
      'to: [a@example.org], deliver: daily',
    )
    clock.advance(TEN_YEARS_MS)
    await app.pollOnly(settings)
    await app.close()
    clock.advance(-TEN_YEARS_MS)

    const next = await openTestApp(settings, { now: () => clock.now })
    const [row] = await Array.fromAsync(streamLedger(next.deps.db))
    clock.advance(DAY_MS)
    await next.deliver(settings)

    expect(row).toMatchObject({
      state: 'held',
      reason: 'daily digest',
      nextAttemptAt: '2026-03-03T23:00:00.000Z',
    })
    expect(sink.received).toHaveLength(1)
  })

  test('uses up no budget of the days until it would be right', async () => {
    const { publish, sink, clock, settings, app } = await startDeliveryWorld(
      'to: [a@example.org], budget: 1',
    )
    clock.advance(TEN_YEARS_MS)
    await app.poll(settings)
    clock.advance(-TEN_YEARS_MS)
    publish('More reactors planned')

    await app.poll(settings)

    expect(sink.received).toHaveLength(2)
  })
})
