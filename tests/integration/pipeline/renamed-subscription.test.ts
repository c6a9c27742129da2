import { describe, expect, test } from 'vitest'
import type { Settings, SubscriptionSettings } from '../../../src/config/settings.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'
import { DAY_MS } from '../../../src/core/time.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { type DeliveryWorld, startDeliveryWorld } from '../../support/delivery-world.ts'
import { openTestApp } from '../../support/test-app.ts'

/** The same configuration with its one subscription in other words. */
function withSubscriptions(
  settings: Settings,
  ...changes: readonly Partial<SubscriptionSettings>[]
): Settings {
  const [subscription] = [...settings.subscriptions.values()]
  const changed = changes.map((change) => ({ ...subscription!, ...change }))
  return { ...settings, subscriptions: new Map(changed.map((each) => [each.id, each])) }
}

/** Stops the program, starts it with another configuration, and lets a day go by. */
async function restartWith(
  { app, clock }: DeliveryWorld,
  settings: Settings,
): Promise<readonly (string | null)[][]> {
  await app.close()
  const next = await openTestApp(settings, { now: () => clock.now })
  clock.advance(DAY_MS)
  await next.deliver(settings)
  const rows = await Array.fromAsync(streamLedger(next.deps.db))
  return rows.map((row) => [row.subscriptionId, row.address, row.state])
}

const DESK = subscriptionIdOf('energy-desk')
const BOARD = subscriptionIdOf('board')

describe('a digest that waits for a subscription which is gone', () => {
  test('goes to the one that has come in its place', async () => {
    const world = await startDeliveryWorld('to: [a@example.org], deliver: daily')
    await world.app.pollOnly(world.settings)

    const rows = await restartWith(world, withSubscriptions(world.settings, { id: DESK }))

    expect(rows).toEqual([['energy-desk', 'a@example.org', 'sent']])
    expect(world.sink.received[0]?.mail.text).toContain('in the subscription “energy-desk”')
  })

  test('goes there once when two that told the same have become one', async () => {
    const world = await startDeliveryWorld('to: [a@example.org], deliver: daily')
    await world.app.pollOnly(withSubscriptions(world.settings, {}, { id: BOARD }))

    const rows = await restartWith(world, withSubscriptions(world.settings, { id: DESK }))

    expect(rows.map(([, , state]) => state).toSorted()).toEqual(['sent', 'suppressed'])
    expect(world.sink.received).toHaveLength(1)
  })

  test('ends with its reason where no other writes to its addresses', async () => {
    const world = await startDeliveryWorld('to: [a@example.org], deliver: daily')
    await world.app.pollOnly(world.settings)
    const to = [{ name: '', address: 'b@example.org' }]

    const rows = await restartWith(world, withSubscriptions(world.settings, { id: DESK, to }))

    expect(rows).toEqual([['desk', 'a@example.org', 'suppressed']])
  })

  test('ends with its reason where no other takes its rules', async () => {
    const world = await startDeliveryWorld('to: [a@example.org], deliver: daily')
    await world.app.pollOnly(world.settings)
    const ruleIds = new Set<never>()

    const rows = await restartWith(world, withSubscriptions(world.settings, { id: DESK, ruleIds }))

    expect(rows).toEqual([['desk', 'a@example.org', 'suppressed']])
  })

  test('ends with its reason where another told its matches all along', async () => {
    const world = await startDeliveryWorld('to: [a@example.org], deliver: daily')
    const both = withSubscriptions(world.settings, {}, { id: BOARD })
    await world.app.pollOnly(both)

    const rows = await restartWith(world, withSubscriptions(world.settings, { id: BOARD }))

    expect(rows).toEqual([
      ['board', 'a@example.org', 'sent'],
      ['desk', 'a@example.org', 'suppressed'],
    ])
    expect(world.sink.received).toHaveLength(1)
  })
})
