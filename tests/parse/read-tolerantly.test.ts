import { describe, expect, it } from 'vitest'
import { mapFeed } from '../../src/parse/map-feed.ts'
import { readTolerantly } from '../../src/parse/read-tolerantly.ts'
import { readXml } from '../../src/parse/read-xml.ts'
import { surveyXml } from '../../src/parse/survey-xml.ts'

const titles = (xml: string, damage: 'none' | 'mis-nested' | 'cut'): readonly unknown[] =>
  mapFeed(readTolerantly(xml, damage)).items.map((item) => item.title)

describe('the tolerant reader', () => {
  it('reads the same as rss-parser from an ordinary document', async () => {
    const xml =
      '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>배</title>\n' +
      '<item><title>A &amp; B</title><Link>https://a.example/?x=1&amp;y=2</Link><dc:date>2026</dc:date>' +
      '<description><![CDATA[<p>text</p>]]> and &#8364;</description><guid isPermaLink="false">1</guid>' +
      '<enclosure url="https://a.example/1.pdf" length="1"/></item></channel></rss>'

    const feed = mapFeed(readTolerantly(xml, 'none'))

    expect(feed).toEqual(mapFeed(await readXml(xml)))
  })

  it('ends an item where the next one begins', () => {
    const xml = '<rss><channel><item><title>One<item><title>Two</item></channel></rss>'

    expect(titles(xml, 'mis-nested')).toEqual(['One', 'Two'])
  })

  it('ends a value where the next field begins', () => {
    const { items } = mapFeed(
      readTolerantly(
        '<feed><entry><title>One<link href="https://a.example/1"><updated>2026-03-03</entry></feed>',
        'mis-nested',
      ),
    )

    expect(items).toMatchObject([
      { title: 'One', updated: '2026-03-03', links: [{ href: 'https://a.example/1' }] },
    ])
  })

  it('finds items behind a title of the feed that never ends', () => {
    const xml = '<rss><channel><title>Feed<item><title>One</title></item></channel></rss>'

    expect(titles(xml, 'mis-nested')).toEqual(['One'])
  })

  it('passes over an end tag that closes nothing', () => {
    const xml = '<rss><channel><item></p><title>One</b></title></item></channel></rss>'

    expect(titles(xml, 'mis-nested')).toEqual(['One'])
  })

  it('leaves out the item that a cut document ends in', () => {
    const xml = '<rss><channel><item><title>One</title></item><item><title>Tw'

    expect(titles(xml, 'cut')).toEqual(['One'])
  })

  it('leaves out the last item also where no item has an end tag', () => {
    const xml = '<rss><channel><item><title>One</title><item><title>Two</title><item><title>Th'

    expect(titles(xml, 'cut')).toEqual(['One', 'Two'])
  })

  it('keeps an item within an extension of another apart from the items of the feed', () => {
    const xml =
      '<feed><entry><title>New</title><x:conflict><entry><title>Old</title></entry></x:conflict></entry></feed>'

    expect(titles(xml, 'none')).toEqual(['New'])
  })

  it('keeps the text below any depth', () => {
    const xml = `<rss><channel><item><description>${'<b>'.repeat(5000)}deep${'</b>'.repeat(5000)}</description><title>A</title></item></channel></rss>`

    const { items } = mapFeed(readTolerantly(xml, 'none'))

    expect(items[0]?.summary).toContain('deep')
    expect(items[0]?.title).toBe('A')
  })

  it.each([
    ['unclosed elements', '<a>'.repeat(200_000)],
    ['end tags that close nothing', `${'<a>'.repeat(100_000)}${'</b>'.repeat(100_000)}`],
    ['unclosed items', '<item>'.repeat(100_000)],
    ['names from Object', '<__proto__ __proto__="1"><constructor/></__proto__>'],
    ['attributes', `<a ${'b="1" '.repeat(100_000)}/>`],
  ])('survives %s', (_what, inside) => {
    const xml = `<rss><channel><item><title>A</title></item>${inside}</channel></rss>`

    expect(titles(xml, surveyXml(xml).misnested === null ? 'none' : 'mis-nested')[0]).toBe('A')
  })
})
