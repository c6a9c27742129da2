import type { WireFeed, WireLink } from '../core/feed/wire-feed.ts'
import { type Fields, readFields } from './fields.ts'
import { joinBase } from './join-base.ts'
import { localName } from './local-name.ts'
import { mapAuthors, mapItem, mapLinks } from './map-item.ts'
import { type NamespaceScope, NO_NAMESPACES } from './namespaces.ts'
import type { XmlElement } from './xml-element.ts'

/**
 * A tree as a wire feed. One mapping for RSS 0.9x, 1.0, 2.0 and Atom: they differ in the names of a dozen
 * fields and in where items stand, and real feeds mix them.
 */
export function mapFeed(root: XmlElement): WireFeed {
  const rootFields = readFields(root, namespacesAround(root))
  // channels nest in CDF
  const isChannel = localName(root.name) === 'channel'
  const channel = isChannel ? undefined : rootFields.all('channel')[0]?.element
  const head = channel === undefined ? rootFields : rootFields.of(channel)
  const base = baseOf(channel, baseOf(root, null))
  const ttl = Number.parseInt(head.value('ttl') ?? '', 10)
  return {
    format: formatOf(root),
    title: head.text('title dc:title'),
    link: findFeedLink(channel ?? root, head, base),
    language: head.value('language dc:language') ?? root.attributes.get('xml:lang') ?? null,
    ttlMinutes: ttl > 0 ? ttl : null,
    base,
    items: inheritAuthors([...findItems(rootFields, base, 0)], root, head),
  }
}

/** A <feed> that says nothing of its namespace is Atom all the same, with Atom's types of text. */
function namespacesAround(root: XmlElement): NamespaceScope {
  return localName(root.name) === 'feed' ? ATOM_BY_DEFAULT : NO_NAMESPACES
}

const ATOM_BY_DEFAULT: NamespaceScope = new Map([['', 'atom']])

/** RSS's own link; else what Atom links to, a page before what does not say what it is; else CDF's and RDF's attributes. */
function findFeedLink(element: XmlElement, head: Fields, base: string | null): string | null {
  const links = mapLinks(head, base).filter((link) => link.rel === 'alternate')
  const isAtom = localName(element.name) === 'feed'
  const page = isAtom
    ? (links.find((link) => link.type?.toLowerCase() === 'text/html') ?? links.find(isPage))
    : undefined
  const about = element.attributes.get('rdf:about')?.trim() ?? ''
  return (
    (page ?? links[0])?.href ??
    element.attributes.get('href') ??
    head.all('a')[0]?.element.attributes.get('href') ??
    (/^https?:/i.test(about) ? about : null)
  )
}

const isPage = ({ type }: WireLink): boolean => type === null || /html/i.test(type)

/** An Atom entry without an author has those of its feed (RFC 4287, 4.2.1); RSS knows nothing of the kind. */
function inheritAuthors(
  items: WireFeed['items'],
  root: XmlElement,
  head: Fields,
): WireFeed['items'] {
  const ofFeed = formatOf(root).startsWith('atom') ? mapAuthors(head) : []
  if (ofFeed.length === 0) return items
  return items.map((item) => (item.authors.length > 0 ? item : { ...item, authors: ofFeed }))
}

/** Items nest where an end tag was forgotten; a document of nothing else must not exhaust the stack. */
const MAX_NESTED_ITEMS = 200

function* findItems(
  fields: Fields,
  base: string | null,
  depth: number,
): Generator<WireFeed['items'][number]> {
  if (depth > MAX_NESTED_ITEMS) return
  for (const { element } of fields.all('channel items')) {
    yield* findItems(fields.of(element), baseOf(element, base), depth + 1)
  }
  for (const { element } of fields.all('item entry')) {
    const inner = fields.of(element)
    const innerBase = baseOf(element, base)
    yield mapItem(element, inner, innerBase)
    yield* findItems(inner, innerBase, depth + 1)
  }
}

function baseOf(element: XmlElement | undefined, outer: string | null): string | null {
  const own = element?.attributes.get('xml:base') ?? element?.attributes.get('base')
  return own === undefined ? outer : joinBase(outer, own)
}

function formatOf(root: XmlElement): string {
  const name = localName(root.name)
  const version = root.attributes.get('version')?.trim() ?? ''
  const namespaces = [...root.attributes.values()].join(' ').toLowerCase()
  if (name === 'feed') {
    if (version === '0.3' || namespaces.includes('purl.org/atom')) return 'atom-0.3'
    return namespaces.includes('w3.org/2005/atom') ? 'atom-1.0' : 'atom'
  }
  if (name === 'rdf') return namespaces.includes('netscape.com') ? 'rss-0.90' : 'rss-1.0'
  return /^[\d.]{1,8}$/.test(version) ? `rss-${version}` : 'rss'
}
