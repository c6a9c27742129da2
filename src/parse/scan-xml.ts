import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { decodeReferences } from './decode-references.ts'

/**
 * XML text as a series of events, whatever state it is in: nothing is checked, and nothing is remembered but the tag
 * in hand. It listens to htmlparser2's tokenizer and not to its parser, whose stack of open elements costs the square
 * of their number where a document never closes any.
 */
export type XmlEvents = {
  /** Qualified name and attributes in lower case, values decoded; of two attributes of one name the first counts. */
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void
  /** Decoded; CDATA is text. Left out by who needs none, as to decode it takes longer than all the rest. */
  readonly text?: (text: string) => void
  /** An end tag as it stands there, or the end of `<name/>`. */
  readonly close: (name: string) => void
}

/** Calls `events` for each tag and text of `xml`, which has gone through cleanXml; a tag that the document ends in is left out. */
export function scanXml(xml: string, events: XmlEvents): void {
  let name = ''
  let attributes = new Map<string, string>()
  let attributeName = ''
  let value = ''

  const ignore = (): void => {}
  const callbacks: TokenizerCallbacks = {
    ontext: (start, end) => events.text?.(decodeReferences(xml.slice(start, end))),
    oncdata: (start, end, endMarkChars) => events.text?.(xml.slice(start, end - endMarkChars)),
    onopentagname: (start, end) => {
      name = xml.slice(start, end).toLowerCase()
      attributes = new Map()
    },
    onattribname: (start, end) => {
      attributeName = xml.slice(start, end).toLowerCase()
      value = ''
    },
    onattribdata: (start, end) => {
      value += xml.slice(start, end)
    },
    onattribend: () => {
      if (!attributes.has(attributeName)) attributes.set(attributeName, decodeReferences(value))
    },
    onopentagend: () => events.open(name, attributes),
    onselfclosingtag: () => {
      events.open(name, attributes)
      events.close(name)
    },
    onclosetag: (start, end) => events.close(xml.slice(start, end).toLowerCase()),
    ontextentity: ignore,
    onattribentity: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
  // references are decoded here: where the tokenizer does it, it looks at every letter of a text and takes ten times as long
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, callbacks)
  tokenizer.write(xml)
  tokenizer.end()
}
