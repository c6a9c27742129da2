import { ConditionSheet, type ExpectedCondition } from './condition-sheet.ts'
import { FeedObserver } from './feed-observer.ts'
import { HostObserver } from './host-observer.ts'
import type { MadeUpFeed } from './made-up-feed.ts'
import type { Visit } from './visit-book.ts'

/**
 * The conditions that the visits of the year should have begun and ended, by the table of the decision: written down again
 * here, from what the world knows of its own documents and not from what was stored.
 */
export function expectConditions(
  feeds: readonly MadeUpFeed[],
  visits: readonly Visit[],
): readonly ExpectedCondition[] {
  const sheet = new ConditionSheet()
  const observers = new Map(feeds.map((feed) => [feed, new FeedObserver(feed, sheet)]))
  const hosts = new HostObserver([...observers.values()], sheet)
  for (const [index, visit] of visits.entries()) {
    const { feed, at } = visit
    const observer = observers.get(feed)
    if (observer === undefined) throw new Error(`${feed.id} is no feed of this world`)
    const sign = observer.see(visit)
    if (sign !== null) hosts.see(observer, sign, at)
    if (visits[index + 1]?.at !== at) hosts.endRound(at)
  }
  return sheet.conditions
}
