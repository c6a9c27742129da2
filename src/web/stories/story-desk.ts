import type { Timestamp } from '../../core/time.ts'
import type { ItemExplanation } from '../../pipeline/explain-item.ts'
import type { StoryView } from '../../pipeline/read-story.ts'
import type { StoryPage } from '../../pipeline/search-stories.ts'
import type { QueryProblem } from '../../pipeline/tried-query.ts'
import type { ArchivePlace } from '../../store/items.ts'

/** What stands behind the pages of stories and items, and their part of the API. */
export type StoryDesk = {
  /** The feeds in force, by their titles. */
  readonly feeds: () => Promise<readonly FeedName[]>
  readonly search: (wish: StoryWish) => Promise<StoryAnswer>
  /** null: there is no such story. */
  readonly find: (storyId: number) => Promise<StoryView | null>
  /** null: there is no such item. */
  readonly explain: (itemId: number, ruleId: string | null) => Promise<ItemExplanation | null>
  /** For how many days items are kept. */
  readonly keptDays: () => number
}

export type FeedName = { readonly id: string; readonly title: string }

export type StoryWish = {
  /** In the language of rules; null: everything. */
  readonly query: string | null
  readonly feed: string | null
  readonly since: Timestamp | null
  readonly before: ArchivePlace | null
  readonly limit: number
}

export type StoryAnswer =
  | ({ readonly kind: 'found'; readonly warnings: readonly QueryProblem[] } & StoryPage)
  /** The query cannot be read. */
  | { readonly kind: 'refused'; readonly problems: readonly QueryProblem[] }

/** A place in the archive as it stands in an address. */
export function writePlace({ seenAt, id }: ArchivePlace): string {
  return `${seenAt}~${id}`
}

/** null: it is none of ours. */
export function readPlace(text: string): ArchivePlace | null {
  const [, seenAt, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~(\d{1,15})$/.exec(text) ?? []
  return seenAt === undefined ? null : { seenAt, id: Number(id) }
}
