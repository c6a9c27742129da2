import { canonicalizeUrl } from '../core/feed/canonical-url.ts'
import { nameOfLanguage } from '../core/text/name-of-language.ts'
import { listCountryWords, listTopicWords } from './catalogue-words.ts'
import { type CatalogueFeed, titleOfFeed } from './feed-catalogue.ts'

/**
 * The feeds in which all words stand: in id, publisher, country, language or topics; a word with a dot or a slash also in
 * the address. Names of feeds find these alone, although others may hold the words.
 */
export function selectCatalogueFeeds(
  feeds: readonly CatalogueFeed[],
  words: readonly string[],
): readonly CatalogueFeed[] {
  const wanted = words.flatMap((word) => word.split(/[\s,]+/)).filter((word) => fold(word) !== '')
  const named = feeds.filter(({ id }) => wanted.some((word) => word.toLowerCase() === id))
  if (named.length > 0 && named.length === new Set(wanted).size) return named
  return feeds.filter((feed) => {
    const texts = textsOf(feed)
    const addresses = [feed.url, feed.prefix ?? ''].map(foldAddress)
    return wanted.every(
      (word) =>
        stands(fold(word), texts) || (isAddress(word) && stands(foldAddress(word), addresses)),
    )
  })
}

/** What the catalogue says about an address: the entry with that address, else one that speaks for all that begin so. */
export function findCatalogueFeed(
  feeds: readonly CatalogueFeed[],
  url: string,
): CatalogueFeed | null {
  const canonical = canonicalizeUrl(url)
  if (canonical === null) return null
  const isSame = (feed: CatalogueFeed): boolean => canonicalizeUrl(feed.url) === canonical
  const isCovered = ({ prefix }: CatalogueFeed): boolean =>
    prefix !== null && canonical.startsWith(canonicalizeUrl(prefix) ?? '\0')
  return feeds.find(isSame) ?? feeds.find(isCovered) ?? null
}

function textsOf(feed: CatalogueFeed): readonly string[] {
  const { id, aliases, country, language, topics } = feed
  return [
    id,
    titleOfFeed(feed),
    ...aliases,
    country.code,
    country.title,
    ...listCountryWords(feed),
    language,
    nameOfLanguage(language),
    ...topics,
    ...listTopicWords(feed),
  ].map(fold)
}

/** "press" stands in half of all addresses, so a word must look like a part of one. */
function isAddress(word: string): boolean {
  return /[\p{L}\p{N}][./][\p{L}\p{N}]/u.test(word)
}

function foldAddress(address: string): string {
  return fold(address.replace(/^https?:\/\//i, '').replace(/^www\./i, ''))
}

/** Words of Latin letters stand at the beginning of a word; others, whose scripts part no words, anywhere. */
function stands(word: string, texts: readonly string[]): boolean {
  const isCode = /^[a-z]{1,2}$/.test(word)
  const wanted = isCode ? ` ${word} ` : /^[\p{Script=Latin}\d]/u.test(word) ? ` ${word}` : word
  return texts.some((text) => ` ${text} `.includes(wanted))
}

/** Case and accents do not matter; what is no letter and no digit is a space. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
