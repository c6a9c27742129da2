import { describe, expect, it } from 'vitest'
import { chooseReader } from '../../src/parse/choose-reader.ts'
import { surveyXml } from '../../src/parse/survey-xml.ts'

const channel = (inside: string): string => `<rss version="2.0"><channel>${inside}</channel></rss>`
const choiceFor = (xml: string): unknown =>
  chooseReader({ kind: 'xml', extent: 'whole', traits: surveyXml(xml) })

describe('the choice of a reader', () => {
  it.each([
    ['RSS 2.0', channel('<item><title>A &amp; B</title></item>')],
    ['RSS 2.0 with a link to itself', channel('<atom:link rel="self" href="https://a.example"/>')],
    ['RSS 1.0', '<rdf:RDF><channel/><item><title>A</title></item></rdf:RDF>'],
    ['Atom', '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry></feed>'],
    ['escaped markup', channel('<item><title>&lt;b&gt;A&lt;/b&gt;</title></item>')],
    ['markup in a section', channel('<item><title><![CDATA[<b>A]]></title></item>')],
    ['capitals', '<RSS><CHANNEL><ITEM><TITLE>A</Title></ITEM></CHANNEL></RSS>'],
  ])('gives %s to rss-parser', (_what, xml) => {
    expect(choiceFor(xml)).toEqual({ reader: 'rss-parser', reason: 'an ordinary document' })
  })

  it.each([
    ['its elements are mis-nested at </description>', channel('<description>a<br>b</description>')],
    ['its elements are mis-nested at </b>', channel('<description><b><i>a</b></i></description>')],
    ['its root is <channel>, as in CDF and RSS 1.1', '<Channel><item/></Channel>'],
    ['its elements have prefixes: <a:feed>', '<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>'],
    ['it has no channel', '<rss><item><title>A</title></item></rss>'],
    ['its namespace is unknown: urn:feed', '<feed xmlns="urn:feed"><entry/></feed>'],
    ['there is markup in a title: <b>', channel('<item><title>A <b>B</b></title></item>')],
    ['there is XHTML in it: <content>', '<feed><entry><content type="xhtml"/></entry></feed>'],
    ['it is very long', channel(`<title>${'x'.repeat(9_000_000)}</title>`)],
    ['its elements nest 151 deep', channel('<p>'.repeat(149) + '</p>'.repeat(149))],
  ])('gives a document to htmlparser2 because %s', (reason, xml) => {
    expect(choiceFor(xml)).toEqual({ reader: 'htmlparser2', reason })
  })

  it('gives a cut document to htmlparser2', () => {
    const traits = surveyXml('<rss><channel><item/>')

    const choice = chooseReader({ kind: 'xml', extent: 'cut', traits })

    expect(choice).toEqual({ reader: 'htmlparser2', reason: 'it ends in the middle' })
  })
})
