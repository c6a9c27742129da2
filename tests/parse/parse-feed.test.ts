import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ParseResult } from '../../src/core/feed/parse-result.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { bytesOf, readFixture } from './read-fixture.ts'

type Parsed = Extract<ParseResult, { kind: 'parsed' }>

async function parsed(bytes: Uint8Array): Promise<Parsed> {
  const result = await parseFeed(bytes, null)
  expect(result).toMatchObject({ kind: 'parsed' })
  return result as Parsed
}

const rss = (inside: string): Uint8Array =>
  bytesOf(`<rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`)

describe('the formats of feeds', () => {
  it('reads RSS 2.0 with modules', async () => {
    const { feed, encoding, problems } = await parsed(readFixture('feeds/rss-2.0-with-content.xml'))

    expect(encoding).toBe('utf-8')
    expect(problems).toEqual([])
    expect(feed).toMatchObject({
      format: 'rss-2.0',
      title: 'Office of Bridges',
      link: 'https://bridges.example/news',
      language: 'en-GB',
      ttlMinutes: 45,
    })
    expect(feed.items[0]).toEqual({
      id: 'bridge-7',
      isIdPermalink: false,
      title: 'Toll &amp; ferry fares frozen',
      links: [{ href: 'https://bridges.example/news/7', rel: 'alternate', type: null }],
      published: 'Tue, 03 Mar 2026 17:20:00 +0900',
      updated: null,
      authors: ['Ada Span'],
      categories: ['fares', 'ferries'],
      summary: 'Fares stay as they are.',
      content: '<p>Fares stay as they are <b>until</b> 2028.</p><p>The ministry agreed.</p>',
      language: null,
      base: null,
    })
    expect(feed.items[1]).toMatchObject({ id: 'https://bridges.example/news/6', links: [] })
    expect(feed.items[1]?.isIdPermalink).toBe(true)
  })

  it('reads RSS 0.91', async () => {
    const { feed } = await parsed(readFixture('feeds/rss-0.91-without-guids.xml'))

    expect(feed.format).toBe('rss-0.91')
    expect(feed.items.map((item) => [item.id, item.title])).toEqual([
      [null, 'Mill wheel turns'],
      [null, 'Mill race cleared'],
    ])
  })

  it('reads RSS 1.0, whose items stand beside the channel', async () => {
    const { feed } = await parsed(readFixture('feeds/rss-1.0-with-items-beside-the-channel.rdf'))

    expect(feed).toMatchObject({ format: 'rss-1.0', title: '港の知らせ' })
    expect(feed.items).toHaveLength(1)
    expect(feed.items[0]).toMatchObject({
      id: 'https://port.example/1',
      published: '2026-03-03T17:00:00+09:00',
      categories: ['点検'],
      language: 'ja',
    })
  })

  it('reads Atom 1.0 with prefixes, xhtml and relative bases', async () => {
    const { feed } = await parsed(readFixture('feeds/atom-1.0-with-xhtml-and-bases.xml'))

    expect(feed).toMatchObject({ format: 'atom-1.0', language: 'en', link: './' })
    expect(feed.items[0]).toMatchObject({
      id: 'urn:lake:1',
      title: 'Depth &lt; 3 m &amp; falling',
      published: '2026-03-03T08:00:00Z',
      updated: '2026-03-04T08:00:00Z',
      authors: ['Nils Deep'],
      categories: ['Water levels'],
      summary: 'Short.',
      base: 'https://lake.example/news/2026/',
    })
    expect(feed.items[0]?.content).toContain('<p>The lake<br>is low.</p>')
    expect(feed.items[0]?.links.map((link) => link.rel)).toEqual([
      'enclosure',
      'alternate',
      'alternate',
    ])
  })

  it('reads Atom 0.3', async () => {
    const { feed } = await parsed(readFixture('feeds/atom-0.3.xml'))

    expect(feed).toMatchObject({ format: 'atom-0.3', language: 'fr' })
    expect(feed.items[0]).toMatchObject({
      published: '2026-03-03T08:00:00+01:00',
      updated: '2026-03-03T09:00:00+01:00',
      content: '<p>L&rsquo;écluse ferme.</p>',
    })
  })

  it('reads JSON Feed, whose plain texts are no HTML', async () => {
    const { feed } = await parsed(readFixture('feeds/json-feed-1.1.json'))

    expect(feed).toMatchObject({ format: 'json-1.1', language: 'nl' })
    expect(feed.items[0]).toMatchObject({
      id: '12',
      title: 'A &lt; B',
      content: 'Sand &amp; clay',
      authors: ['Hans'],
    })
  })

  it('names a feed without a version by its root', async () => {
    const { feed } = await parsed(bytesOf('<rss><channel><title>T</title></channel></rss>'))

    expect(feed).toMatchObject({ format: 'rss', title: 'T', items: [] })
  })

  it('takes the description of a media group where an entry has no other text', async () => {
    const { feed } = await parsed(
      rss(
        '<item><title>V</title><media:group><media:description>Talk on locks</media:description></media:group></item>',
      ),
    )

    expect(feed.items[0]?.summary).toBe('Talk on locks')
  })
})

