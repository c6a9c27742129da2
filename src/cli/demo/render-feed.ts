import { escapeMarkup as esc } from './escape-markup.ts'
import type { Ministry, Release } from './release.ts'

export type PublishedRelease = {
  readonly release: Release
  readonly url: string
  readonly publishedAt: Date
}

/** A ministry's feed, in the format that it uses: title and teaser of each release, newest first. */
export function renderFeed(
  ministry: Ministry,
  home: string,
  published: readonly PublishedRelease[],
): string {
  return ministry.format === 'rss'
    ? renderRss(ministry, home, published)
    : renderAtom(ministry, home, published)
}

function renderRss(
  ministry: Ministry,
  home: string,
  published: readonly PublishedRelease[],
): string {
  const items = published.map(
    ({ release, url, publishedAt }) => `<item>
<title>${esc(release.title)}</title>
<link>${esc(url)}</link>
<guid isPermaLink="false">${esc(`${ministry.id}-${release.slug}`)}</guid>
<pubDate>${publishedAt.toUTCString()}</pubDate>
<dc:creator>${esc(release.author)}</dc:creator>
<description>${esc(release.teaser)}</description>
</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${esc(ministry.title)}</title>
<link>${esc(home)}</link>
<description>${esc(ministry.motto)}</description>
<language>${ministry.language}</language>
${items.join('\n')}
</channel>
</rss>
`
}

function renderAtom(
  ministry: Ministry,
  home: string,
  published: readonly PublishedRelease[],
): string {
  const entries = published.map(
    ({ release, url, publishedAt }) => `<entry>
<id>tag:${ministry.id}.example,2026:${esc(release.slug)}</id>
<title>${esc(release.title)}</title>
<link rel="alternate" href="${esc(url)}"/>
<published>${publishedAt.toISOString()}</published>
<updated>${publishedAt.toISOString()}</updated>
<author><name>${esc(release.author)}</name></author>
<summary>${esc(release.teaser)}</summary>
</entry>`,
  )
  const updated = published[0]?.publishedAt ?? new Date(0)
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${ministry.language}">
<id>tag:${ministry.id}.example,2026:feed</id>
<title>${esc(ministry.title)}</title>
<subtitle>${esc(ministry.motto)}</subtitle>
<link rel="alternate" href="${esc(home)}"/>
<updated>${updated.toISOString()}</updated>
${entries.join('\n')}
</feed>
`
}
