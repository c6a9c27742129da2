import { foldSpace } from '../text/fold-space.ts'
import { limitText, MAX_TEXT_CHARS, MAX_TITLE_CHARS } from '../text/limit-text.ts'
import { plainTextOf } from '../text/plain-text.ts'
import type { Timestamp } from '../time.ts'
import { canonicalizeUrl } from './canonical-url.ts'
import { findDayOrder } from './day-order.ts'
import { type DateDoubt, doubtOfDate } from './doubt-of-date.ts'
import type { FeedItem, NormalizedFeed } from './feed-item.ts'
import { hashContent, identifyItems, withoutSpace } from './identity.ts'
import { languageOf, namesOf, titleOf } from './normalize-values.ts'
import { parseDate } from './parse-date.ts'
import { findItemUrl, resolveUrl } from './resolve-url.ts'
import type { WireFeed, WireItem } from './wire-feed.ts'

/** More than any feed lists; a document with more is an archive or an attack. */
const MAX_ITEMS = 20_000
/** Authors of one item, and categories. */
const MAX_NAMES = 500

/**
 * What a document gave as the rest of the program knows it: plain text, absolute links, times in UTC, keys.
 * `baseUrl` is the address that answered, null for a file, whose relative links stay as they stand; a date without a zone is
 * in `timezone` (an IANA name). Never fails: what cannot be read is null, and `problems` says what that was. Dates stay what
 * the feed says; those that cannot be true by `now` are problems too, unless it is left out.
 */
export function normalizeFeed(
  wire: WireFeed,
  baseUrl: string | null,
  timezone: string,
  now: Timestamp | null = null,
): NormalizedFeed {
  const feedBase = resolveUrl(wire.base ?? '', baseUrl) ?? baseUrl
  const link = resolveUrl(wire.link, feedBase)
  const language = languageOf(wire.language)
  const wireItems = wire.items.slice(0, MAX_ITEMS)
  const readDate = dateReader(wireItems, timezone)
  const drafts = wireItems.map((item) => normalizeItem(item, feedBase, readDate, language))
  const feedLinks = [link, baseUrl].flatMap((url) => (url && canonicalizeUrl(url)) ?? [])
  // a guid may be the feed's link as it stands there
  const ownLinks = new Set([...feedLinks, ...(link === null ? [] : [link])])
  const keys = identifyItems(drafts, ownLinks, (draft) => draft.bareText)
  return {
    format: wire.format,
    title: limitText(titleOf(wire.title), MAX_TITLE_CHARS).text,
    link,
    language,
    ttlMinutes: wire.ttlMinutes,
    items: drafts.map(({ isCut, hasLongNames, bareText, ...draft }, index) => ({
      ...draft,
      keys: keys[index] ?? [],
    })),
    problems: findProblems(wire, drafts, now),
  }
}

type ItemDraft = Omit<FeedItem, 'keys'> & {
  /** Its text is longer than what is kept. */
  readonly isCut: boolean
  /** So is its title or a name, or there are too many names. */
  readonly hasLongNames: boolean
  /** Its text without white space, which two hashes take. */
  readonly bareText: string
}

function normalizeItem(
  item: WireItem,
  feedBase: string | null,
  readDate: DateReader,
  feedLanguage: string | null,
): ItemDraft {
  const base = item.base === null ? feedBase : (resolveUrl(item.base, feedBase) ?? feedBase)
  const url = findItemUrl(item, base)
  const title = limitText(titleOf(item.title), MAX_TITLE_CHARS)
  const authors = limitNames(item.authors)
  const categories = limitNames(item.categories)
  const summary = limitText(plainTextOf(item.summary ?? ''))
  const content = limitText(plainTextOf(item.content ?? ''))
  const text = content.text || summary.text
  const bareText = withoutSpace(text)
  const guid = foldSpace(item.id ?? '')
  return {
    guid: guid === '' ? null : guid,
    url,
    canonicalUrl: url === null ? null : canonicalizeUrl(url),
    title: title.text,
    published: readDate(item.published),
    publishedRaw: item.published ?? item.updated,
    updated: readDate(item.updated),
    authors: authors.names,
    categories: categories.names,
    summary: summary.text === '' ? null : summary.text,
    text,
    isCut: summary.isCut || content.isCut,
    hasLongNames: title.isCut || authors.isCut || categories.isCut,
    language: languageOf(item.language) ?? feedLanguage,
    contentHash: hashContent(title.text, text, bareText),
    bareText,
  }
}

type DateReader = (raw: string | null) => Timestamp | null

/** The dates of a feed are read alike, so that one that can be read in two ways is read as the others must be. */
function dateReader(items: readonly WireItem[], timezone: string): DateReader {
  const raw = items.flatMap(({ published, updated }) => [published, updated])
  const dayOrder = findDayOrder(raw, timezone)
  return (date) => (date === null ? null : parseDate(date, timezone, dayOrder))
}

function limitNames(raw: readonly string[]): {
  readonly names: readonly string[]
  readonly isCut: boolean
} {
  const names = namesOf(raw.slice(0, MAX_NAMES)).map((name) => limitText(name, MAX_TITLE_CHARS))
  return {
    names: names.map(({ text }) => text),
    isCut: raw.length > MAX_NAMES || names.some(({ isCut }) => isCut),
  }
}

function findProblems(
  wire: WireFeed,
  items: readonly ItemDraft[],
  now: Timestamp | null,
): readonly string[] {
  const problems = [...findDateProblems(items, now)]
  const unlinked = items.filter((item) => item.url === null).length
  if (unlinked > 0) problems.push(`${count(unlinked, 'item')} without a link`)
  const cut = items.filter((item) => item.isCut).length
  if (cut > 0) {
    problems.push(
      `${count(cut, 'item')} longer than ${MAX_TEXT_CHARS} characters, searched to there`,
    )
  }
  const longNamed = items.filter((item) => item.hasLongNames).length
  if (longNamed > 0) {
    problems.push(
      `${count(longNamed, 'item')} with a title or names that are too long, kept to ${MAX_TITLE_CHARS} characters`,
    )
  }
  if (wire.items.length > MAX_ITEMS) {
    problems.push(`only the first ${MAX_ITEMS} of ${wire.items.length} items were read`)
  }
  return problems
}

function findDateProblems(items: readonly ItemDraft[], now: Timestamp | null): readonly string[] {
  const doubted = (doubt: DateDoubt): readonly ItemDraft[] =>
    items.filter(({ published }) => published && now && doubtOfDate(published, now) === doubt)
  const unread = items.filter(
    ({ publishedRaw, published, updated }) => publishedRaw !== null && !published && !updated,
  )
  const tell = (found: readonly ItemDraft[], one: string, many: string): readonly string[] => {
    const example = found[0]?.publishedRaw?.slice(0, 60)
    if (example === undefined) return []
    const what = `${count(found.length, 'date')} ${found.length === 1 ? one : many}`
    return [`${what}, for example “${example}”`]
  }
  return [
    ...tell(unread, 'cannot be read', 'cannot be read'),
    ...tell(doubted('future'), 'lies in the future', 'lie in the future'),
    ...tell(doubted('absurd'), 'is too old to be true', 'are too old to be true'),
  ]
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`
