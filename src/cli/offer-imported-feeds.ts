import { type CatalogueFeed, countryOfEntry, readFeedCatalogue } from '../config/feed-catalogue.ts'
import type { OfferedFeed, WithheldFeed } from '../config/format-feeds.ts'
import { maskTyped } from '../config/mask-secrets.ts'
import { parseHttpUrl } from '../config/parse-address.ts'
import { findCatalogueFeed } from '../config/select-catalogue-feeds.ts'
import { canonicalizeUrl } from '../core/feed/canonical-url.ts'
import { makeFeedId } from '../core/feed/make-feed-id.ts'
import { makeTag } from '../core/feed/make-tag.ts'
import type { OpmlFeed } from '../core/feed/opml-feed.ts'
import { claimOf, wrapComment } from './offer-catalogue-feed.ts'
import { cutTo } from './output/display-width.ts'

/** Whoever sends a list may write an address of any length. */
const LONGEST_COMMENT = 300

/** A list of another reader as what config.yaml can take over of it. */
export type ImportedFeeds = {
  readonly offered: readonly OfferedFeed[]
  readonly withheld: readonly (WithheldFeed & {
    readonly url: string
    readonly reason: 'configured' | 'dead' | 'bad-url'
  })[]
  /** How many entries named a feed that was named before. */
  readonly repeatCount: number
}

/** The ids of feeds that are configured, by their addresses. */
export type ConfiguredFeeds = readonly { readonly id: string; readonly url: string }[]

/**
 * Each address once, with the tags of all places where it stands. What is configured already, what the catalogue knows to
 * be dead and what is no address is told in comments. Where the catalogue knows that a feed wants a POST, it gets it.
 */
export function offerImportedFeeds(
  feeds: readonly OpmlFeed[],
  configured: ConfiguredFeeds,
): ImportedFeeds {
  const known = new Map(configured.map(({ id, url }) => [canonicalizeUrl(url) ?? url, id]))
  const taken = new Set(configured.map(({ id }) => id))
  const catalogue = readFeedCatalogue()
  const offered: OfferedFeed[] = []
  const withheld: ImportedFeeds['withheld'][number][] = []
  const groups = groupByAddress(feeds)
  for (const same of groups) {
    const [first] = same
    const parsed = parseHttpUrl(first.url)
    const title = same.find((feed) => feed.title !== null)?.title ?? null
    const name = title ?? first.own?.id ?? null
    const told = (reason: 'configured' | 'dead' | 'bad-url', ...comments: string[]): void => {
      const url = parsed.kind === 'parsed' ? parsed.value : maskTyped(first.url)
      const lines = comments.map((line) => cutTo(line, LONGEST_COMMENT))
      withheld.push({ kind: 'withheld', reason, url, comments: lines })
    }
    if (parsed.kind === 'bad') {
      const shown = name === null ? '' : `${name}: `
      told('bad-url', `not taken over: ${shown}${parsed.message}`)
      continue
    }
    const url = parsed.value
    const id = known.get(canonicalizeUrl(url) ?? url)
    const entry = findCatalogueFeed(catalogue, url)
    if (id !== undefined) {
      told('configured', `already configured as ${id}: <${url}>`)
    } else if (entry?.status === 'dead') {
      const about = `not taken over: ${name ?? entry.publisher} <${url}>`
      told('dead', about, ...wrapComment(claimOf(entry), entry.quirks))
    } else {
      const feed = offer(same, { url, title, entry, taken })
      taken.add(feed.id)
      offered.push(feed)
    }
  }
  return { offered, withheld, repeatCount: feeds.length - groups.length }
}

type Same = readonly [OpmlFeed, ...OpmlFeed[]]

function groupByAddress(feeds: readonly OpmlFeed[]): readonly Same[] {
  const groups = new Map<string, [OpmlFeed, ...OpmlFeed[]]>()
  for (const feed of feeds.map(withPlainScheme)) {
    const key = canonicalizeUrl(feed.url) ?? feed.url
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [feed])
    else group.push(feed)
  }
  return [...groups.values()]
}

/** Readers register `feed:` for themselves, before an address or in place of its scheme. */
function withPlainScheme(feed: OpmlFeed): OpmlFeed {
  const url = feed.url.replace(/^feed:(\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'http:')
  return { ...feed, url }
}

function offer(
  same: Same,
  about: {
    readonly url: string
    readonly title: string | null
    readonly entry: CatalogueFeed | null
    readonly taken: ReadonlySet<string>
  },
): OfferedFeed {
  const { url, title, entry, taken } = about
  const own = same.find((feed) => feed.own !== null)?.own ?? null
  const tags = same.flatMap(({ labels }) => labels.flatMap((label) => makeTag(label) ?? []))
  const method = own?.method ?? entry?.method ?? 'GET'
  return {
    kind: 'feed',
    id: own !== null && !taken.has(own.id) ? own.id : makeFeedId(title, url, taken),
    url,
    title,
    country: own?.country ?? (entry === null ? null : countryOfEntry(entry)),
    method,
    body: method === 'POST' ? (own?.body ?? entry?.body ?? null) : null,
    fullText: own?.fullText ?? false,
    allowPrivate: false,
    tags: [...new Set(tags)],
    comments: entry === null ? [] : [`${entry.id} in the catalogue. ${claimOf(entry)}`],
  }
}
