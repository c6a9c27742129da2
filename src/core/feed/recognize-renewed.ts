import { foldTitle } from '../text/fold-title.ts'
import { HOUR_MS, msOf, type Timestamp } from '../time.ts'
import type { FeedItem } from './feed-item.ts'
import type { Item } from './item.ts'

/**
 * A site that was rebuilt serves its old items under new guids and new links: to the keys of identity.ts they are all new. So
 * when most of a known feed turns new at once, its items are compared with what is stored by what a rebuilding leaves
 * alone: the title, with the text, the day or the number in the link.
 *
 * Alike in the title alone are also the issues of a series and standard notices ("Daily briefing"). So a title needs a
 * witness of its own, or the company of most other items, for nobody publishes all of last week again.
 */

type Stored = Pick<Item, 'id' | 'title' | 'canonicalUrl' | 'published' | 'contentHash'>

/** Whether a document is to be looked at in this way: most of it is new, and more than one item. */
export function isMostlyNew(addedCount: number, itemCount: number): boolean {
  return addedCount >= 2 && addedCount * 2 > itemCount
}

/** Which new item is which stored one; each stored item is one at most. What is not in the result is new. */
export function recognizeRenewed(
  added: readonly FeedItem[],
  stored: readonly Stored[],
): ReadonlyMap<FeedItem, number> {
  const byTitle = Map.groupBy(stored, ({ title }) => foldTitle(title))
  const taken = new Set<number>()
  const found = new Map<FeedItem, number>()
  const claim = (item: FeedItem, isSame: (candidate: Stored) => boolean): void => {
    if (found.has(item)) return
    const title = foldTitle(item.title)
    if (title === '') return
    const match = byTitle.get(title)?.find((known) => !taken.has(known.id) && isSame(known))
    if (match === undefined) return
    taken.add(match.id)
    found.set(item, match.id)
  }
  for (const item of added) claim(item, (known) => hasWitness(item, known))
  const certain = new Map(found)

  const titles = Map.groupBy(added, ({ title }) => foldTitle(title))
  for (const item of added) {
    const isOnly = titles.get(foldTitle(item.title))?.length === 1
    claim(item, (known) => isOnly && !contradicts(item, known))
  }
  return found.size * 2 >= added.length ? found : certain
}

/** Shorter texts ("See attachment") are on many an item. */
const LEAST_TEXT_CHARS = 100

function hasWitness(item: FeedItem, known: Stored): boolean {
  if (known.contentHash === item.contentHash && item.text.length >= LEAST_TEXT_CHARS) return true
  return isSameDay(item.published, known.published) || hasSameNumber(item, known)
}

/** Both say when they were published, and it was not the same day. */
function contradicts(item: FeedItem, known: Stored): boolean {
  if (item.published === null || known.published === null) return false
  return !isSameDay(item.published, known.published)
}

/** A rebuilt site may take its local time for UTC. */
const ZONE_MS = 14 * HOUR_MS

function isSameDay(a: Timestamp | null, b: Timestamp | null): boolean {
  return a !== null && b !== null && Math.abs(msOf(a) - msOf(b)) <= ZONE_MS
}

/** The number of the release in its link, or the last part of its path. */
function hasSameNumber(item: FeedItem, known: Stored): boolean {
  const tail = tailOf(item.canonicalUrl)
  return tail !== null && tail === tailOf(known.canonicalUrl)
}

function tailOf(url: string | null): string | null {
  if (url === null) return null
  const { pathname, search } = new URL(url)
  const number = /(?:=|-|_|\/)(\d{4,})(?!.*\d{4})/.exec(`${pathname}${search}`)?.[1]
  const name = pathname.split('/').findLast((part) => part !== '')
  return number ?? (name !== undefined && name.length >= 12 ? name : null)
}
