import { compareItems, type OrderedItem } from '../../core/search-index/item-order.ts'

/** Items from the newest back, of which one is looked at. */
export type PlaceStream = {
  /** null: there is none left. */
  readonly head: OrderedItem | null
  /** Goes on to the next; false where what the stream reads is gone. */
  readonly advance: () => Promise<boolean>
}

/** The part of the archive that is wanted. */
export type PlaceRange = { readonly before: OrderedItem; readonly sinceMs: number }

function isWithin(item: OrderedItem, { before, sinceMs }: PlaceRange): boolean {
  return item.seenMs >= sinceMs && compareItems(item, before) < 0
}

/** The items of a list in their order, those alone that are wanted. */
export function streamOfList(items: readonly OrderedItem[], range: PlaceRange): PlaceStream {
  const wanted = items.filter((item) => isWithin(item, range)).sort(compareItems)
  return {
    get head(): OrderedItem | null {
      return wanted.at(-1) ?? null
    },
    async advance(): Promise<boolean> {
      wanted.pop()
      return true
    },
  }
}
