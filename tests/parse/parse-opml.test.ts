import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OpmlFeed } from '../../src/core/feed/opml-feed.ts'
import { renderOpml } from '../../src/core/feed/render-opml.ts'
import { parseOpml } from '../../src/parse/parse-opml.ts'

const parse = (text: string): ReturnType<typeof parseOpml> => parseOpml(Buffer.from(text))
const listOf = (body: string): string =>
  `<?xml version="1.0"?><opml version="2.0"><head><title>List</title></head><body>${body}</body></opml>`

/** What is read of a list, its feeds only. */
function feedsIn(text: string): readonly OpmlFeed[] {
  const result = parse(text)
  return result.kind === 'parsed' ? result.feeds : []
}

describe('an OPML document', () => {
  it('gives feeds with title, page, and the folders and categories that they stand in', () => {
    const result = parse(
      listOf(`<outline text="Asia"><outline text="Korea">
        <outline type="rss" text="MOTIR" title="산업통상부" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"
          category="/trade/steel,energy"/></outline></outline>
        <outline text="Outside" xmlUrl="https://b.example/rss"/>`),
    )

    expect(result).toEqual({
      kind: 'parsed',
      extent: 'whole',
      problems: [],
      feeds: [
        {
          url: 'https://a.example/rss',
          title: '산업통상부',
          link: 'https://a.example/',
          labels: ['Asia', 'Korea', 'trade', 'steel', 'energy'],
          own: null,
        },
        { url: 'https://b.example/rss', title: 'Outside', link: null, labels: [], own: null },
      ],
    })
  })

  it.each([
    [
      'names in other cases',
      '<OPML><BODY><Outline TEXT="A" xmlurl="https://a.example/?x=1&amp;y=2"/></BODY></OPML>',
    ],
    [
      'bare ampersands',
      '<opml><body><outline text="A" xmlUrl="https://a.example/?x=1&y=2"/></body></opml>',
    ],
    [
      'a byte order mark',
      '\ufeff<opml><body><outline text="A" xmlUrl="https://a.example/?x=1&#38;y=2"/></body></opml>',
    ],
    [
      'an empty title in its head',
      '<opml><head><title/></head><outline text="A" xmlUrl="https://a.example/?x=1&y=2"/></opml>',
    ],
    [
      'a doctype',
      '<!DOCTYPE opml SYSTEM "x.dtd"><opml><outline text="A" xmlUrl="https://a.example/?x=1&y=2"/></opml>',
    ],
    [
      'apostrophes',
      "<opml><outline text='A' xmlUrl='https://a.example/?x=1&amp;y=2'></outline></opml>",
    ],
    [
      'url in place of xmlUrl',
      '<opml><outline type="rss" text="A" url="https://a.example/?x=1&amp;y=2"/></opml>',
    ],
  ])('is read with %s', (_, text) => {
    expect(feedsIn(text)).toMatchObject([{ title: 'A', url: 'https://a.example/?x=1&y=2' }])
  })

  it('is read in its own charset', () => {
    const head = Buffer.from('<?xml version="1.0" encoding="EUC-KR"?><opml><outline text="')
    const tail = Buffer.from('" xmlUrl="https://a.example/"/></opml>')
    const word = Buffer.from([0xc7, 0xd1, 0xb1, 0xb9])

    expect(parseOpml(Buffer.concat([head, word, tail]))).toMatchObject({
      feeds: [{ title: '한국' }],
    })
  })

  it('reads entities of HTML and a less-than sign in a title', () => {
    const [feed] = feedsIn(
      listOf(
        '<outline text="&Eacute;lys&eacute;e &#146;s 3 < 4 &unknown;" xmlUrl="https://a.example/"/>',
      ),
    )

    expect(feed?.title).toBe('Élysée ’s 3 < 4 &unknown;')
  })

  it('takes no title from a feed that carries its address as one', () => {
    const [feed] = feedsIn(
      listOf('<outline text="https://a.example/" xmlUrl="https://a.example/"/>'),
    )

    expect(feed?.title).toBeNull()
  })

  it('names other lists that it takes in, and does not follow them', () => {
    const result = parse(
      listOf('<outline text="More" type="include" url="https://a.example/list"/>'),
    )

    expect(result).toMatchObject({
      feeds: [],
      extent: 'whole',
      problems: ['another list is not followed: https://a.example/list'],
    })
  })

  it('that ends in the middle is read to there, and says so', () => {
    const result = parse('<opml><body><outline text="A" xmlUrl="https://a.example/"/><outline te')

    expect(result).toMatchObject({
      feeds: [{ title: 'A' }],
      extent: 'cut',
      problems: ['the list ends in the middle: </opml> is missing'],
    })
  })
})

