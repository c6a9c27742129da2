import {
  type CatalogueFeed,
  countryOfEntry,
  isUsable,
  titleOfFeed,
} from '../config/feed-catalogue.ts'
import type { OfferedFeed, WithheldFeed } from '../config/format-feeds.ts'
import { nameOfLanguage } from '../core/text/name-of-language.ts'
import { wrapText } from './output/wrap-text.ts'

const COMMENT_COLUMNS = 110

/** What is claimed of an entry, as the end of a sentence that names its source. */
const CLAIMS: Readonly<Record<CatalogueFeed['status'], string>> = {
  'measured-by-source': 'had fetched it',
  unverified: 'named it and showed no answer (unverified)',
  'blocked-for-bots': 'was refused, as programs are (blocked-for-bots)',
  dead: 'had found it dead',
  'no-feed': 'had found no feed',
}

/** An entry of the catalogue for config.yaml: to paste, or in a comment alone where it is no feed that may be polled. */
export function offerCatalogueFeed(feed: CatalogueFeed): OfferedFeed | WithheldFeed {
  const { id, url, language, country, topics, method, body, articles } = feed
  if (!isUsable(feed)) {
    const where = `${id} is not offered: ${titleOfFeed(feed)} <${url}>.`
    return { kind: 'withheld', comments: wrapComment(`${where} ${claimOf(feed)}`, feed.quirks) }
  }
  const what = [titleOfFeed(feed), feed.format, nameOfLanguage(language)].join(', ')
  return {
    kind: 'feed',
    id,
    url,
    title: titleOfFeed(feed),
    country: countryOfEntry(feed),
    method,
    body,
    fullText: articles === 'open',
    allowPrivate: false,
    tags: [country.tag, ...topics],
    comments: wrapComment(`${what}. ${claimOf(feed)}`, feed.quirks),
  }
}

/** "As of 2026-09-08 its source had fetched it; not checked live by us." */
export function claimOf({ status, asOf }: CatalogueFeed): string {
  const when = asOf === 'undated' ? 'At a time unknown' : `As of ${asOf}`
  return `${when} its source ${CLAIMS[status]}; not checked live by us.`
}

/** The shape of an entry in `feeds catalog --json`. */
export function describeCatalogueFeed(feed: CatalogueFeed): object {
  const { country, ...rest } = feed
  return { ...rest, country: country.code, usable: isUsable(feed), checkedLiveByUs: false }
}

/** Texts as the lines of a comment, each beginning a new one. */
export function wrapComment(...texts: readonly (string | null)[]): readonly string[] {
  return texts.flatMap((text) => (text === null ? [] : wrapText(text, COMMENT_COLUMNS).split('\n')))
}
