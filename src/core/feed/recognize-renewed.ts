import type { Containment } from '../story/containment.ts'
import { foldTitle } from '../text/fold-title.ts'
import { HOUR_MS, msOf } from '../time.ts'
import { hasBelievableDate } from './doubt-of-date.ts'
import type { FeedItem } from './feed-item.ts'
import type { Item } from './item.ts'

/**
 * A site that was rebuilt serves its old items under new guids and new links: to the keys of identity.ts they are all new. So
 * when most of a known feed turns new at once, its items are compared with what is stored by what a rebuilding leaves
 * alone: the title, with the text, the day or the number in the link.
 *
 * Alike in the title are also the issues of a series, standard notices ("Daily briefing"), and everything in a feed whose
 * titles are all "Press release". So a title needs a witness, or the company of most other items, for nobody publishes all of
 * last week again; and texts or dates that say otherwise are believed.
 */

type Stored = Pick<
  Item,
  | 'id'
  | 'title'
  | 'text'
  | 'summary'
  | 'searched'
  | 'canonicalUrl'
  | 'published'
  | 'firstSeenAt'
  | 'contentHash'
>

/** Whether a document is to be looked at in this way: most of it is new, and more than one item. */
export function isMostlyNew(addedCount: number, itemCount: number): boolean {
  return addedCount >= 2 && addedCount * 2 > itemCount
}

/** Which new item is which stored one; each stored item is one at most. What is not in the result is new. */
export function recognizeRenewed(
  added: readonly FeedItem[],
  stored: readonly Stored[],
  containment: Containment,
): ReadonlyMap<FeedItem, number> {
  const storedByTitle = Map.groupBy(stored, ({ title }) => foldTitle(title))
  const addedByTitle = Map.groupBy(added, ({ title }) => foldTitle(title))
  const found = new Map<FeedItem, number>()
  const taken = new Set<number>()
  const claim = (isSame: (pair: Pair) => boolean): void => {
    for (const item of added) {
      const title = foldTitle(item.title)
      const candidates = storedByTitle.get(title) ?? []
      if (title === '' || found.has(item)) continue
      const isOnly = candidates.length === 1 && addedByTitle.get(title)?.length === 1
      const match = candidates.find(
        (known) => !taken.has(known.id) && isSame({ item, known, isOnly, containment }),
      )
      if (match === undefined) continue
      taken.add(match.id)
      found.set(item, match.id)
    }
  }
  claim(isSameForCertain)
  const certain = new Map(found)
  claim(isSameInCompany)
  return found.size * 2 >= added.length ? found : certain
}

/** Two items of one title. */
type Pair = {
  readonly item: FeedItem
  readonly known: Stored
  /** No other item has that title. */
  readonly isOnly: boolean
  readonly containment: Containment
}

function isSameForCertain(pair: Pair): boolean {
  const { item, known, isOnly } = pair
  if (haveOtherDays(item, known)) return false
  if (hasSameLongText(item, known)) return true
  const hasWitness = isSameDay(item, known) || hasSameNumber(item, known)
  return isOnly && hasWitness && !haveOtherTexts(pair)
}

function isSameInCompany(pair: Pair): boolean {
  const { item, known, isOnly } = pair
  // a rebuilding may date everything anew
  if (hasSameLongText(item, known)) return true
  return isOnly && !haveOtherDays(item, known) && !haveOtherTexts(pair)
}

/** Shorter texts ("See attachment") are on many an item. */
const LEAST_TEXT_CHARS = 100

function hasSameLongText(item: FeedItem, known: Stored): boolean {
  return known.contentHash === item.contentHash && item.text.length >= LEAST_TEXT_CHARS
}

/** Both have a text, and they have nothing in common. */
function haveOtherTexts({ item, known, containment }: Pair): boolean {
  // an article is not what its feed said
  const text = known.searched === 'article' ? (known.summary ?? '') : known.text
  return item.text !== '' && text !== '' && containment(item.text, text) === 0
}

/** Both say when they were published, and it was not the same day. */
function haveOtherDays(item: FeedItem, known: Stored): boolean {
  if (item.published === null || known.published === null) return false
  return !isSameDay(item, known)
}

/** A rebuilt site may take its local time for UTC. */
const ZONE_MS = 14 * HOUR_MS

/** A date that cannot be true is on all items of a feed, and tells nothing. */
function isSameDay(item: FeedItem, known: Stored): boolean {
  if (item.published === null || known.published === null || !hasBelievableDate(known)) return false
  return Math.abs(msOf(item.published) - msOf(known.published)) <= ZONE_MS
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
