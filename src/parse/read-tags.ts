import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

/** What stands in a document, one after the other. Names of elements and attributes are in lower case. */
export type MarkupEvent =
  | {
      readonly kind: 'open'
      readonly name: string
      /** With entities decoded; of an attribute that stands twice the first counts, as in browsers. */
      readonly attributes: ReadonlyMap<string, string>
      /** `<name/>`: nothing closes it. */
      readonly isClosed: boolean
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

/** Longer than any address or title; the rest of a value is not read. */
const MAX_VALUE_CHARS = 8_192
/** More than any element that means something to us has. */
const MAX_ATTRIBUTES = 64

/**
 * Reads the tags of a document of any quality and tells them one by one; `onEvent` returns `stop` when it has seen
 * enough. It listens to the tokenizer and keeps no tree, so that what nests a hundred thousand deep costs no more than
 * what does not. Content of scripts and styles is no markup in `html`.
 */
export function readTags(
  text: string,
  syntax: 'html' | 'xml',
  onEvent: (event: MarkupEvent) => 'stop' | undefined,
): void {
  let name = ''
  let attributes = new Map<string, string>()
  let attribute = ''
  let value = ''

  const tell = (event: MarkupEvent): void => {
    if (tokenizer.running && onEvent(event) === 'stop') tokenizer.pause()
  }
  const open = (isClosed: boolean): void =>
    tell({ kind: 'open', name, attributes, isClosed: isClosed })
  const ignore = (): void => {}

  const callbacks: TokenizerCallbacks = {
    onopentagname: (start, end) => {
      name = text.slice(start, end).toLowerCase()
      attributes = new Map()
    },
    onattribname: (start, end) => {
      attribute = text.slice(start, end).toLowerCase()
      value = ''
    },
    onattribdata: (start, end) => {
      value += text.slice(start, Math.min(end, start + MAX_VALUE_CHARS - value.length))
    },
    onattribentity: (codePoint) => {
      if (value.length < MAX_VALUE_CHARS) value += String.fromCodePoint(codePoint)
    },
    onattribend: () => {
      if (attributes.size < MAX_ATTRIBUTES && !attributes.has(attribute))
        attributes.set(attribute, value)
    },
    onopentagend: () => open(false),
    onselfclosingtag: () => open(true),
    onclosetag: (start, end) => tell({ kind: 'close', name: text.slice(start, end).toLowerCase() }),
    ontext: (start, end) => tell({ kind: 'text', text: text.slice(start, end) }),
    ontextentity: (codePoint) => tell({ kind: 'text', text: String.fromCodePoint(codePoint) }),
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
  const tokenizer = new Tokenizer(
    { xmlMode: syntax === 'xml', recognizeSelfClosing: syntax === 'xml' },
    callbacks,
  )
  tokenizer.write(text)
  tokenizer.end()
}
