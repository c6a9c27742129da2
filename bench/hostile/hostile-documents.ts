/**
 * Documents that are made to exhaust whoever reads them. Each is made when it is asked for, as some have 50 MB. What reading
 * one comes to stands in tests/integration/parse/hostile-documents.test.ts; what it costs, `npm run bench:hostile` shows.
 */
export type HostileDocument = {
  readonly name: string
  readonly kind: 'feed' | 'article'
  readonly make: () => string
}

/** Below what is fetched, so that the reader gets to see it. */
const FETCHED = 15_000_000
/** Above it. */
const UNFETCHED = 50_000_000

const HONEST_ITEM =
  '<item><title>Korea and Singapore talk</title><link>https://hostile.test/1</link><guid>1</guid></item>'

const rss = (items: string, prologue = ''): string =>
  `<?xml version="1.0"?>${prologue}<rss version="2.0"><channel><title>Hostile</title>${items}</channel></rss>`

const rssWith = (hostile: string): string =>
  rss(`${HONEST_ITEM}<item><title>Second</title><guid>2</guid>${hostile}</item>`)

const page = (body: string): string =>
  `<!doctype html><html><head><title>Reactors for the islands</title></head><body><article><h1>Reactors for the islands</h1>${body}</article></body></html>`

const PARAGRAPH = '<p>The ministry said on Monday that small modular reactors will be tried.</p>'

/** `count` items that together have about `chars` characters. */
function manyItems(count: number, chars: number): string {
  const text = 'Ministers agreed on the trade of parts. '.repeat(Math.ceil(chars / count / 40))
  const items = Array.from(
    { length: count },
    (_, n) =>
      `<item><title>Item ${n}</title><link>https://hostile.test/${n}</link><description>${text}</description></item>`,
  )
  return rss(items.join(''))
}

function billionLaughs(): string {
  const levels = Array.from(
    { length: 9 },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
  )
  const subset = `<!DOCTYPE rss [<!ENTITY l0 "lol">${levels.join('')}]>`
  return rss(`${HONEST_ITEM}<item><title>&l9;</title><guid>2</guid></item>`, subset)
}

function quadraticEntities(): string {
  const subset = `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(100_000)}">]>`
  return rss(
    `${HONEST_ITEM}<item><title>Second</title><description>${'&a;'.repeat(100_000)}</description></item>`,
    subset,
  )
}

