import { scanStrictly } from './scan-strictly.ts'
import { startSurvey, type XmlTraits } from './survey-xml.ts'
import type { XmlElement, XmlNode } from './xml-element.ts'

type Strict = { readonly root: XmlElement; readonly traits: XmlTraits }

/**
 * A document written by the book as the tree that rss-parser makes of it, and what it shows of itself, in one go; null for any
 * other document (docs/decisions/reading-what-is-well-formed.md).
 */
export function readStrictly(xml: string): Strict | null {
  const survey = startSurvey(xml.length)
  const document: XmlNode[] = []
  /** The children of each element that is open. */
  const path: XmlNode[][] = [document]
  let current = document

  const isStrict = scanStrictly(xml, {
    open: (name, attributes) => {
      survey.open(name, attributes)
      const children: XmlNode[] = []
      current.push({ name, attributes, children })
      path.push(current)
      current = children
    },
    // as in rss-parser's tree, a text and the CDATA beside it are two
    text: (text) => void current.push(text),
    close: (name) => {
      survey.close(name)
      current = path.pop() ?? document
    },
  })
  const root = document[0]
  if (!isStrict || root === undefined || typeof root === 'string') return null
  return { root, traits: survey.finish('strict') }
}
