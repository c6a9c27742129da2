import { makeExcerpts } from '../../core/alert/excerpt.ts'
import { type DayRange, dayIndexOf } from '../../core/day-range.ts'
import { newsTimeOf } from '../../core/feed/doubt-of-date.ts'
import type { FeedId } from '../../core/ids.ts'
import type { MatchDocument, MatchSpan } from '../../core/rule/match-document.ts'
import type { Timestamp } from '../../core/time.ts'
import type { HeldItem } from '../../store/held-items.ts'
import { type HeadlineOfTrial, SHOWN_HEADLINES, SHOWN_HITS } from '../tried-query.ts'
import type { FeedFacts } from './feed-facts.ts'
import { Newest } from './newest.ts'
import type { TrialFindings } from './trial-job.ts'

type Hit = {
  readonly id: number
  readonly at: Timestamp
  readonly headline: HeadlineOfTrial
  readonly document: MatchDocument
  readonly spans: readonly MatchSpan[]
}
type Change = Pick<Hit, 'id' | 'at' | 'headline'>

/** An item that was held against, with what it hit. */
export type HeldDocument = {
  readonly item: HeldItem
  readonly document: MatchDocument
  /** null: the query did not hit, or does not look at the feed. */
  readonly spans: readonly MatchSpan[] | null
  readonly isHitByRule: boolean
}

/** Counts, item by item, what a query hits; with a rule beside it, what that hits differently. */
export class TrialTally {
  readonly #days: DayRange
  readonly #feeds: ReadonlyMap<FeedId, FeedFacts>
  readonly #hitCounts: number[]
  readonly #terms = new Map<string, { term: string; concept: string | null; itemCount: number }>()
  readonly #hits = new Newest<Hit>(SHOWN_HITS)
  readonly #newly = new Newest<Change>(SHOWN_HEADLINES)
  readonly #noLonger = new Newest<Change>(SHOWN_HEADLINES)
  #hitCount = 0
  #newlyCount = 0
  #noLongerCount = 0
  #unchangedCount = 0
  itemCount = 0

  constructor(days: DayRange, feeds: ReadonlyMap<FeedId, FeedFacts>) {
    this.#days = days
    this.#feeds = feeds
    this.#hitCounts = new Array<number>(days.dates.length).fill(0)
  }

  /** Items of before the first day are to be left out by the caller. */
  add({ item, document, spans, isHitByRule }: HeldDocument): void {
    if (spans === null && !isHitByRule) return
    const at = newsTimeOf(item)
    const headline = this.#headlineOf(item, at)
    if (spans !== null) this.#addHit({ id: item.id, at, headline, document, spans })
    this.#compare({ id: item.id, at, headline }, spans !== null, isHitByRule)
  }

  #addHit(hit: Hit): void {
    const day = dayIndexOf(this.#days, hit.at)
    this.#hitCount += 1
    this.#hitCounts[day] = (this.#hitCounts[day] ?? 0) + 1
    this.#hits.add(hit)
    const terms = new Map(
      hit.spans.map(({ term, concept }) => [`${concept ?? ''} ${term}`, { term, concept }]),
    )
    for (const [key, { term, concept }] of terms) {
      const counted = this.#terms.get(key) ?? { term, concept, itemCount: 0 }
      counted.itemCount += 1
      this.#terms.set(key, counted)
    }
  }

  #compare(change: Change, isHit: boolean, isHitByRule: boolean): void {
    if (isHit && isHitByRule) {
      this.#unchangedCount += 1
    } else if (isHit) {
      this.#newlyCount += 1
      this.#newly.add(change)
    } else {
      this.#noLongerCount += 1
      this.#noLonger.add(change)
    }
  }

  #headlineOf({ id, storyId, feedId, title, url }: HeldItem, at: Timestamp): HeadlineOfTrial {
    const feedTitle = this.#feeds.get(feedId)?.title ?? feedId
    return { itemId: id, storyId, feedId, feedTitle, title, url, at }
  }

  tell(hasRule: boolean): Omit<TrialFindings, 'warnings' | 'cutOffAt'> {
    const comparison = {
      newlyCount: this.#newlyCount,
      newly: this.#newly.list().map(({ headline }) => headline),
      noLongerCount: this.#noLongerCount,
      noLonger: this.#noLonger.list().map(({ headline }) => headline),
      unchangedCount: this.#unchangedCount,
    }
    return {
      itemCount: this.itemCount,
      hitCount: this.#hitCount,
      days: this.#days.dates.map((date, day) => ({ date, hitCount: this.#hitCounts[day] ?? 0 })),
      terms: [...this.#terms.values()].sort((one, other) => other.itemCount - one.itemCount),
      hits: this.#hits.list().map(({ headline, document, spans }) => ({
        ...headline,
        passages: makeExcerpts(document, spans),
      })),
      comparison: hasRule ? comparison : null,
    }
  }
}
