import { digestOf } from '../digest-of.ts'
import { foldTitle } from '../text/fold-title.ts'
import type { FeedItem } from './feed-item.ts'

/**
 * Which item is which, from poll to poll. Newness is decided by these keys and never by dates: an item
 * is known when any of its keys is known in its feed. So every key is a promise, "whoever carries this is the
 * same item", and one that promises too much hides news. The rules:
 *
 * - **guid**, when it is the item's own: not empty, not on another item of the document, not the feed's link. It
 *   breaks its promise where a site gives it to other news; decide-known-item.ts sees to that.
 * - **link and title**. A known pair under a new guid is the old item (sites rebuild their guids). A known link
 *   under another title is news, unless the guid is known: feeds exist that show ever new items behind one link.
 * - **link and text**, for items without a guid of their own: a corrected headline is no news. Short texts
 *   ("Read more") do not count.
 * - **link** alone, for a headline that was corrected together with its guid or its short text. Believed only of a stored
 *   item that tells the same news; see decide-known-item.ts.
 * - **the whole content**: link, if any, with title and text. Remembered of every item, so that it is found again when
 *   the rules around it change because another item comes or goes; believed only where no guid contradicts it. The
 *   same notice behind another link is another notice.
 *
 * A link counts by itself only when it is the item's own: not on another item of the document, not the feed's.
 * An item that stands twice in a document, alike in everything, is one item here.
 */
export type Identifiable = Pick<FeedItem, 'guid' | 'canonicalUrl' | 'title' | 'text'>

/**
 * Keys of each item, strongest first, never empty. `feedLinks` are canonical addresses of the feed itself; `bareTextOf` is for whoever
 * has the texts without white space already.
 */
export function identifyItems<Item extends Identifiable>(
  items: readonly Item[],
  feedLinks: ReadonlySet<string>,
  bareTextOf: (item: Item) => string = ({ text }) => withoutSpace(text),
): readonly (readonly string[])[] {
  const sharedGuids = findShared(items, (item) => item.guid)
  const sharedLinks = findShared(items, (item) => item.canonicalUrl)
  const own = (value: string | null, shared: ReadonlySet<string>): string | null =>
    value === null || value === '' || shared.has(value) || feedLinks.has(value) ? null : value
  return items.map((item) => {
    const [guid, link] = [own(item.guid, sharedGuids), own(item.canonicalUrl, sharedLinks)]
    return keysOf(item, bareTextOf(item), guid, link)
  })
}

/**
 * Hash over title and text that ignores white space: feeds are reindented without being edited. `bareText` is for whoever has
 * the text without white space already.
 */
export function hashContent(title: string, text: string, bareText = withoutSpace(text)): string {
  return hashOf('content', withoutSpace(title), bareText)
}

/** Texts shorter than this are not an item's own. */
const LEAST_TEXT_CHARS = 30

function keysOf(
  item: Identifiable,
  text: string,
  guid: string | null,
  link: string | null,
): readonly string[] {
  const title = foldTitle(item.title)
  const keys: string[] = []
  if (guid !== null) keys.push(keyOf('guid', guid))
  if (link !== null) keys.push(keyOf('link-title', link, title))
  if (link !== null && guid === null && text.length >= LEAST_TEXT_CHARS) {
    keys.push(keyOf('link-text', link, text))
  }
  if (link !== null) keys.push(keyOf('link', link))
  keys.push(keyOf('whole', item.canonicalUrl ?? '', title, text))
  return keys
}

/** What a key stands for, in the order of what it is worth. */
type KeyKind = 'guid' | 'link-title' | 'link-text' | 'link' | 'whole'

const keyOf = (kind: KeyKind, ...parts: readonly string[]): string =>
  `${kind}:${hashOf(kind, ...parts)}`

/** Whether a key of identifyItems is of a kind. */
export function isKeyOf(kind: KeyKind, key: string): boolean {
  return key.startsWith(`${kind}:`)
}

/** Values that items carry which differ in anything else. */
function findShared(
  items: readonly Identifiable[],
  read: (item: Identifiable) => string | null,
): ReadonlySet<string> {
  const firstBearers = new Map<string, Identifiable>()
  const shared = new Set<string>()
  for (const item of items) {
    const value = read(item)
    if (value === null) continue
    const first = firstBearers.get(value)
    if (first === undefined) firstBearers.set(value, item)
    else if (!isAlike(first, item)) shared.add(value)
  }
  return shared
}

const isAlike = (one: Identifiable, other: Identifiable): boolean =>
  (one.guid ?? '') === (other.guid ?? '') &&
  (one.canonicalUrl ?? '') === (other.canonicalUrl ?? '') &&
  one.title === other.title &&
  one.text === other.text

/** What is hashed of a text: feeds are reindented, and wrap their lines anew. */
export const withoutSpace = (text: string): string => text.replace(/\s+/gu, '')

/** The kind is hashed too, so that a link never equals a guid that is spelt alike. */
function hashOf(kind: string, ...parts: readonly string[]): string {
  return digestOf(JSON.stringify([kind, ...parts]))
}
