import { localName } from './local-name.ts'
import type { XmlTraits } from './survey-xml.ts'

/** Who reads a document, and why: for `inspect`, and for whoever wonders about a value. */
export type ReaderChoice = {
  readonly reader: 'strict' | 'rss-parser' | 'htmlparser2' | 'json'
  readonly reason: string
}

/** Deeper than any item of a feed has been seen to nest. */
const MOST_ORDINARY_DEPTH = 100

/** Feeds of ministries are a hundred times shorter; rss-parser takes a second and more for what is longer. */
export const MOST_ORDINARY_CHARS = 8_000_000

/**
 * The one place where the reader of a document is chosen, by what the document shows. rss-parser reads the ordinary
 * ones, and where one is written by the book the strict reader, to whom it is the same. What rss-parser does not know, or is known
 * to damage, is read by the tolerant reader on htmlparser2.
 */
export function chooseReader(
  document:
    | { readonly kind: 'json' }
    | { readonly kind: 'xml'; readonly extent: 'whole' | 'cut'; readonly traits: XmlTraits },
): ReaderChoice {
  if (document.kind === 'json') return { reader: 'json', reason: 'it is JSON' }
  const oddity = findOddity(document.extent, document.traits)
  if (oddity !== null) return { reader: 'htmlparser2', reason: oddity }
  return document.traits.isStrict
    ? { reader: 'strict', reason: 'an ordinary document, and well-formed' }
    : { reader: 'rss-parser', reason: 'an ordinary document' }
}

function findOddity(extent: 'whole' | 'cut', traits: XmlTraits): string | null {
  const { rootName, misnested, prefixed, strangeNamespace, markupInTitle, xhtml } = traits
  if (extent === 'cut') return 'it ends in the middle'
  if (misnested !== null) return `its elements are mis-nested at </${misnested}>`
  if (localName(rootName) === 'channel') return `its root is <${rootName}>, as in CDF and RSS 1.1`
  if (prefixed !== null) return `its elements have prefixes: <${prefixed}>`
  if (rootName !== 'feed' && !traits.hasChannel) return 'it has no channel'
  if (strangeNamespace !== null) return `its namespace is unknown: ${strangeNamespace}`
  if (markupInTitle !== null) return `there is markup in a title: <${markupInTitle}>`
  if (xhtml !== null) return `there is XHTML in it: <${xhtml}>`
  if (traits.depth > MOST_ORDINARY_DEPTH) return `its elements nest ${traits.depth} deep`
  if (traits.charCount > MOST_ORDINARY_CHARS) return 'it is very long'
  return null
}
