export type SampleItem = {
  readonly guid: string
  readonly title: string
  readonly link: string
  readonly teaser: string
  /** null: it has none. */
  readonly date?: string | null
}

/** An ordinary RSS 2.0 document. */
export function rssOf(title: string, items: readonly SampleItem[]): string {
  const entries = items.map(
    (item) => `<item>
  <title>${item.title}</title>
  <link>${item.link}</link>
  <guid isPermaLink="false">${item.guid}</guid>
  ${pubDateOf(item)}
  <description><![CDATA[${item.teaser}]]></description>
</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
<title>${title}</title><link>https://ministry.test/</link><description>News</description><language>en</language>
${entries.join('\n')}
</channel></rss>`
}

function pubDateOf({ date = 'Tue, 03 Mar 2026 17:20:00 +0900' }: SampleItem): string {
  return date === null ? '' : `<pubDate>${date}</pubDate>`
}

/** A page as ministries serve them: the article between navigation, an aside and a footer. */
export function articlePage(title: string, paragraphs: readonly string[]): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | Ministry</title>
<script>var topics = ["carbon tax"]</script></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<main><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</article>
<aside><h2>Most read</h2><ul><li><a href="/x">Carbon tax debate opens</a></li></ul></aside></main>
<footer><p>Carbon tax glossary. All rights reserved.</p></footer></body></html>`
}

/** Paragraphs of a summit, in which the words "SMR" and "free trade agreement" stand deep in the text. */
export const SUMMIT: readonly string[] = [
  'The president and the prime minister of Singapore met on Monday at the foreign ministry of the city-state and spoke for two hours about how the two countries can work together in the years to come.',
  'Both agreed to open talks this spring on bringing their free trade agreement, now twenty years old, up to date, so that services and digital goods are covered as well as machines and food.',
  'Five memorandums were signed. One of them is on small modular reactors (SMR): companies of both sides will look into joint plans for building such reactors and train engineers together.',
  'The leaders also spoke about artificial intelligence and agreed that AI research should be shared between universities, with a first workshop planned for the autumn of this year.',
]