describe('faults of real feeds', () => {
  it('survives bare ampersands, unknown entities, control characters, lone < and unclosed tags', async () => {
    const { feed } = await parsed(readFixture('feeds/rss-with-faults-of-every-day.xml'))

    expect(feed.title).toBe('R&D Office & Sons')
    expect(feed.items.map((item) => item.title)).toEqual(['Coal … &unknown; gas & 5 < 6', 'Wind'])
    expect(feed.items[0]?.links[0]?.href).toBe('https://rd.example/view?id=1&page=2')
    expect(feed.items[0]?.summary).toBe('First line<br>second line ’quoted’ bell')
    expect(feed.items[1]?.summary).toBe('<p>Wind & sun')
  })

  it('finds a feed in capitals behind byte order marks and the notice of a program', async () => {
    const { feed } = await parsed(readFixture('feeds/rss-in-capitals-after-a-php-notice.xml'))

    expect(feed).toMatchObject({ format: 'rss-2.0', title: 'Quarry' })
    expect(feed.items[0]).toMatchObject({ id: 'g1', isIdPermalink: false })
  })

  it('keeps the whole items of a document that ends in the middle, and says so', async () => {
    const { feed, extent, problems } = await parsed(
      readFixture('feeds/rss-cut-in-the-third-item.xml'),
    )

    expect(feed.items.map((item) => item.title)).toEqual(['One', 'Two'])
    expect(extent).toBe('cut')
    expect(problems).toEqual([
      'the document ends in the middle: </rss> is missing; its 2 whole items were read',
    ])
  })

  it('decodes the charset that the XML declaration names', async () => {
    const { feed, encoding } = await parsed(readFixture('feeds/rss-in-euc-kr.xml'))

    expect(encoding).toBe('euc-kr')
    expect(feed.items[0]?.title).toBe('해조류 양식장 실태조사 착수')
  })

  it('keeps items that nest because end tags were forgotten', async () => {
    const { feed } = await parsed(rss('<item><title>One</title><item><title>Two</title></item>'))

    expect(feed.items.map((item) => item.title)).toEqual(['One', 'Two'])
  })

  it('keeps a feed in which one section is never closed', async () => {
    const { feed } = await parsed(
      rss('<item><title><![CDATA[One</title></item><item><title>Two</title></item>'),
    )

    expect(feed.items.map((item) => item.title)).toEqual(['One', 'Two'])
  })

  it.each([
    ['If x<y then', '</title>', 'If x<y then'],
    ['A </b', '</title>', 'A'],
    ['A <b title="1 < 2">B</b>', '</title>', 'A <b>B</b>'],
  ])('keeps what follows a tag without its end: %s', async (start, end, title) => {
    const { feed } = await parsed(rss(`<item><title>${start}${end}<guid>1</guid></item>`))

    expect(feed.items).toMatchObject([{ id: '1', title: expect.stringContaining(title) }])
  })

  it('passes an unreadable date on beside a readable one', async () => {
    const { feed } = await parsed(
      rss('<item><title>A</title><pubDate>soon</pubDate><dc:date>2026-03-03</dc:date></item>'),
    )

    expect(feed.items[0]?.published).toBe('2026-03-03')
  })
})

