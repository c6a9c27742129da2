import { ConditionSheet, type ExpectedCondition } from './condition-sheet.ts'
import { FeedObserver } from './feed-observer.ts'
import type { MadeUpFeed } from './made-up-feed.ts'
import type { Visit } from './visit-book.ts'

/**
 * The conditions that the visits of the year should have begun and ended, by the table of the decision: written down again
 * here, from what the world knows of its own documents and not from what was stored.
 */
export function expectConditions(visits: readonly Visit[]): readonly ExpectedCondition[] {
  const sheet = new ConditionSheet()
  const observers = new Map<MadeUpFeed, FeedObserver>()
  for (const visit of visits) {
    const observer = observers.get(visit.feed) ?? new FeedObserver(visit.feed, sheet)
    observers.set(visit.feed, observer)
    observer.see(visit)
  }
  return sheet.conditions
}