describe('what is no OPML', () => {
  it.each([
    ['a feed', '<rss version="2.0"><channel/></rss>', 'a feed itself (<rss>), not a list of feeds'],
    ['a page', '<!doctype html><title>News</title>', 'an HTML page titled “News”'],
    ['JSON', '{"feeds":[]}', 'a JSON document'],
    ['nothing', '', 'empty'],
    ['other XML', '<list><opml/></list>', 'an XML document with the root element <list>'],
    ['a text', 'https://a.example/rss', 'a text without markup'],
  ])('is named: %s', (_, text, what) => {
    expect(parse(text)).toEqual({ kind: 'not-opml', what })
  })
})

describe('a hostile list', () => {
  it.each([
    ['nests very deep', '<outline text="a">'.repeat(300_000)],
    ['is very long', '<outline xmlUrl="https://a.example/"/>'.repeat(100_000)],
    ['opens quotes and never closes them', '<outline text="'.repeat(300_000)],
    ['opens sections and never closes them', '<![CDATA['.repeat(300_000)],
    ['is full of ampersands', '&a'.repeat(300_000)],
  ])('that %s ends soon', (_, body) => {
    const started = performance.now()

    const result = parse(`<opml>${body}`)

    expect(result).toMatchObject({ kind: 'parsed', extent: 'cut' })
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('is read for its first 20000 entries', () => {
    const list = listOf('<outline xmlUrl="https://a.example/"/>'.repeat(20_001))

    expect(parse(list)).toMatchObject({
      extent: 'cut',
      problems: ['only the first 20000 entries were read'],
    })
    expect(feedsIn(list)).toHaveLength(20_000)
  })

  it('expands no entity of its own', () => {
    const bomb = '<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    expect(
      feedsIn(`${bomb}<opml><outline text="&b;" xmlUrl="https://a.example/"/></opml>`),
    ).toMatchObject([{ title: '&b;' }])
  })
})

it('gives back every feed that renderOpml wrote, whatever its title', () => {
  const title = fc
    .string({ unit: 'binary', maxLength: 60 })
    .map((text) => text.replace(/[\s\p{Cc}\ufffe\uffff]+/gu, ' ').trim())
    .filter((text) => text !== '')
  const tag = fc.stringMatching(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,12}$/u)
  const feed: fc.Arbitrary<OpmlFeed> = fc.record({
    url: fc.webUrl({ withQueryParameters: true }),
    title: fc.option(title),
    link: fc.option(fc.webUrl()),
    labels: fc.array(tag, { maxLength: 3 }),
    own: fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/),
      method: fc.constantFrom('GET', 'POST'),
      body: fc.option(fc.constantFrom('a=1&b=2', 'q="x"')),
      fullText: fc.boolean(),
      country: fc.constantFrom(null, 'KR', 'EU'),
    }),
  })

  fc.assert(
    fc.property(fc.array(feed, { maxLength: 5 }), title, (feeds, name) => {
      const text = renderOpml(name, 'Fri, 27 Nov 2026 00:00:00 GMT', feeds)

      expect(feedsIn(text)).toEqual(feeds)
    }),
    { numRuns: 50 },
  )
})

it('takes no country from a list that is none', () => {
  const text = `<opml xmlns:policywatch="urn:policywatch:opml"><body><outline policywatch:id="a" policywatch:country="&lt;b&gt;"
    xmlUrl="https://a.example/"/></body></opml>`

  expect(feedsIn(text)[0]?.own).toMatchObject({ id: 'a', country: null })
})
