import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStrictly } from '../../src/parse/read-strictly.ts'
import { surveyXml } from '../../src/parse/survey-xml.ts'
import { readCorpusFeeds } from '../support/corpus-feeds.ts'
import { fuzzRuns } from '../support/fuzz-runs.ts'
import { isMissing, needShared, pathOf } from '../support/needs.ts'
import { SOUND_FEEDS } from '../support/sound-feeds.ts'
import { damagedXml, readTwice } from '../support/two-readings.ts'

const rss = (inside: string): string =>
  `<rss version="2.0"><channel><item>${inside}</item></channel></rss>`

/** Small, so that damage strikes what means something. */
const DOCUMENTS = [
  rss('<title>A &amp; B</title>\n<description><![CDATA[<p>x</p>]]> and &#8364;</description>'),
  rss(
    `<guid isPermaLink='false'>1</guid><enclosure url="https://a.example/?a=1&amp;b=2"/><dc:date/>`,
  ),
  '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;</title><link href="x"/></entry></feed>',
  '<rdf:RDF><channel rdf:about="x"/><item><Title>배</tITLE></item></rdf:RDF>',
]

describe('the strict reader', () => {
  it.each(SOUND_FEEDS)('makes the tree that rss-parser makes of $name', async ({ xml }) => {
    expect(await readTwice(xml)).toEqual({ kind: 'alike' })
  })

  it.each(DOCUMENTS)('makes the tree that rss-parser makes of %s', async (xml) => {
    expect(await readTwice(xml)).toEqual({ kind: 'alike' })
  })

  it('makes the tree that rss-parser makes, or none, of any damaged document', async () => {
    await fc.assert(
      fc.asyncProperty(damagedXml(DOCUMENTS), async (xml) => {
        expect(await readTwice(xml)).not.toMatchObject({ kind: 'different' })
      }),
      fuzzRuns(3_000),
    )
  })

  it('sees what the survey of any other document sees', () => {
    const xml = rss('<title>A</title><content type="xhtml"><a:item/></content>')

    expect(readStrictly(xml)?.traits).toEqual({ ...surveyXml(xml), isStrict: true })
  })

  it.each([
    ['an end tag that is missing', '<rss><channel></rss>'],
    ['an end tag in the wrong place', rss('<b><i>x</b></i>')],
    ['what stands behind the root', '<rss></rss><rss></rss>'],
    ['a document that ends in the middle', '<rss><channel><item>'],
    ['a section that is never closed', rss('<![CDATA[x')],
    ['an attribute without quotes', rss('<a b=c/>')],
    ['an attribute without a value', rss('<a b/>')],
    ['an attribute that stands twice', rss('<a b="1" B="2"/>')],
    ['a < in an attribute', rss('<a b="x<y"/>')],
    ['a script', rss('<script>a</script>')],
    ['a processing instruction', rss('<?x y?>')],
    ['a declaration', rss('<!x>')],
    ['a comment', rss('<!-- x -->')],
    ['letters in names that are none of ASCII', rss('<é/>')],
    ['text alone', 'x'],
    ['nothing', ''],
  ])('leaves %s to others', (_what, xml) => {
    expect(readStrictly(xml)).toBeNull()
  })

  it.each([
    ['spaces in a tag', rss(`<a ${' '.repeat(100_000)}`)],
    ['a tag that goes on', rss(`<a ${'b="1" '.repeat(50_000)}`)],
    ['a value that goes on', rss(`<a b="${'x'.repeat(300_000)}`)],
    ['a name that goes on', rss(`<${'a'.repeat(300_000)}`)],
    ['elements that nest', '<a>'.repeat(100_000)],
  ])('takes no time for %s', { timeout: 2_000 }, (_what, xml) => {
    expect(readStrictly(xml)).toBeNull()
  })
})

const corpus = needShared('corpus/feeds')
const isWithout = isMissing(corpus, 'two readings of real feeds')

describe.skipIf(isWithout)('real feeds', () => {
  const feeds = isWithout ? [] : readCorpusFeeds(pathOf(corpus), ['gov', 'real-world'])

  it('are read as rss-parser reads them, most of them by the strict reader', async () => {
    const readings = await Promise.all(feeds.map(async ({ xml }) => await readTwice(xml)))

    expect(readings.filter(({ kind }) => kind === 'different')).toEqual([])
    expect(readings.filter(({ kind }) => kind === 'alike').length).toBeGreaterThan(feeds.length / 2)
  })
})