const jsonFeed = (items: string): string =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"Hostile","items":[${items}]}`

const feed = (name: string, make: () => string): HostileDocument => ({ name, kind: 'feed', make })
const article = (name: string, make: () => string): HostileDocument => ({
  name,
  kind: 'article',
  make,
})

const PROTO =
  '<__proto__ __proto__="x">polluted</__proto__><constructor><prototype>polluted</prototype></constructor>'

export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  feed('200,000 < in a description', () =>
    rssWith(`<description><![CDATA[${'<'.repeat(200_000)}]]></description>`),
  ),
  feed('200,000 < in a description, without CDATA', () =>
    rssWith(`<description>${'<'.repeat(200_000)}</description>`),
  ),
  feed('200,000 &lt; in a description', () =>
    rssWith(`<description>${'&lt;'.repeat(200_000)}</description>`),
  ),
  feed('a<p 100,000 times in a description', () =>
    rssWith(`<description>${'a<p'.repeat(100_000)}</description>`),
  ),
  feed('a<p 100,000 times in CDATA', () =>
    rssWith(`<description><![CDATA[${'a<p'.repeat(100_000)}]]></description>`),
  ),
  feed('a billion laughs', billionLaughs),
  feed('quadratic entities', quadraticEntities),
  feed('an external entity', () =>
    rss(
      `<item><title>&secret;</title><guid>1</guid></item>`,
      '<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
    ),
  ),
  feed('10,000 nested elements', () =>
    rssWith(`<description>${'<b>'.repeat(10_000)}x${'</b>'.repeat(10_000)}</description>`),
  ),
  feed('a million nested elements', () =>
    rssWith(`<content>${'<b>'.repeat(1_000_000)}x${'</b>'.repeat(1_000_000)}</content>`),
  ),
  feed('an attribute of 50 MB', () => rssWith(`<media url="${'x'.repeat(UNFETCHED)}"/>`)),
  feed('an attribute of 15 MB', () => rssWith(`<media url="${'x'.repeat(FETCHED)}"/>`)),
  feed('10,000 items in 50 MB', () => manyItems(10_000, UNFETCHED)),
  feed('10,000 items in 15 MB', () => manyItems(10_000, 13_500_000)),
  feed('100,000 items in 15 MB', () => manyItems(100_000, 4_000_000)),
  feed('a title of 15 MB', () => rssWith(`<title>${'long '.repeat(FETCHED / 5)}</title>`)),
  feed('a link of 15 MB', () => rssWith(`<link>https://x.test/${'x'.repeat(FETCHED)}</link>`)),
  feed('a guid of 15 MB', () => rssWith(`<guid>${'x'.repeat(FETCHED)}</guid>`)),
  feed('a date of 15 MB', () => rssWith(`<pubDate>${'1 '.repeat(FETCHED / 2)}</pubDate>`)),
  feed('15 MB of a language of two bytes', () =>
    rssWith(`<description>${'소형모듈원자로 '.repeat(FETCHED / 22)}</description>`),
  ),
  feed('NUL bytes', () => rssWith(`<description>a${'\u0000'.repeat(1_000_000)}b</description>`)),
  feed('__proto__ as element and attribute', () =>
    rss(`${PROTO}<item><title>Second</title><guid>2</guid>${PROTO}</item>${HONEST_ITEM}`),
  ),
  feed('__proto__ in JSON', () =>
    jsonFeed(
      '{"id":"1","title":"One","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ),
  ),
  feed('100,000 attributes', () =>
    rssWith(`<media ${Array.from({ length: 100_000 }, (_, n) => `a${n}="${n}"`).join(' ')}/>`),
  ),
  feed('a million namespaces', () =>
    rssWith(
      `<media ${Array.from({ length: 500_000 }, (_, n) => `xmlns:n${n}="u${n}"`).join(' ')}/>`,
    ),
  ),
  feed('an attribute named 500,000 times', () => rssWith(`<media ${'a="" '.repeat(500_000)}/>`)),
  feed('a comment without end', () => rssWith(`<!--${' -'.repeat(1_000_000)}`)),
  feed('500,000 comments that begin', () => rssWith('<!--'.repeat(500_000))),
  feed('CDATA without end', () => rssWith(`<description><![CDATA[${']]'.repeat(1_000_000)}`)),
  feed('500,000 CDATA that begin', () =>
    rssWith(`<description>${'<![CDATA['.repeat(500_000)}</description>`),
  ),
  feed('a million end tags', () => rssWith('</x>'.repeat(1_000_000))),
  feed('500,000 declarations', () => `${'<?xml version="1.0"?>'.repeat(500_000)}${rssWith('')}`),
  feed('500,000 & and ;', () => rssWith(`<description>${'&a;&'.repeat(500_000)}</description>`)),
  feed('a million numeric references', () =>
    rssWith(`<description>${'&#38;#38;'.repeat(500_000)}</description>`),
  ),
  feed('a DOCTYPE without end', () => `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(200_000)}`),
  feed('200,000 categories', () => rssWith('<category>x</category>'.repeat(200_000))),
  feed('5 MB of white space', () => rssWith(`<title>${' \n\t'.repeat(1_700_000)}</title>`)),
  feed('JSON, a million arrays deep', () => jsonFeed(`${'['.repeat(1e6)}${']'.repeat(1e6)}`)),
  feed('JSON of 15 MB in empty objects', () => jsonFeed(Array(5_000_000).fill('{}').join(','))),
  feed('JSON with a content of 15 MB', () =>
    jsonFeed(`{"id":"1","title":"One","content_html":"${'<b>x'.repeat(FETCHED / 4)}"}`),
  ),
  article('page: 200,000 <', () => page(`${PARAGRAPH}<p>${'<'.repeat(200_000)}</p>`)),
  article('page: a<p 100,000 times', () => page(`${PARAGRAPH}<p>${'a<p'.repeat(100_000)}</p>`)),
  article('page: 10,000 nested elements', () => page(`${PARAGRAPH}${'<div>'.repeat(10_000)}`)),
  article('page: 190 nested elements, 100 times', () =>
    page(`${PARAGRAPH}${`${'<div>'.repeat(190)}x${'</div>'.repeat(190)}`.repeat(100)}`),
  ),
  article('page: an attribute of 15 MB', () =>
    page(`<img alt="${'x'.repeat(FETCHED)}">${PARAGRAPH.repeat(20)}`),
  ),
  article('page: 100,000 attributes', () =>
    page(
      `<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}="${n}"`).join(' ')}>x</p>${PARAGRAPH}`,
    ),
  ),
  article('page: a title of 15 MB', () => page(`<h1>${'long '.repeat(FETCHED / 5)}</h1>`)),
  article('page: a paragraph of 15 MB', () => page(`<p>${'long '.repeat(FETCHED / 5)}</p>`)),
  article('page: 19,000 paragraphs', () => page('<p>One, two, three.</p>'.repeat(19_000))),
  article('page: 9,000 links in paragraphs', () => page('<p><a href="#">x</a></p>'.repeat(9_000))),
  article('page: a million elements', () => page('<b>x</b>'.repeat(1_000_000))),
  article('page: a comment without end', () => page(`${PARAGRAPH}<!--${'-'.repeat(2_000_000)}`)),
  article('page: 500,000 scripts that begin', () => page('<script>'.repeat(500_000))),
  article('page: NUL bytes', () => page(`${PARAGRAPH}${'\u0000'.repeat(1_000_000)}`)),
  article('page: __proto__', () => page(`<__proto__ __proto__="x">${PARAGRAPH}</__proto__>`)),
]
