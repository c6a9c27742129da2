import { datesOf } from './dates-of.ts'
import type { Entry } from './list-entries.ts'
import type { MadeUpFeed } from './made-up-feed.ts'

/** What a feed's server writes. `stamp` is when the document was made; null: it does not say. */
export type DocumentParts = {
  readonly feed: MadeUpFeed
  readonly entries: readonly Entry[]
  /** As the document declares it. */
  readonly charset: string
  readonly stamp: number | null
}

export function renderDocument(parts: DocumentParts): string {
  switch (parts.feed.format) {
    case 'rss':
      return renderRss(parts)
    case 'atom':
      return renderAtom(parts)
    case 'rdf':
      return renderRdf(parts)
    case 'json':
      return renderJson(parts)
  }
}

function renderRss({ feed, entries, charset, stamp }: DocumentParts): string {
  const items = entries.map(
    (entry) => `<item>
<title>${escapeMarkup(entry.version.title)}</title>
${tag('link', entry.link)}${tag('guid', entry.guid, entry.guid === entry.link ? '' : ' isPermaLink="false"')}${tag('pubDate', dateOf(feed, entry))}<description><![CDATA[<p>${escapeMarkup(entry.version.text)}</p>]]></description>
</item>`,
  )
  const made = stamp === null ? '' : tag('lastBuildDate', new Date(stamp).toUTCString())
  return `<?xml version="1.0" encoding="${charset}"?>
<rss version="2.0"><channel><title>${feed.id}</title><link>https://${feed.host}/</link><description>News</description><language>${feed.language.code}</language>
${made}${items.join('\n')}
</channel></rss>`
}

function renderAtom({ feed, entries, charset, stamp }: DocumentParts): string {
  const items = entries.map(
    (entry) => `<entry>
<title>${escapeMarkup(entry.version.title)}</title>
${entry.link === null ? '' : `<link rel="alternate" href="${escapeMarkup(entry.link)}"/>`}${tag('id', entry.guid)}${tag('published', dateOf(feed, entry))}${tag('updated', dateOf(feed, entry))}<content type="html">${escapeMarkup(`<p>${escapeMarkup(entry.version.text)}</p>`)}</content>
</entry>`,
  )
  const made = stamp === null ? '' : tag('updated', new Date(stamp).toISOString())
  return `<?xml version="1.0" encoding="${charset}"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language.code}"><title>${feed.id}</title><link href="https://${feed.host}/"/>
${made}${items.join('\n')}
</feed>`
}

function renderRdf({ feed, entries, charset, stamp }: DocumentParts): string {
  const items = entries.map((entry) => {
    const about = entry.guid === null ? '' : ` rdf:about="${escapeMarkup(entry.guid)}"`
    return `<item${about}>
<title>${escapeMarkup(entry.version.title)}</title>
${tag('link', entry.link)}${tag('dc:date', dateOf(feed, entry))}<description>${escapeMarkup(entry.version.text)}</description>
</item>`
  })
  const made = stamp === null ? '' : tag('dc:date', new Date(stamp).toISOString())
  return `<?xml version="1.0" encoding="${charset}"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://${feed.host}/"><title>${feed.id}</title><link>https://${feed.host}/</link><description>News</description><dc:language>${feed.language.code}</dc:language>${made}</channel>
${items.join('\n')}
</rdf:RDF>`
}

function renderJson({ feed, entries, stamp }: DocumentParts): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.id,
    home_page_url: `https://${feed.host}/`,
    language: feed.language.code,
    ...(stamp === null ? {} : { _made: stamp }),
    items: entries.map((entry) => ({
      ...(entry.guid === null ? {} : { id: entry.guid }),
      ...(entry.link === null ? {} : { url: entry.link }),
      title: entry.version.title,
      date_published: dateOf(feed, entry) ?? undefined,
      content_html: `<p>${escapeMarkup(entry.version.text)}</p>`,
    })),
  })
}

/** When an item came, as its feed says it. */
function dateOf(feed: MadeUpFeed, { publication }: Entry): string | null {
  const date = new Date(publication.at)
  switch (datesOf(feed, publication)) {
    case 'none':
      return null
    case 'future':
      return `${date.getUTCFullYear() + 20}-01-01T00:00:00Z`
    case 'absurd':
      return '0026-13-41 99:99'
    case 'unreadable':
      return 'as soon as possible'
    case 'fine':
      return feed.format === 'rss' ? date.toUTCString() : date.toISOString()
  }
}

function tag(name: string, value: string | null, attributes = ''): string {
  return value === null ? '' : `<${name}${attributes}>${escapeMarkup(value)}</${name}>\n`
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
