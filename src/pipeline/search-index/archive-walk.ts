import type { Item } from '../../core/feed/item.ts'
import type { FeedId } from '../../core/ids.ts'
import type { Timestamp } from '../../core/time.ts'
import type { ArchivePlace } from '../../store/items.ts'

export type WalkScope = {
  /** Only items before this place in the archive. */
  readonly before: ArchivePlace
  /** First seen since then; null: from the beginning. */
  readonly since: Timestamp | null
  /** null: of all feeds. */
  readonly feedId: FeedId | null
}

export type WalkStep = {
  /** The next items that a query may hit, the one seen last first; there may be none though more follow. */
  readonly items: readonly Item[]
  /** Everything that stands behind this place in the archive has been looked at. */
  readonly place: ArchivePlace
  readonly isEnd: boolean
}

/** A way back through the archive, last seen first. */
export type ArchiveWalk = {
  /** Goes on by so many items at most, and not for more than some milliseconds. */
  readonly next: (limit: number) => Promise<WalkStep>
}
