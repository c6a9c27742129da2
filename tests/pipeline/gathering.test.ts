import { expect, test } from 'vitest'
import { type FeedId, feedIdOf, type SubscriptionId, subscriptionIdOf } from '../../src/core/ids.ts'
import { Gathering } from '../../src/pipeline/gathering.ts'
import type { PollReport } from '../../src/pipeline/poll-report.ts'

const [a, b, c] = [feedIdOf('a'), feedIdOf('b'), feedIdOf('c')]
const [energy, trade] = [subscriptionIdOf('energy'), subscriptionIdOf('trade')]
const BOTH = [energy, trade]

function gatheringOf(
  watchers: readonly (readonly [FeedId, readonly SubscriptionId[]])[],
): Gathering {
  const byFeed = new Map(watchers)
  return new Gathering({ watchers: byFeed }, [...byFeed.keys()])
}

function reportOf(feedId: FeedId, subscriptionIds: readonly SubscriptionId[]): PollReport {
  return {
    kind: 'polled',
    feedId,
    outcome: 'stored',
    addedCount: 0,
    revisedCount: 0,
    matchCount: subscriptionIds.length,
    itemCount: 0,
    durationMs: 0,
    message: null,
    subscriptionIds,
    isLogged: false,
  }
}

test('a subscription is ready when the last of its feeds is done, whoever had the match', () => {
  const gathering = gatheringOf([
    [a, BOTH],
    [b, BOTH],
    [c, [trade]],
  ])

  const ready = [
    gathering.finish(a, reportOf(a, BOTH)),
    gathering.finish(b, reportOf(b, [])),
    gathering.finish(c, reportOf(c, [])),
  ]

  expect(ready).toEqual([[], [energy], [trade]])
})

test('a subscription without matches is never ready', () => {
  const gathering = gatheringOf([[a, BOTH]])

  const ready = gathering.finish(a, reportOf(a, [trade]))

  expect(ready).toEqual([trade])
})

test('feeds that nobody watches are done for nobody', () => {
  const gathering = gatheringOf([[a, []]])

  expect(gathering.finish(a, reportOf(a, []))).toEqual([])
  expect(gathering.finish(b, reportOf(b, []))).toEqual([])
})
