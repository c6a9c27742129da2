import type { Item } from '../../core/feed/item.ts'
import type { KeyNeed } from '../../core/rule/keys/key-need.ts'
import { compareItems, type OrderedItem } from '../../core/search-index/item-order.ts'
import { msOf, type Timestamp, timestampOf } from '../../core/time.ts'
import { type ArchivePlace, END_OF_ARCHIVE, listItemsByIds } from '../../store/items.ts'
import type { Db } from '../../store/schema.ts'
import {
  areBlocksInUse,
  listSearchBlocks,
  type SearchBlock,
} from '../../store/search-index/search-blocks.ts'
import type { WalkScope, WalkStep } from './archive-walk.ts'
import { streamOfBlock } from './block-stream.ts'
import { listWaitingPlaces } from './list-waiting-places.ts'
import { type PlaceRange, type PlaceStream, streamOfList } from './place-stream.ts'

/** A slice of work; whoever walks has others take their turn between two. */
const SLICE_MS = 8

/**
 * Walks back through the items that the search index proposes for a query, and those that it does not know yet, in the order of the
 * archive. Blocks overlap in time where polls were recorded late or the clock was set, so they are opened one by one as the
 * walk comes to the newest of their items, and what is open is merged. Filling may replace blocks meanwhile: the walk
 * then begins anew at its place.
 */
export class CandidateWalk {
  readonly #db: Db
  readonly #need: KeyNeed
  readonly #scope: WalkScope
  /** Everything that stands behind it in the archive has been looked at. */
  #at: OrderedItem
  /** What is open; null before the beginning, or where a block was gone. */
  #streams: PlaceStream[] | null = null
  /** Opened since the last step. */
  #opened: number[] = []
  /** Not opened yet, the one with the newest item first. */
  #blocks: readonly SearchBlock[] = []

  constructor(db: Db, need: KeyNeed, scope: WalkScope) {
    this.#db = db
    this.#need = need
    this.#scope = scope
    this.#at = msPlaceOf(scope.before)
  }

  /** Where whoever goes on begins. */
  get place(): ArchivePlace {
    return placeOf(this.#at)
  }

  /** null: the index no longer knows enough, and the rest must be read without it. */
  async next(limit: number): Promise<WalkStep | null> {
    const untilMs = performance.now() + SLICE_MS
    const startedAt = this.#at
    const taken: OrderedItem[] = []
    let isEnd = false
    while (taken.length < limit) {
      if (this.#streams === null && !(await this.#begin())) {
        if (taken.length === 0) return null
        break
      }
      const item = await this.#takeNext()
      if (item === 'end') isEnd = true
      else if (item !== 'none') this.#note(item, taken)
      if (isEnd || performance.now() > untilMs) break
    }
    if (!(await this.#areOpenedThere())) {
      // what was proposed may leave something out
      this.#at = startedAt
      this.#streams = null
      return { items: [], place: this.place, isEnd: false }
    }
    if (!isEnd && taken.length === 0) this.#moveBack()
    return { items: await this.#read(taken), place: this.place, isEnd }
  }

  #note(item: OrderedItem, taken: OrderedItem[]): void {
    // an item that was edited is in two blocks, or in one and among those that wait
    if (compareItems(item, this.#at) >= 0) return
    taken.push(item)
    this.#at = item
  }

  async #begin(): Promise<boolean> {
    const range = this.#range()
    // in this order: what a new block takes in meanwhile is proposed twice, and nothing is missed
    const waiting = await listWaitingPlaces(this.#db)
    if (waiting === null) return false
    const blocks = await listSearchBlocks(this.#db)
    this.#streams = [streamOfList(waiting, range)]
    this.#blocks = blocks.filter(
      ({ seenFromMs, seenToMs }) => seenFromMs <= range.before.seenMs && seenToMs >= range.sinceMs,
    )
    return true
  }

  /** Opens a block, or takes the newest of what is open. */
  async #takeNext(): Promise<OrderedItem | 'none' | 'end'> {
    const streams = this.#streams ?? []
    const newest = newestOf(streams)
    const [block, ...others] = this.#blocks
    if (block !== undefined && (newest === null || block.seenToMs >= newest.head.seenMs)) {
      const stream = await streamOfBlock(this.#db, block, this.#need, this.#range())
      this.#blocks = others
      this.#opened.push(block.id)
      if (stream === null) this.#streams = null
      else if (stream.head !== null) streams.push(stream)
      return 'none'
    }
    if (newest === null) return 'end'
    const { head, stream } = newest
    const isThere = await stream.advance()
    if (!isThere) this.#streams = null
    else if (stream.head === null) this.#streams = streams.filter((other) => other !== stream)
    return head
  }

  async #areOpenedThere(): Promise<boolean> {
    const opened = this.#opened
    this.#opened = []
    return opened.length === 0 || (await areBlocksInUse(this.#db, opened))
  }

  /** Where nothing was found for long, what is open and what is not tell how far back that goes. */
  #moveBack(): void {
    if (this.#streams === null) return
    const newest = newestOf(this.#streams)?.head.seenMs ?? -Infinity
    const seenMs = Math.max(newest, this.#blocks[0]?.seenToMs ?? -Infinity)
    const place = { seenMs: seenMs + 1, id: 0 }
    if (Number.isFinite(seenMs) && compareItems(place, this.#at) < 0) this.#at = place
  }

  #range(): PlaceRange {
    const { since } = this.#scope
    return {
      before: this.#at,
      sinceMs: since === null ? -Infinity : msOf(since),
    }
  }

  async #read(places: readonly OrderedItem[]): Promise<readonly Item[]> {
    const items = await listItemsByIds(
      this.#db,
      places.map(({ id }) => id),
    )
    const { feedId } = this.#scope
    return places.flatMap(({ id, seenMs }) => {
      const item = items.get(id)
      // the number of the newest item is given again when it is removed
      if (item === undefined || msOf(item.firstSeenAt) !== seenMs) return []
      return feedId === null || item.feedId === feedId ? [item] : []
    })
  }
}

function newestOf(
  streams: readonly PlaceStream[],
): { readonly head: OrderedItem; readonly stream: PlaceStream } | null {
  let newest: { readonly head: OrderedItem; readonly stream: PlaceStream } | null = null
  for (const stream of streams) {
    const { head } = stream
    if (head !== null && (newest === null || compareItems(head, newest.head) > 0)) {
      newest = { head, stream }
    }
  }
  return newest
}

function placeOf({ seenMs, id }: OrderedItem): ArchivePlace {
  return Number.isFinite(seenMs) ? { seenAt: timestampOf(seenMs), id } : END_OF_ARCHIVE
}

function msPlaceOf({ seenAt, id }: ArchivePlace): OrderedItem {
  if (seenAt === END_OF_ARCHIVE.seenAt) return { seenMs: Infinity, id }
  return { seenMs: msOf(seenAt as Timestamp), id } // a place is that of an item
}
