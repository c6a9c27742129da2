import type { FeedId, SubscriptionId } from '../core/ids.ts'
import { pushTo } from '../core/push-to.ts'
import type { Settings } from './settings.ts'

/**
 * The subscriptions that each feed can have news for, in the order of the configuration. Feeds with the same ones share one
 * list: a thousand subscriptions for all of a hundred thousand feeds would be a hundred million entries, and whoever counts
 * who waits for whom can count by lists.
 */
export function findWatchers(
  feedIds: readonly FeedId[],
  rules: Settings['rules'],
  subscriptions: Settings['subscriptions'],
): Settings['watchers'] {
  const looks = [...subscriptions.values()].map(({ id, ruleIds }, turn) => {
    const sets = [...ruleIds].flatMap((ruleId) => rules.get(ruleId)?.feedIds ?? [])
    return { id, turn, feeds: unite(sets, feedIds.length) }
  })
  // by the sets themselves, of which there are few where there are many subscriptions
  const groups = [...Map.groupBy(looks, ({ feeds }) => feeds)]
  const everywhere = groups.flatMap(([feeds], at) => (feeds.size === feedIds.length ? [at] : []))
  const alsoIn = new Map<FeedId, number[]>()
  for (const [at, [feeds]] of groups.entries()) {
    if (feeds.size === feedIds.length) continue
    for (const id of feeds) pushTo(alsoIn, id, at)
  }
  const lists = new Map<string, readonly SubscriptionId[]>()
  const listOf = (groupsOfFeed: readonly number[]): readonly SubscriptionId[] => {
    const key = groupsOfFeed.join(' ')
    const known = lists.get(key)
    if (known !== undefined) return known
    const members = groupsOfFeed.flatMap((at) => groups[at]?.[1] ?? [])
    const list = members.sort((a, b) => a.turn - b.turn).map(({ id }) => id)
    lists.set(key, list)
    return list
  }
  return new Map(feedIds.map((id) => [id, listOf([...everywhere, ...(alsoIn.get(id) ?? [])])]))
}

/** All that stands in one of the sets; the set itself where one has everything. */
function unite(sets: readonly ReadonlySet<FeedId>[], allCount: number): ReadonlySet<FeedId> {
  const whole = sets.length === 1 ? sets[0] : sets.find((set) => set.size === allCount)
  return whole ?? new Set(sets.flatMap((set) => [...set]))
}
