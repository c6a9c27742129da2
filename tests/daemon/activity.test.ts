import { expect, test, vi } from 'vitest'
import { feedIdOf } from '../../src/core/ids.ts'
import { Activity } from '../../src/daemon/activity.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import type { PollReport } from '../../src/pipeline/poll-report.ts'
import { startDeliveryWorld } from '../support/delivery-world.ts'

const POLLED = {
  kind: 'polled',
  feedId: feedIdOf('energy'),
  outcome: 'stored',
  addedCount: 3,
  revisedCount: 1,
  matchCount: 2,
  itemCount: 20,
  durationMs: 700,
  message: null,
  subscriptionIds: [],
  isLogged: false,
} as const satisfies PollReport

test('counts polls, items and matches', async () => {
  const { app } = await startDeliveryWorld('to: [kim@example.org]')
  const activity = new Activity(app.deps)

  activity.onPoll(POLLED)
  activity.onPoll({
    ...POLLED,
    outcome: 'unchanged',
    addedCount: 0,
    revisedCount: 0,
    matchCount: 0,
  })
  activity.onPoll({ kind: 'skipped', feedId: POLLED.feedId, reason: 'not yet', until: null })

  const text = await createMetrics(activity.sources).render()
  expect(text).toContain('policywatch_polls_total{outcome="stored"} 1\n')
  expect(text).toContain('policywatch_polls_total{outcome="unchanged"} 1\n')
  expect(text).toContain('policywatch_items_total{change="added"} 3\n')
  expect(text).toContain('policywatch_items_total{change="revised"} 1\n')
  expect(text).toContain('policywatch_matches_total 2\n')
  expect(text).toContain('policywatch_poll_duration_seconds_bucket{le="0.5"} 0\n')
  expect(text).toContain('policywatch_poll_duration_seconds_bucket{le="1"} 2\n')
})

test('measures from when an alert could go out until it was taken', async () => {
  const { app, clock, settings } = await startDeliveryWorld('to: [kim@example.org]')
  await app.pollOnly(settings)
  const { id } = await app.deps.db.selectFrom('alerts').select('id').executeTakeFirstOrThrow()
  const activity = new Activity(app.deps)
  const report = {
    kind: 'attempted',
    alertId: id,
    deliveryId: 1,
    address: 'kim@example.org',
    subject: '',
  } as const
  const after = { reason: '', nextAttemptAt: null } as const

  activity.onDelivery({ ...report, ...after, outcome: 'unreachable', state: 'pending' })
  clock.advance(40_000)
  activity.onDelivery({ ...report, ...after, outcome: 'accepted', state: 'sent' })

  const metrics = createMetrics(activity.sources)
  await vi.waitUntil(async () => /delay_seconds_count 1/.test(await metrics.render()))
  const text = await metrics.render()
  expect(text).toContain('policywatch_delivery_delay_seconds_sum 40\n')
  expect(text).toContain('policywatch_delivery_attempts_total{outcome="unreachable"} 1\n')
  expect(text).toContain('policywatch_delivery_attempts_total{outcome="accepted"} 1\n')
})
