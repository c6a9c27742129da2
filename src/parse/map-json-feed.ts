import type { WireFeed, WireItem, WireLink } from '../core/feed/wire-feed.ts'
import { readJson } from './read-json.ts'

/**
 * JSON Feed 1.0 and 1.1 (jsonfeed.org) as a wire feed; null when the text is some other JSON or none. Attachments are
 * left out; whatever else stands in an unexpected type is taken for what it was meant as, or passed over.
 */
export function mapJsonFeed(json: string): WireFeed | null {
  const document = readJson(json)
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

type JsonRecord = Readonly<Record<string, unknown>>

function mapJsonItem(item: JsonRecord): WireItem {
  const link = text(item['url']) ?? text(item['external_url'])
  const id = text(item['id'])
  const authors = [...list(item['authors']), item['author']]
  return {
    id,
    isIdPermalink: false,
    title: escaped(item['title']),
    links: [
      ...linksOf(link, 'alternate'),
      ...linksOf(/^https?:/i.test(id ?? '') ? id : null, 'id'),
    ],
    published: text(item['date_published']),
    updated: text(item['date_modified']),
    authors: authors.flatMap((author) => nameOf(author) ?? []),
    categories: list(item['tags']).flatMap((tag) => text(tag) ?? []),
    summary: escaped(item['summary']),
    content: text(item['content_html']) ?? escaped(item['content_text']),
    language: text(item['language']),
    base: null,
  }
}

const linksOf = (href: string | null, rel: string): readonly WireLink[] =>
  href === null ? [] : [{ href, rel, type: null }]

/** An author as the specification has it, or only the name. */
const nameOf = (author: unknown): string | null =>
  isRecord(author) ? (text(author['name']) ?? text(author['url'])) : text(author)

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A single value stands for a list of one. */
const list = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** Ids and tags come as numbers too. */
const text = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** What JSON Feed defines as plain text, in a form that reads the same as HTML. */
const escaped = (value: unknown): string | null =>
  text(value)?.replaceAll('&', '&amp;').replaceAll('<', '&lt;') ?? null