describe('documents that are no feeds', () => {
  it.each([
    [
      'an HTML page titled “Login”',
      '<!DOCTYPE html><html><head><title> Login\n</title></head><body>rss</body></html>',
    ],
    ['an HTML page', '<script>location.href = "/maintenance"</script>'],
    ['an empty document', ' \n '],
    ['a PDF document', '%PDF-1.7 <rdf:RDF>'],
    ['a JSON document that is no JSON Feed', '{"error":"not found"}'],
    ['an XML document with the root element <urlset>', '<urlset><url/></urlset>'],
    ['a text without markup', 'Service unavailable'],
  ])('says that it is %s', async (what, text) => {
    const result = await parseFeed(bytesOf(text), 'application/rss+xml')

    expect(result).toEqual({ kind: 'not-a-feed', what })
  })

  it.each([null, 'application/xml; charset=utf-8', 'text/xml; charset=euc-kr'])(
    'says that it is a gzip file, as %s',
    async (contentType) => {
      const file = gzipSync('<rss><channel/></rss>')

      expect(await parseFeed(file, contentType)).toEqual({
        kind: 'not-a-feed',
        what: 'a gzip file',
      })
    },
  )

  it('calls a feed malformed that ends before its first item is complete', async () => {
    const result = await parseFeed(bytesOf('<rss version="2.0"><channel><item><title>O'), null)

    expect(result).toEqual({
      kind: 'malformed',
      message: 'the document ends before its first item is complete',
    })
  })

  it('takes a feed for one whatever its DOCTYPE and content type say', async () => {
    const result = await parseFeed(
      bytesOf('<!DOCTYPE html><rss version="2.0"><channel><title>T</title></channel></rss>'),
      'text/html',
    )

    expect(result).toMatchObject({ kind: 'parsed', feed: { title: 'T' } })
  })
})

describe('a feed in a frame', () => {
  it('is read where a page is wrapped around it', async () => {
    const { feed } = await parsed(
      bytesOf(
        '<html><body><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry></feed></body></html>',
      ),
    )

    expect(feed.items.map((item) => item.title)).toEqual(['A'])
  })

  it('is none where a page only talks about feeds', async () => {
    const page = '<html><body><pre><rss version="2.0"> begins a feed</pre></body></html>'

    expect(await parseFeed(bytesOf(page), null)).toMatchObject({ kind: 'not-a-feed' })
  })
})

