import { decodeReferences } from './decode-references.ts'
import type { XmlEvents } from './scan-xml.ts'

/**
 * XML text as a series of events, if it is written by the book: every tag closed in order, every attribute in quotes and given
 * once, names of plain letters, nothing but elements, text and CDATA. About such a document no two readers can be of different
 * minds, and to find its tags takes one regular expression. Anything else makes it give up, often after some events, and is for
 * readers that know what to make of it. `xml` is a root element that has gone through cleanXml.
 *
 * Returns whether it came to the end of the root, and of the document with it.
 */
export function scanStrictly(xml: string, events: Required<XmlEvents>): boolean {
  const open: string[] = []
  let at = 0
  do {
    const start = xml.indexOf('<', at)
    if (start === -1) return false
    if (start > at) events.text(decodeReferences(xml.slice(at, start)))
    if (xml.startsWith(CDATA, start)) {
      const end = xml.indexOf(']]>', start)
      if (end === -1) return false
      if (end > start + CDATA.length) events.text(xml.slice(start + CDATA.length, end))
      at = end + 3
      continue
    }
    TAG.lastIndex = start
    const [tag, endName, startName, attributeText = '', slash] = TAG.exec(xml) ?? []
    if (tag === undefined) return false
    at = start + tag.length
    if (startName !== undefined) {
      const name = startName.toLowerCase()
      const attributes = readAttributes(attributeText)
      if (attributes === null || name === SCRIPT) return false
      events.open(name, attributes)
      if (slash === '') open.push(name)
      else events.close(name)
    } else {
      const name = endName?.toLowerCase() ?? ''
      if (open.pop() !== name) return false
      events.close(name)
    }
  } while (open.length > 0)
  return at === xml.length
}

const CDATA = '<![CDATA['

/** What is in it is no markup to sax, which knows HTML. */
const SCRIPT = 'script'

const NAME = '[A-Za-z_][\\w.:-]*'
const SPACE = '[ \\t\\r\\n]'
const VALUE = `(?:"[^"<]*"|'[^'<]*')`
const TAG = new RegExp(
  `<(?:/(${NAME})${SPACE}*|(${NAME})((?:${SPACE}+${NAME}=${VALUE})*)${SPACE}*(/?))>`,
  'y',
)
const ATTRIBUTE = new RegExp(`(${NAME})=(${VALUE})`, 'g')

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

/** Null when one is given twice. */
function readAttributes(text: string): ReadonlyMap<string, string> | null {
  if (text === '') return NO_ATTRIBUTES
  const attributes = new Map<string, string>()
  for (const [, name = '', quoted = ''] of text.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase()
    if (attributes.has(key)) return null
    attributes.set(key, decodeReferences(quoted.slice(1, -1)))
  }
  return attributes
}
