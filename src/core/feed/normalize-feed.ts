import { foldSpace } from '../text/fold-space.ts'
import { limitText, MAX_TEXT_CHARS } from '../text/limit-text.ts'
import { plainTextOf } from '../text/plain-text.ts'
import { canonicalizeUrl } from './canonical-url.ts'
import type { FeedItem, NormalizedFeed } from './feed-item.ts'
import { hashContent, identifyItems } from './identity.ts'
import { languageOf, namesOf, titleOf } from './normalize-values.ts'
import { parseDate } from './parse-date.ts'
import { findItemUrl, resolveUrl } from './resolve-url.ts'
import type { WireFeed, WireItem } from './wire-feed.ts'

/** More than any feed lists; a document with more is an archive or an attack. */
const MAX_ITEMS = 20_000

/**
 * What a document gave as the rest of the program knows it: plain text, absolute links, times in UTC, keys.
 * `baseUrl` is the address that answered; a date without a zone is in `timezone` (an IANA name). Never fails:
 * what cannot be read is null, and `problems` says what that was.
 */
export function normalizeFeed(wire: WireFeed, baseUrl: string, timezone: string): NormalizedFeed {
  const feedBase = resolveUrl(wire.base ?? '', baseUrl) ?? baseUrl
  const link = resolveUrl(wire.link, feedBase)
  const language = languageOf(wire.language)
  const wireItems = wire.items.slice(0, MAX_ITEMS)
  const drafts = wireItems.map((item) => normalizeItem(item, feedBase, timezone, language))
  const feedLinks = [link, baseUrl].flatMap((url) => (url && canonicalizeUrl(url)) ?? [])
  // a guid may be the feed's link as it stands there
  const keys = identifyItems(drafts, new Set([...feedLinks, ...(link === null ? [] : [link])]))
  return {
    format: wire.format,
    title: titleOf(wire.title),
    link,
    language,
    ttlMinutes: wire.ttlMinutes,
    items: drafts.map(({ isCut, ...draft }, index) => ({ ...draft, keys: keys[index] ?? [] })),
    problems: findProblems(wire, drafts),
  }
}

/** `isCut`: its text is longer than what is kept. */
type ItemDraft = Omit<FeedItem, 'keys'> & { readonly isCut: boolean }

function normalizeItem(
  item: WireItem,
  feedBase: string,
  timezone: string,
  feedLanguage: string | null,
): ItemDraft {
  const url = findItemUrl(item, resolveUrl(item.base ?? '', feedBase) ?? feedBase)
  const title = titleOf(item.title)
  const summary = limitText(plainTextOf(item.summary ?? ''))
  const content = limitText(plainTextOf(item.content ?? ''))
  const text = content.text || summary.text
  const guid = foldSpace(item.id ?? '')
  return {
    guid: guid === '' ? null : guid,
    url,
    canonicalUrl: url === null ? null : canonicalizeUrl(url),
    title,
    published: item.published === null ? null : parseDate(item.published, timezone),
    publishedRaw: item.published,
    updated: item.updated === null ? null : parseDate(item.updated, timezone),
    authors: namesOf(item.authors),
    categories: namesOf(item.categories),
    summary: summary.text === '' ? null : summary.text,
    text,
    isCut: summary.isCut || content.isCut,
    language: languageOf(item.language) ?? feedLanguage,
    contentHash: hashContent(title, text),
  }
}

function findProblems(wire: WireFeed, items: readonly ItemDraft[]): readonly string[] {
  const problems: string[] = []
  const undated = items.filter((item) => item.publishedRaw !== null && item.published === null)
  if (undated[0] !== undefined) {
    const example = undated[0].publishedRaw?.slice(0, 60)
    problems.push(`${count(undated.length, 'date')} cannot be read, for example “${example}”`)
  }
  const unlinked = items.filter((item) => item.url === null).length
  if (unlinked > 0) problems.push(`${count(unlinked, 'item')} without a link`)
  const cut = items.filter((item) => item.isCut).length
  if (cut > 0) {
    problems.push(
      `${count(cut, 'item')} longer than ${MAX_TEXT_CHARS} characters, searched to there`,
    )
  }
  if (wire.items.length > MAX_ITEMS) {
    problems.push(`only the first ${MAX_ITEMS} of ${wire.items.length} items were read`)
  }
  return problems
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`
