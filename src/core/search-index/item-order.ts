import { ByteReader, ByteWriter } from './bytes.ts'

/** An item in the order of the archive: by when it was first seen, then by its id. */
export type OrderedItem = { readonly seenMs: number; readonly id: number }

export function compareItems(one: OrderedItem, other: OrderedItem): number {
  return one.seenMs - other.seenMs || one.id - other.id
}

/** Items of a block in one row; a search that wants one reads the row. */
export const ITEMS_IN_ORDER_CHUNK = 512

/** Items in their order as bytes: their distances, of which most are small. */
export function encodeOrder(items: readonly OrderedItem[]): Uint8Array {
  const writer = new ByteWriter()
  let before: OrderedItem = { seenMs: 0, id: 0 }
  for (const item of items) {
    writer.number(item.seenMs - before.seenMs)
    const distance = item.id - before.id
    writer.number(distance < 0 ? -2 * distance - 1 : 2 * distance)
    before = item
  }
  return writer.take()
}

export function decodeOrder(bytes: Uint8Array): readonly OrderedItem[] {
  const reader = new ByteReader(bytes)
  const items: OrderedItem[] = []
  let [seenMs, id] = [0, 0]
  while (!reader.isAtEnd) {
    seenMs += reader.number()
    const distance = reader.number()
    id += distance % 2 === 0 ? distance / 2 : -(distance + 1) / 2
    items.push({ seenMs, id })
  }
  return items
}
