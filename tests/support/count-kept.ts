import type { WireItem } from '../../src/core/feed/wire-feed.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { FeedFault } from './feed-faults.ts'

/** How many items of sound documents are still found in damaged ones. */
export type Kept = {
  readonly expected: number
  readonly kept: number
  readonly lost: readonly string[]
  /** Documents with a kept item whose title does not begin as it did. */
  readonly changed: readonly string[]
}

/**
 * `expected` counts the items of the sound document, or those that came whole where the fault cuts it; an item is kept
 * where one with its id, its link or the beginning of its title is found. `lost` names documents that lost some.
 */
export async function countKept(
  documents: readonly { readonly name: string; readonly xml: string }[],
  fault: FeedFault,
): Promise<Kept> {
  const counts = await Promise.all(
    documents.map(async ({ name, xml }) => {
      const before = await soundItemsOf(xml)
      const damaged = fault.damage(xml)
      const whole = fault.isCut ? before.slice(0, countWhole(damaged)) : before
      const after = await itemsOf(damaged)
      const found = whole.map((item) => after.find((other) => isSame(item, other)))
      const kept = found.filter((item) => item !== undefined).length
      const isChanged = found.some((item, at) => item && !continuesTitle(item, whole[at]))
      return { name, expected: whole.length, kept, isChanged }
    }),
  )
  return {
    expected: counts.reduce((sum, { expected }) => sum + expected, 0),
    kept: counts.reduce((sum, { kept }) => sum + kept, 0),
    changed: counts.filter(({ isChanged }) => isChanged).map(({ name }) => name),
    lost: counts.filter(({ expected, kept }) => kept < expected).map(({ name }) => name),
  }
}

const soundItems = new Map<string, Promise<readonly WireItem[]>>()

/** Items that can be recognised; each document is read once, however many faults come after. */
async function soundItemsOf(xml: string): Promise<readonly WireItem[]> {
  const read = soundItems.get(xml) ?? itemsOf(new TextEncoder().encode(xml))
  soundItems.set(xml, read)
  const items = await read
  return items.filter(({ id, links, title }) => id !== null || links.length > 0 || title !== null)
}

async function itemsOf(bytes: Uint8Array): Promise<readonly WireItem[]> {
  const result = await parseFeed(bytes, null)
  return result.kind === 'parsed' ? result.feed.items : []
}

const countWhole = (damaged: Uint8Array): number =>
  new TextDecoder().decode(damaged).match(/<\/(?:[\w.-]+:)?(?:item|entry)>/gi)?.length ?? 0

function isSame(item: WireItem, other: WireItem): boolean {
  if (item.id !== null && item.id === other.id) return true
  const [href, otherHref] = [item.links[0]?.href, other.links[0]?.href]
  if (href !== undefined && href === otherHref) return true
  return Boolean(item.title) && continuesTitle(other, item)
}

const continuesTitle = (item: WireItem, before: WireItem | undefined): boolean =>
  item.title?.startsWith(before?.title ?? '') ?? false
