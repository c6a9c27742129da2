import { foldSpace } from '../core/text/fold-space.ts'
import { type MarkupEvent, readTags } from './read-tags.ts'

/** An address in a page that may be that of a feed. */
export type FeedLink = {
  /** Absolute, http or https, without a fragment. */
  readonly url: string
  /** What the page calls it; null when it says nothing. */
  readonly title: string | null
  /** `announced`: the page says that it is its feed. `linked`: an ordinary link that looks like one. */
  readonly kind: 'announced' | 'linked'
}

/** A page of links has hundreds of them; those that look like feeds are few. */
const MAX_LINKS = 100
const MAX_TITLE_CHARS = 300

/**
 * The addresses of feeds in an HTML page: what it announces comes first, then links that look like feeds, those of the same
 * host before others. Each address once. `pageUrl` is what relative addresses are seen from, unless the page names a base.
 */
export function findFeedLinks(html: string, pageUrl: string): readonly FeedLink[] {
  const announced: RawLink[] = []
  const linked: RawLink[] = []
  let base: string | null = null
  let anchor: RawLink | null = null

  const closeAnchor = (): void => {
    if (anchor !== null && looksLikeFeed(anchor)) linked.push(anchor)
    anchor = null
  }
  readTags(html, 'html', (event) => {
    if (event.kind === 'text') {
      if (anchor !== null && anchor.title.length < MAX_TITLE_CHARS) anchor.title += event.text
    } else if (event.kind === 'close') {
      if (event.name === 'a') closeAnchor()
    } else {
      const { name, attributes } = event
      const href = attributes.get('href') ?? ''
      if (name === 'base' && href !== '') base ??= href
      if (name === 'link' && isAnnouncement(attributes)) {
        announced.push({ href, title: attributes.get('title') ?? '' })
      }
      if (name === 'a' || name === 'area') {
        closeAnchor()
        anchor = { href, title: attributes.get('title') ?? attributes.get('aria-label') ?? '' }
        if (name === 'area') closeAnchor()
      }
      // a picture in a link is often all that says what it leads to
      if (name === 'img' && anchor !== null) anchor.title += ` ${attributes.get('alt') ?? ''}`
    }
    return announced.length + linked.length >= MAX_LINKS ? 'stop' : undefined
  })
  closeAnchor()

  const seenFrom =
    base !== null && URL.canParse(base, pageUrl) ? new URL(base, pageUrl).href : pageUrl
  const host = new URL(pageUrl).host
  const links = [
    ...announced.flatMap((link) => absolute(link, seenFrom, 'announced')),
    ...linked
      .flatMap((link) => absolute(link, seenFrom, 'linked'))
      .sort((a, b) => Number(isElsewhere(a, host)) - Number(isElsewhere(b, host))),
  ]
  const urls = links.map(({ url }) => url)
  return links.filter(({ url }, index) => urls.indexOf(url) === index)
}

type RawLink = { readonly href: string; title: string }

type Attributes = Extract<MarkupEvent, { kind: 'open' }>['attributes']

const FEED_TYPE = /^(application\/((rss|atom|rdf|feed)\+(xml|json)|rdf|xml)|text\/(xml|rss|atom))$/

/** `rel=alternate` with the type of a feed. oEmbed and the interface of WordPress announce themselves alike. */
function isAnnouncement(attributes: Attributes): boolean {
  const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/)
  const type = (attributes.get('type') ?? '').toLowerCase().replace(/;.*/s, '').trim()
  if ((attributes.get('href') ?? '').trim() === '') return false
  return rel.includes('feed') || (rel.includes('alternate') && FEED_TYPE.test(type))
}

const FEED_ADDRESS =
  /(^|[/_.?=&-])(rss\d*|atom|rdf|feeds?)([/_.?=&\d-]|$)|rss(feed|list|news)|\.(rss|atom|rdf)$/i
const FEED_NAME = /\b(rss|atom)\b/i
/** Services that take an address over into a reader, and files that end like feeds. */
const NO_FEED =
  /feedly\.com|add\.my\.yahoo|netvibes|inoreader|sitemap|\.(png|gif|jpe?g|svg|css|js|pdf)$/i

function looksLikeFeed({ href, title }: RawLink): boolean {
  const address = href
    .trim()
    .replace(/^feed:(\/\/)?/i, '')
    .replace(/#.*/s, '')
  if (address === '' || NO_FEED.test(address)) return false
  const path = address.replace(/^https?:\/\/[^/?]*/i, '')
  const isXml = /\.xml$/i.test(path)
  return isXml || FEED_ADDRESS.test(path) || FEED_NAME.test(title)
}

function absolute(
  { href, title }: RawLink,
  base: string,
  kind: FeedLink['kind'],
): readonly FeedLink[] {
  // readers register `feed:` for themselves, before an address or in place of its scheme
  const address = href
    .trim()
    .replace(/^feed:(\/\/)?(?=https?:)/i, '')
    .replace(/^feed:/i, 'http:')
  if (!URL.canParse(address, base)) return []
  const url = new URL(address, base)
  url.hash = ''
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return []
  const name = foldSpace(title).slice(0, MAX_TITLE_CHARS).toWellFormed()
  return [{ url: url.href, title: name === '' ? null : name, kind }]
}

const isElsewhere = ({ url }: FeedLink, host: string): boolean => new URL(url).host !== host
