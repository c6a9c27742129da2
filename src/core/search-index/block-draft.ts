import { compareItems, type OrderedItem } from './item-order.ts'
import { ChunkWriter, type PostingChunk } from './posting-chunk.ts'

/** Items and the numbers of their keys, which are to become a block of the index. */
export class BlockDraft {
  readonly #items: OrderedItem[] = []
  /** Pairs: the number of a key, and that of an item. */
  #pairs = new Uint32Array(FIRST_ROOM)
  #pairCount = 0

  get count(): number {
    return this.#items.length
  }

  add(item: OrderedItem, keyNumbers: readonly number[]): void {
    const number = this.#items.push(item) - 1
    this.#reserve(this.#pairCount + keyNumbers.length)
    let at = this.#pairCount * 2
    for (const key of keyNumbers) {
      this.#pairs[at] = key
      this.#pairs[at + 1] = number
      at += 2
    }
    this.#pairCount += keyNumbers.length
  }

  /** The items in the order of the archive, which is what their ordinals count. */
  get order(): readonly OrderedItem[] {
    return [...this.#items].sort(compareItems)
  }

  /** The keys with the ordinals of their items, some at a time; `names` are the keys by their numbers. */
  *chunks(names: readonly string[]): Generator<PostingChunk> {
    const ordinals = this.#ordinalsByItem()
    const { ends, postings } = this.#postings(names.length, ordinals)
    const writer = new ChunkWriter()
    for (const key of sortedKeys(ends, names)) {
      const found = postings.subarray(ends[key - 1] ?? 0, ends[key])
      const chunk = writer.add(names[key] ?? '', ordinals === null ? found : found.sort())
      if (chunk !== null) yield chunk
    }
    const last = writer.end()
    if (last !== null) yield last
  }

  /** null where the items came in their order, as nearly always. */
  #ordinalsByItem(): Uint32Array | null {
    const order = this.#items.map((item, number) => ({ item, number }))
    order.sort((one, other) => compareItems(one.item, other.item))
    if (order.every(({ number }, ordinal) => number === ordinal)) return null
    const ordinals = new Uint32Array(order.length)
    for (const [ordinal, { number }] of order.entries()) ordinals[number] = ordinal
    return ordinals
  }

  /** The items of all keys in one list, each key's behind those of the one before it. */
  #postings(
    keyCount: number,
    ordinals: Uint32Array | null,
  ): { readonly ends: Uint32Array; readonly postings: Uint32Array } {
    const pairs = this.#pairs.subarray(0, this.#pairCount * 2)
    const counts = new Uint32Array(keyCount + 1)
    for (let at = 0; at < pairs.length; at += 2) {
      const key = pairs[at] ?? 0
      counts[key + 1] = (counts[key + 1] ?? 0) + 1
    }
    // where the items of each key begin; moved to where they end while they are put there
    const ends = counts
    for (let key = 1; key <= keyCount; key += 1) ends[key] = (ends[key] ?? 0) + (ends[key - 1] ?? 0)
    const postings = new Uint32Array(this.#pairCount)
    for (let at = 0; at < pairs.length; at += 2) {
      const [key, item] = [pairs[at] ?? 0, pairs[at + 1] ?? 0]
      const place = ends[key] ?? 0
      postings[place] = ordinals?.[item] ?? item
      ends[key] = place + 1
    }
    return { ends, postings }
  }

  #reserve(pairCount: number): void {
    if (pairCount * 2 <= this.#pairs.length) return
    const larger = new Uint32Array(Math.max(pairCount * 2, this.#pairs.length * 2))
    larger.set(this.#pairs)
    this.#pairs = larger
  }
}

const FIRST_ROOM = 262_144

/** The numbers of keys that have items, in the order of the keys. */
function sortedKeys(ends: Uint32Array, names: readonly string[]): readonly number[] {
  const numbers: number[] = []
  for (let key = 0; key < names.length; key += 1) {
    if ((ends[key] ?? 0) > (ends[key - 1] ?? 0)) numbers.push(key)
  }
  const nameOf = (key: number): string => names[key] ?? ''
  return numbers.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
}
