import { expect, test } from 'vitest'
import { subscriptionIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { countAlertsOfDay, listGatheringSubscriptions } from '../../src/store/alerts.ts'
import { inTransaction } from '../../src/store/database.ts'
import { claimDelivery, findNextDueAt } from '../../src/store/due-deliveries.ts'
import { countDeliveries } from '../../src/store/status.ts'
import { explainQueries } from '../support/explain-queries.ts'

const NOW = '2026-03-03T08:30:00.000Z' as Timestamp

test('the next delivery is found at the beginning of the index, however many wait', async () => {
  const plan = await explainQueries(async (db) => await findNextDueAt(db))

  expect(plan).toEqual([
    'SEARCH d USING INDEX deliveries_open (next_attempt_at>?)',
    'SEARCH a USING INTEGER PRIMARY KEY (rowid=?)',
  ])
})

test('what is due is claimed by the index, without a look at what is not', async () => {
  const plan = await explainQueries(
    async (db) =>
      await inTransaction(db, async (tx) => await claimDelivery(tx, NOW, { lastAttemptId: 7 })),
  )

  expect(plan).toContain('SEARCH d USING INDEX deliveries_open (next_attempt_at<?)')
  expect(plan.filter((line) => line.startsWith('SCAN'))).toEqual([])
})

test('the alerts of a day are counted in the index of their subscription', async () => {
  const ids = [subscriptionIdOf('desk'), subscriptionIdOf('board')]

  const plan = await explainQueries(async (db) => await countAlertsOfDay(db, ids, NOW, NOW))

  expect(plan).toEqual([
    'SEARCH alerts USING INDEX alerts_by_subscription (subscription_id=? AND created_at>? AND created_at<?)',
  ])
})

test('alerts that gather are looked for among those that are open', async () => {
  const plan = await explainQueries(
    async (db) => await listGatheringSubscriptions(db, [subscriptionIdOf('desk')]),
  )

  expect(plan[0]).toBe('SEARCH alerts USING INDEX alerts_open (subscription_id=? AND kind=?)')
})

test('what is open and what ended in a day are counted by their indexes, however much was ever sent', async () => {
  const plan = await explainQueries(async (db) => await countDeliveries(db, NOW))

  expect(plan).toContain('SEARCH d USING COVERING INDEX deliveries_ended (finished_at>?)')
  expect(plan.filter((line) => line.startsWith('SCAN'))).toEqual([
    'SCAN d USING INDEX deliveries_open',
  ])
})
