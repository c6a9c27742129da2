import { expect, test } from 'vitest'
import { createFeedFinder } from '../../src/config/create-feed-finder.ts'
import { findWatchers } from '../../src/config/find-watchers.ts'
import type { RuleSettings, SubscriptionSettings } from '../../src/config/settings.ts'
import { feedIdOf, ruleIdOf, subscriptionIdOf } from '../../src/core/ids.ts'

const feedsOf = createFeedFinder({
  a: { tags: ['near'] },
  b: { tags: [] },
  c: { tags: ['near'] },
})
const [a, b, c] = [feedIdOf('a'), feedIdOf('b'), feedIdOf('c')]

function rule(id: string, names: readonly string[] | null): RuleSettings {
  return { id: ruleIdOf(id), title: id, match: id, revision: id, feedIds: feedsOf(names) }
}

function subscription(id: string, ruleIds: readonly string[]): SubscriptionSettings {
  return {
    id: subscriptionIdOf(id),
    to: [],
    ruleIds: new Set(ruleIds.map(ruleIdOf)),
    deliver: { kind: 'immediately' },
    quiet: null,
    budget: 0,
    edits: false,
    allQuiet: null,
  }
}

const byId = <T extends { readonly id: unknown }>(all: readonly T[]): Map<T['id'], T> =>
  new Map(all.map((one) => [one.id, one]))

test('finds feeds by names and tags, each once and in the order of the configuration', () => {
  const found = feedsOf(['b', 'c', '#near', 'nobody'])

  expect([...found]).toEqual(['a', 'b', 'c'])
})

test('gives all rules for all feeds one set', () => {
  expect(feedsOf(null)).toBe(feedsOf(null))
})

test('lists the subscriptions of a feed in the order of the configuration, whatever makes them look at it', () => {
  const rules = byId([rule('all', null), rule('near', ['#near']), rule('b', ['b'])])
  const subscriptions = byId([
    subscription('1', ['near']),
    subscription('2', ['all', 'b']),
    subscription('3', ['b']),
    subscription('4', ['near', 'b']),
    subscription('5', []),
  ])

  const watchers = findWatchers([a, b, c], rules, subscriptions)

  expect(Object.fromEntries(watchers)).toEqual({
    a: ['1', '2', '4'],
    b: ['2', '3', '4'],
    c: ['1', '2', '4'],
  })
})

test('shares one list between feeds with the same subscriptions', () => {
  const rules = byId([rule('near', ['#near']), rule('b', ['b'])])
  const subscriptions = byId([subscription('1', ['near']), subscription('2', ['b'])])

  const watchers = findWatchers([a, b, c], rules, subscriptions)

  expect(watchers.get(a)).toBe(watchers.get(c))
})
