import type { Settings } from '../config/settings.ts'
import type { FeedId, SubscriptionId } from '../core/ids.ts'
import type { PollReport } from './poll-report.ts'

/** The subscriptions of a feed; feeds with the same ones share the list. */
type Watchers = readonly SubscriptionId[]

/**
 * Which subscriptions still wait for a feed of the round. Feeds are counted by the list of their subscriptions, and lists by
 * subscription: a thousand subscriptions for all of a hundred thousand feeds wait for one list.
 */
export class Gathering {
  readonly #watchers: Settings['watchers']
  /** How many feeds of the round each list still waits for. */
  readonly #feedCounts = new Map<Watchers, number>()
  /** How many lists each subscription still waits for. */
  readonly #listCounts = new Map<SubscriptionId, number>()
  readonly #withMatches = new Set<SubscriptionId>()

  constructor({ watchers }: Pick<Settings, 'watchers'>, feedIds: readonly FeedId[]) {
    this.#watchers = watchers
    for (const id of feedIds) add(this.#feedCounts, this.#watchersOf(id), 1)
    for (const list of this.#feedCounts.keys()) {
      for (const id of list) add(this.#listCounts, id, 1)
    }
  }

  /** Takes a feed as done; returns the subscriptions with matches that wait for no other feed. */
  finish(feedId: FeedId, report: PollReport): readonly SubscriptionId[] {
    if (report.kind === 'polled') {
      for (const id of report.subscriptionIds) this.#withMatches.add(id)
    }
    const list = this.#watchersOf(feedId)
    if (add(this.#feedCounts, list, -1) > 0) return []
    return list.filter((id) => add(this.#listCounts, id, -1) === 0 && this.#withMatches.has(id))
  }

  #watchersOf(feedId: FeedId): Watchers {
    return this.#watchers.get(feedId) ?? NOBODY
  }
}

const NOBODY: Watchers = []

/** The count as it is now. */
function add<Key>(counts: Map<Key, number>, key: Key, change: number): number {
  const count = (counts.get(key) ?? 0) + change
  counts.set(key, count)
  return count
}