describe('values', () => {
  it.each([
    ['imputÃ© Ã\u00a0 la Russie', 'imputé à la Russie'],
    ['Ð¢Ð¾Ñ\u0080Ð³Ð¾Ð²Ð»Ñ\u008f', 'Торговля'],
    ['La Â«Â\u00a0bulleÂ\u00a0Â»', 'La «\u00a0bulle\u00a0»'],
    ['BeÄ\u008d', 'Beč'],
    ['“La giusta mentalitÃ\u00a0”', '“La giusta mentalità”'],
  ])('are repaired where they were encoded twice: %s', async (title, repaired) => {
    const { feed } = await parsed(rss(`<item><title>${title}</title></item><item>한</item>`))

    expect(feed.items[0]?.title).toBe(repaired)
  })

  it.each([
    'CAFÉ\u00a0! THÉ\u00a0!',
    '»GRÖ\u00dfe« und Gruß»',
    'déjà vu Ã©',
    'VERÃO E AMANHÃ\u00a0',
    'L’été',
  ])('stay as they are where that is not certain: %s', async (title) => {
    const { feed } = await parsed(rss(`<item><title>${title} x</title></item><item>한</item>`))

    expect(feed.items[0]?.title).toBe(`${title} x`)
  })

  it('take the text of a medium where the description only repeats the title', async () => {
    const { feed } = await parsed(
      rss(
        '<item><title>Pier 4</title><description>Pier  4</description><media:content><media:description>Cranes move</media:description></media:content></item>',
      ),
    )

    expect(feed.items[0]?.summary).toBe('Cranes move')
  })

  it('take what is enclosed for a link, but for pictures', async () => {
    const { feed } = await parsed(
      rss(
        '<item><enclosure type="image/png" url="a.png"/><enclosure type="application/pdf" url="a.pdf"/></item>',
      ),
    )

    expect(feed.items[0]?.links).toEqual([{ href: 'a.pdf', rel: 'enclosure', type: null }])
  })

  it('take an id that looks like an address for the last of their links', async () => {
    const { feed } = await parsed(
      bytesOf('<feed><entry><id>https://pier.example/4</id><link href=""/></entry></feed>'),
    )

    expect(feed.items[0]?.links).toEqual([
      { href: 'https://pier.example/4', rel: 'id', type: null },
    ])
  })

  it('take the subtitle of a podcast where nothing else describes it', async () => {
    const { feed } = await parsed(
      rss('<item><itunes:subtitle xmlns:itunes="itunes">Cranes move</itunes:subtitle></item>'),
    )

    expect(feed.items[0]?.summary).toBe('Cranes move')
  })

  it('have the texts of Atom in a feed that says nothing of its namespace', async () => {
    const { feed } = await parsed(
      bytesOf('<feed><entry><title type="text">a &lt;x&gt; b</title></entry></feed>'),
    )

    expect(feed.items[0]?.title).toBe('a &lt;x> b')
  })

  it('are found in the channels within a channel of CDF, which has a title of its own', async () => {
    const { feed } = await parsed(
      bytesOf(
        '<CHANNEL><A HREF="https://cdf.example/"/><TITLE>C</TITLE><CHANNEL><TITLE>D</TITLE>' +
          '<ITEM><A HREF="https://cdf.example/1"/><TITLE>One</TITLE></ITEM></CHANNEL></CHANNEL>',
      ),
    )

    expect(feed).toMatchObject({ title: 'C', link: 'https://cdf.example/' })
    expect(feed.items).toMatchObject([{ title: 'One', links: [{ href: 'https://cdf.example/1' }] }])
  })

  it.each([
    ['text in base64', 'UGllciA0IG9wZW5z', 'Pier 4 opens'],
    ['words that only look like it', 'Pier 4 opens today', 'Pier 4 opens today'],
    ['letters in groups of four', 'Pier 4 opens 2026', 'Pier 4 opens 2026'],
    ['an archive', 'UEsDBBQAAAAIAP//'.repeat(20), null],
  ])('have %s where Atom’s type is none of text', async (_what, value, content) => {
    const { feed } = await parsed(
      bytesOf(
        `<feed><entry><content type="application/octet-stream">${value}</content></entry></feed>`,
      ),
    )

    expect(feed.items[0]?.content).toBe(content)
  })

  it('have titles of their own beside those of pictures', async () => {
    const { feed } = await parsed(
      rss(
        '<item><title xmlns="http://www.w3.org/2000/svg">Crane</title><title>Pier 4</title></item>',
      ),
    )

    expect(feed.items[0]?.title).toBe('Pier 4')
  })

  it('are found in CDF', async () => {
    const { feed } = await parsed(
      bytesOf(
        '<CHANNEL BASE="https://cdf.example/" HREF="https://cdf.example/home"><TITLE>C</TITLE>' +
          '<ITEM HREF="/1" LASTMOD="2026-03-03T12:00:00Z"><TITLE>One</TITLE><ABSTRACT>Text</ABSTRACT></ITEM></CHANNEL>',
      ),
    )

    expect(feed).toMatchObject({ title: 'C', link: 'https://cdf.example/home' })
    expect(feed.items).toMatchObject([
      {
        title: 'One',
        links: [{ href: '/1' }],
        base: 'https://cdf.example/',
        updated: '2026-03-03T12:00:00Z',
        summary: 'Text',
      },
    ])
  })
})

describe('hostile documents', () => {
  it('expands no entity that names others or a file', async () => {
    const { feed } = await parsed(readFixture('feeds/rss-with-entities-of-its-own.xml'))

    expect(feed.title).toBe('Bomb &c;')
    expect(feed.items[0]?.title).toBe('&file;')
  })

  it.each([
    ['lone < in text', '<'.repeat(200_000)],
    ['lone < in CDATA', `<![CDATA[${'<'.repeat(200_000)}]]>`],
    ['unfinished tags', `<![CDATA[${'a<p'.repeat(100_000)}]]>`],
    ['escaped <', '&lt;'.repeat(200_000)],
    ['deep nesting', '<div>'.repeat(10_000)],
    ['unclosed comments', '<!--'.repeat(100_000)],
    ['unclosed sections', '<![CDATA['.repeat(100_000)],
    ['an attribute of twenty megabytes', `<b title="${'x'.repeat(20_000_000)}">x</b>`],
    ['names from Object', '<__proto__>a</__proto__><constructor>b</constructor>'],
    ['NUL', 'a\u0000b'],
  ])('keeps the other items beside one with %s', async (_what, description) => {
    const { feed } = await parsed(
      rss(
        `<item><title>First</title></item><item><title>Bad</title><description>${description}</description></item>`,
      ),
    )

    expect(feed.items[0]?.title).toBe('First')
  })
})
