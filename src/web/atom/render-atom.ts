import { escapeXml } from '../../core/text/escape-xml.ts'
import type { Timestamp } from '../../core/time.ts'

/** An Atom 1.0 feed (RFC 4287). All texts are plain, but for `summary`, which is HTML. */
export type AtomFeed = {
  readonly id: string
  readonly title: string
  readonly self: string
  /** The page that shows the same. */
  readonly alternate: string
  readonly updated: Timestamp
  readonly entries: readonly AtomEntry[]
}

export type AtomEntry = {
  readonly id: string
  readonly title: string
  /** BCP 47 of the title; null: unknown. */
  readonly language: string | null
  /** Where the news stands. */
  readonly alternate: string
  /** Our page about it. */
  readonly related: string
  readonly updated: Timestamp
  readonly published: Timestamp | null
  readonly source: { readonly id: string; readonly title: string }
  readonly categories: readonly { readonly term: string; readonly label: string }[]
  readonly summary: string
}

export function renderAtom({ id, title, self, alternate, updated, entries }: AtomFeed): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${escapeXml(id)}</id>`,
    `<title>${escapeXml(title)}</title>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(alternate)}"/>`,
    `<updated>${updated}</updated>`,
    '<author><name>Policywatch</name></author>',
    ...entries.map(renderEntry),
    '</feed>',
    '',
  ].join('\n')
}

function renderEntry(entry: AtomEntry): string {
  const { id, title, language, alternate, related, updated, published, source } = entry
  const lang = language === null ? '' : ` xml:lang="${escapeXml(language)}"`
  return [
    '<entry>',
    `<id>${escapeXml(id)}</id>`,
    `<title${lang}>${escapeXml(title)}</title>`,
    `<link rel="alternate" href="${escapeXml(alternate)}"/>`,
    `<link rel="related" type="text/html" href="${escapeXml(related)}"/>`,
    `<updated>${updated}</updated>`,
    ...(published === null ? [] : [`<published>${published}</published>`]),
    `<author><name>${escapeXml(source.title)}</name></author>`,
    ...entry.categories.map(
      ({ term, label }) => `<category term="${escapeXml(term)}" label="${escapeXml(label)}"/>`,
    ),
    `<summary type="html">${escapeXml(entry.summary)}</summary>`,
    `<source><id>${escapeXml(source.id)}</id><title>${escapeXml(source.title)}</title><updated>${updated}</updated></source>`,
    '</entry>',
  ].join('\n')
}
