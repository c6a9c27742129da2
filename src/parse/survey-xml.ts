import { localName } from './local-name.ts'
import { isStrangeNamespace } from './namespaces.ts'
import { scanXml, type XmlEvents } from './scan-xml.ts'

/** What an XML document shows of itself, without being read: what a reader is chosen by. */
export type XmlTraits = {
  /** Its length. */
  readonly charCount: number
  /** Written by the book (scanStrictly), as far as was looked at. */
  readonly isStrict: boolean
  /** Qualified name of the root element, lower case. */
  readonly rootName: string
  readonly hasChannel: boolean
  /** `<item>` and `<entry>` elements, at any depth. */
  readonly itemCount: number
  /** The greatest number of elements within one another. */
  readonly depth: number
  /** The name in the first end tag that does not close the element opened last. */
  readonly misnested: string | null
  /** The first element that a feed is built of and that has a prefix: `atom:entry`. */
  readonly prefixed: string | null
  /** The root's default namespace, when it is none that we know. */
  readonly strangeNamespace: string | null
  /** The first element within a title. */
  readonly markupInTitle: string | null
  /** The first element that holds its text as XHTML. */
  readonly xhtml: string | null
}

/** Looks at `xml`, a root element with what is inside, once. */
export function surveyXml(xml: string): XmlTraits {
  const survey = startSurvey(xml.length)
  scanXml(xml, survey)
  return survey.finish('loose')
}

type Survey = Omit<XmlEvents, 'text'> & {
  readonly finish: (syntax: 'strict' | 'loose') => XmlTraits
}

/** Listens to what passes along and says at the end what it was. */
export function startSurvey(charCount: number): Survey {
  const open: string[] = []
  let rootName = ''
  let hasChannel = false
  let itemCount = 0
  let depth = 0
  let misnested: string | null = null
  let prefixed: string | null = null
  let strangeNamespace: string | null = null
  let markupInTitle: string | null = null
  let xhtml: string | null = null

  return {
    open: (name, attributes): void => {
      const local = localName(name)
      if (rootName === '') {
        rootName = name
        const namespace = attributes.get('xmlns')
        if (namespace !== undefined && isStrangeNamespace(namespace)) strangeNamespace = namespace
      }
      if (local === 'channel') hasChannel = true
      if (local === 'item' || local === 'entry') itemCount += 1
      if (local !== name && STRUCTURE.has(local) && name !== 'rdf:rdf') prefixed ??= name
      if (open.at(-1) === 'title') markupInTitle ??= name
      if (attributes.get('type')?.includes('xhtml') || name === 'xhtml:body') xhtml ??= name
      // what is mis-nested is told by its first mistake; after it the stack would only grow
      if (misnested === null) open.push(name)
      depth = Math.max(depth, open.length)
    },
    close: (name): void => {
      if (misnested !== null) return
      if (open.at(-1) === name) open.pop()
      else misnested = name
    },
    finish: (syntax) => ({
      charCount,
      isStrict: syntax === 'strict',
      rootName,
      hasChannel,
      itemCount,
      depth,
      misnested,
      prefixed,
      strangeNamespace,
      markupInTitle,
      xhtml,
    }),
  }
}

const STRUCTURE: ReadonlySet<string> = new Set(['rss', 'rdf', 'feed', 'channel', 'item', 'entry'])
