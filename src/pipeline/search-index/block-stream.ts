import type { KeyNeed } from '../../core/rule/keys/key-need.ts'
import {
  compareItems,
  ITEMS_IN_ORDER_CHUNK,
  type OrderedItem,
} from '../../core/search-index/item-order.ts'
import type { Db } from '../../store/schema.ts'
import type { SearchBlock } from '../../store/search-index/search-blocks.ts'
import { findOrder } from '../../store/search-index/search-chunks.ts'
import { evaluateBlock } from './evaluate-block.ts'
import type { PlaceRange, PlaceStream } from './place-stream.ts'

/**
 * The items of a block that have the keys of a need, the newest first; null where the block is gone. A block without such items may be
 * gone too, so whoever opens some asks afterwards whether they are still in use: rows go only after their block.
 */
export async function streamOfBlock(
  db: Db,
  block: SearchBlock,
  need: KeyNeed,
  range: PlaceRange,
): Promise<PlaceStream | null> {
  const ordinals = await evaluateBlock(db, block, need)
  const stream = new BlockStream(db, block, ordinals, range.sinceMs)
  return (await stream.begin(range.before)) ? stream : null
}

class BlockStream implements PlaceStream {
  readonly #db: Db
  readonly #block: SearchBlock
  readonly #ordinals: Uint32Array
  readonly #sinceMs: number
  /** How many are left. */
  #count: number
  #head: OrderedItem | null = null
  #rowFrom = -1
  #row: readonly OrderedItem[] = []

  constructor(db: Db, block: SearchBlock, ordinals: Uint32Array, sinceMs: number) {
    this.#db = db
    this.#block = block
    this.#ordinals = ordinals
    this.#sinceMs = sinceMs
    this.#count = ordinals.length
  }

  get head(): OrderedItem | null {
    return this.#head
  }

  /** Goes to the newest that stands before a place; false where the block is gone. */
  async begin(before: OrderedItem): Promise<boolean> {
    if (this.#block.seenToMs < before.seenMs) return await this.#look()
    let [low, high] = [0, this.#count]
    while (low < high) {
      const middle = (low + high) >> 1
      const item = await this.#itemAt(middle)
      if (item === null) return false
      if (compareItems(item, before) < 0) low = middle + 1
      else high = middle
    }
    this.#count = low
    return await this.#look()
  }

  readonly advance = async (): Promise<boolean> => {
    this.#count -= 1
    return await this.#look()
  }

  async #look(): Promise<boolean> {
    this.#head = null
    if (this.#count <= 0) return true
    const item = await this.#itemAt(this.#count - 1)
    if (item === null) return false
    if (item.seenMs >= this.#sinceMs) this.#head = item
    return true
  }

  async #itemAt(index: number): Promise<OrderedItem | null> {
    const ordinal = this.#ordinals[index] ?? 0
    const from = ordinal - (ordinal % ITEMS_IN_ORDER_CHUNK)
    if (from !== this.#rowFrom) {
      this.#row = (await findOrder(this.#db, this.#block.id, from)) ?? []
      this.#rowFrom = from
    }
    return this.#row[ordinal - from] ?? null
  }
}
