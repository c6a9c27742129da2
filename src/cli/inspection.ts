import type { FeedItem } from '../core/feed/feed-item.ts'
import type { FeedReading } from '../parse/reading-job.ts'

/** What Policywatch sees in one source; the shape of a line of `inspect --json`. */
export type Inspection = {
  readonly source: string
  readonly ok: boolean
  readonly format: string | null
  readonly encoding: string | null
  /** Who read it, and what in the document decided that. */
  readonly reader: string | null
  readonly readerReason: string | null
  readonly title: string | null
  readonly link: string | null
  readonly items: readonly InspectedItem[]
  readonly problems: readonly string[]
}

export type InspectedItem = {
  readonly id: string | null
  readonly title: string
  readonly link: string | null
  readonly published: string | null
  readonly updated: string | null
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly summary: string | null
  readonly text: string
}

/** A source that could not be read as a feed. */
export function describeFailure(source: string, problem: string): Inspection {
  return {
    source,
    ok: false,
    format: null,
    encoding: null,
    reader: null,
    readerReason: null,
    title: null,
    link: null,
    items: [],
    problems: [problem],
  }
}

/** A source that is one. */
export function describeFeed(
  source: string,
  { feed, encoding, reader, readerReason, problems }: Extract<FeedReading, { kind: 'parsed' }>,
): Inspection {
  const { format, title, link } = feed
  return {
    source,
    ok: true,
    format,
    encoding,
    reader,
    readerReason,
    title,
    link,
    items: feed.items.map(describeItem),
    problems: [...problems, ...feed.problems],
  }
}

function describeItem(item: FeedItem): InspectedItem {
  const {
    guid: id,
    title,
    url: link,
    published,
    updated,
    authors,
    categories,
    summary,
    text,
  } = item
  return { id, title, link, published, updated, authors, categories, summary, text }
}
