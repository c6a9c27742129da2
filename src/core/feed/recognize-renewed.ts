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
 * titles are all "Press release". So a title needs a witness, or the company of most other items and of several, for nobody
 * publishes all of last week again; and texts or dates that say otherwise are believed.
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

/** Fewer that are recognised by their titles alone are no company. */
const LEAST_COMPANY = 5

/** Which new item is which stored one; each stored item is one at most. What is not in the result is new. */
export function recognizeRenewed(
  added: readonly FeedItem[],
  stored: readonly Stored[],
  containment: Containment,
): ReadonlyMap<FeedItem, number> {
  const storedByTitle = Map.groupBy(stored, ({ title }) => foldTitle(title))
  const addedByTitle = Map.groupBy(added, ({ title }) => foldTitle(title))
  const [ownTails, knownTails] = [countTails(added), countTails(stored)]
  const found = new Map<FeedItem, number>()
  const taken = new Set<number>()
  const claim = (isSame: (pair: Pair) => boolean): void => {
    for (const item of added) {
      const title = foldTitle(item.title)
      const candidates = storedByTitle.get(title) ?? []
      if (title === '' || found.has(item)) continue
      const isOnly = candidates.length === 1 && addedByTitle.get(title)?.length === 1
      const match = candidates.find((known) => {
        const tail = tailOf(item.canonicalUrl)
        const isOwnTail = ownTails.get(tail) === 1 && knownTails.get(tail) === 1
        const hasSameTail = tail !== null && isOwnTail && tail === tailOf(known.canonicalUrl)
        return !taken.has(known.id) && isSame({ item, known, isOnly, hasSameTail, containment })
      })
      if (match === undefined) continue
      taken.add(match.id)
      found.set(item, match.id)
    }
  }
  claim(isSameForCertain)
  const certain = new Map(found)
  claim(isSameInCompany)
  const hasCompany = found.size >= LEAST_COMPANY && found.size * 2 >= added.length
  return hasCompany ? found : certain
}

/** Two items of one title. */
type Pair = {
  readonly item: FeedItem
  readonly known: Stored
  /** No other item has that title. */
  readonly isOnly: boolean
  /** Their links end alike, and no other link does. */
  readonly hasSameTail: boolean
  readonly containment: Containment
}

function isSameForCertain(pair: Pair): boolean {
  const { item, known, isOnly, hasSameTail } = pair
  if (haveOtherDays(item, known)) return false
  if (hasSameText(item, known, isOnly ? LEAST_TEXT_LETTERS : LEAST_COMMON_TEXT_LETTERS)) return true
  return isOnly && (hasSameTail || isSameInstant(item, known)) && !haveOtherTexts(pair)
}

function isSameInCompany(pair: Pair): boolean {
  const { item, known, isOnly } = pair
  // a rebuilding may date everything anew
  if (hasSameText(item, known, LEAST_COMMON_TEXT_LETTERS)) return true
  return isOnly && !haveOtherDays(item, known) && !haveOtherTexts(pair)
}

/** Shorter texts ("See attachment") are on many an item. */
const LEAST_TEXT_LETTERS = 30
/** The same where other items have the title too. */
const LEAST_COMMON_TEXT_LETTERS = 100

function hasSameText(item: FeedItem, known: Stored, leastLetters: number): boolean {
  return known.contentHash === item.contentHash && weigh(item.text) >= leastLetters
}

/** In letters; a syllable of Hangul or a Han character says as much as two of them. */
function weigh(text: string): number {
  return text.length + (text.match(SYLLABLE)?.length ?? 0)
}

const SYLLABLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

const MUCH_THE_SAME = 0.5

/** Both have a text, and less than half of it is the same. */
function haveOtherTexts({ item, known, containment }: Pair): boolean {
  // an article is not what its feed said
  const text = known.searched === 'article' ? (known.summary ?? '') : known.text
  return item.text !== '' && text !== '' && containment(item.text, text) < MUCH_THE_SAME
}

/** A rebuilt site may take its local time for UTC. */
const ZONE_MS = 14 * HOUR_MS

/** Both say when they were published, and it was not the same day. A date that cannot be true is on all items, and says nothing. */
function haveOtherDays(item: FeedItem, known: Stored): boolean {
  if (item.published === null || known.published === null || !hasBelievableDate(known)) return false
  return Math.abs(msOf(item.published) - msOf(known.published)) > ZONE_MS
}

/** To the second. A full hour may be a day alone, which others have too. */
function isSameInstant({ published }: FeedItem, known: Stored): boolean {
  if (published === null || published !== known.published || !hasBelievableDate(known)) return false
  return msOf(published) % HOUR_MS !== 0
}

/** How many links end in the same way. */
function countTails(
  items: readonly Pick<Item, 'canonicalUrl'>[],
): ReadonlyMap<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const { canonicalUrl } of items) {
    const tail = tailOf(canonicalUrl)
    counts.set(tail, (counts.get(tail) ?? 0) + 1)
  }
  return counts
}

/** The number of the release in its link, or the last part of its path. */
function tailOf(url: string | null): string | null {
  if (url === null) return null
  const { pathname, search } = new URL(url)
  const number = /(?:=|-|_|\/)(\d{4,})(?!.*\d{4})/.exec(`${pathname}${search}`)?.[1]
  const name = pathname.split('/').findLast((part) => part !== '')
  return number ?? (name !== undefined && name.length >= 12 ? name : null)
}
