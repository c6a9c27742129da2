import type { WireFeed, WireItem } from '../core/feed/wire-feed.ts'

/** JSON Feed 1.0 and 1.1 (jsonfeed.org) as a wire feed; null when the text is some other JSON or none. */
export function mapJsonFeed(json: string): WireFeed | null {
  const document = parseJson(json)
  if (!isRecord(document)) return null
  const version = text(document['version']) ?? ''
  const isFeed = version.includes('jsonfeed.org') || Array.isArray(document['items'])
  if (!isFeed) return null
  return {
    format: `json-${/(\d+(?:\.\d+)?)$/.exec(version)?.[1] ?? '1'}`,
    title: escaped(document['title']),
    link: text(document['home_page_url']),
    language: text(document['language']),
    ttlMinutes: null,
    base: null,
    items: list(document['items']).filter(isRecord).map(mapJsonItem),
  }
}

function mapJsonItem(item: Readonly<Record<string, unknown>>): WireItem {
  const id = item['id']
  const link = text(item['url']) ?? text(item['external_url'])
  const authors = [...list(item['authors']), item['author']].filter(isRecord)
  return {
    id: typeof id === 'number' ? String(id) : text(id),
    isIdPermalink: false,
    title: escaped(item['title']),
    links: link === null ? [] : [{ href: link, rel: 'alternate', type: null }],
    published: text(item['date_published']),
    updated: text(item['date_modified']),
    authors: authors.flatMap((author) => text(author['name']) ?? []),
    categories: list(item['tags']).flatMap((tag) => text(tag) ?? []),
    summary: escaped(item['summary']),
    content: text(item['content_html']) ?? escaped(item['content_text']),
    language: text(item['language']),
    base: null,
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff+/, ''))
  } catch {
    return null
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

/** What JSON Feed defines as plain text, in a form that reads the same as HTML. */
const escaped = (value: unknown): string | null =>
  text(value)?.replaceAll('&', '&amp;').replaceAll('<', '&lt;') ?? null
