import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

/**
 * XML text as a series of events, whatever state it is in: nothing is checked, and nothing is remembered but the tag
 * in hand. It listens to htmlparser2's tokenizer and not to its parser, whose stack of open elements costs the square
 * of their number where a document never closes any.
 */
export type XmlEvents = {
  /** Qualified name and attributes in lower case, values decoded; of two attributes of one name the first counts. */
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void
  /** Decoded; CDATA is text. */
  readonly text: (text: string) => void
  /** An end tag as it stands there, or the end of `<name/>`. */
  readonly close: (name: string) => void
}

/** Calls `events` for each tag and text of `xml`; a tag that the document ends in is left out. */
export function scanXml(xml: string, events: XmlEvents): void {
  let name = ''
  let attributes = new Map<string, string>()
  let attributeName = ''
  let value = ''

  const ignore = (): void => {}
  const callbacks: TokenizerCallbacks = {
    ontext: (start, end) => events.text(xml.slice(start, end)),
    ontextentity: (codePoint) => events.text(String.fromCodePoint(codePoint)),
    oncdata: (start, end, endMarkChars) => events.text(xml.slice(start, end - endMarkChars)),
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
    onattribentity: (codePoint) => {
      value += String.fromCodePoint(codePoint)
    },
    onattribend: () => {
      if (!attributes.has(attributeName)) attributes.set(attributeName, value)
    },
    onopentagend: () => events.open(name, attributes),
    onselfclosingtag: () => {
      events.open(name, attributes)
      events.close(name)
    },
    onclosetag: (start, end) => events.close(xml.slice(start, end).toLowerCase()),
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
  const tokenizer = new Tokenizer({ xmlMode: true }, callbacks)
  tokenizer.write(xml)
  tokenizer.end()
}
