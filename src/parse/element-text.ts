import { looksLikeHtml } from '../core/text/plain-text.ts'
import { localName } from './local-name.ts'
import { repairDoubleUtf8Within } from './repair-double-utf8.ts'
import type { XmlElement, XmlNode } from './xml-element.ts'

/**
 * The value of an element as HTML or as text that reads the same as HTML; '' when there is none. Markup that
 * stands inside unescaped (Atom's xhtml, careless RSS) is written out again, without attributes, which no text
 * needs.
 */
export function elementText(element: XmlElement, isAtom: boolean): string {
  const isRich = element.children.some((child) => typeof child !== 'string')
  if (isRich) return writeMarkup(element.children).trim()

  const value = repairDoubleUtf8Within(element.children.join('').trim())
  const type = element.attributes.get('type')?.trim().toLowerCase() ?? 'text'
  const mode = element.attributes.get('mode')?.trim().toLowerCase()
  if (/^(image|audio|video)\//.test(type)) return ''
  const mayBeBase64 = mode === 'base64' || (isAtom && isBinaryType(type))
  if (mayBeBase64 && isBase64(value)) return readBase64(value)
  const isPlain = isAtom && mode !== 'escaped' && (type === 'text' || type === 'text/plain')
  // half of those who leave out the type send HTML all the same
  return isPlain && !looksLikeHtml(value) ? escapeMarkup(value) : value
}

/** RFC 4287, 4.1.3.3: what is neither text nor XML comes as base64. */
const isBinaryType = (type: string): boolean =>
  type.includes('/') && !type.startsWith('text/') && !/xml|html/.test(type)

/** Words alone are none, though their letters are its letters: it comes in groups of four. */
function isBase64(value: string): boolean {
  const bare = value.replace(/\s+/g, '')
  return bare.length % 4 === 0 && /^[\w+/-]+={0,2}$/.test(bare)
}

/** No archive and no document of a word processor is shorter; words without punctuation are. */
const LEAST_BINARY_CHARS = 200

/** What is no text says nothing to be searched. */
function readBase64(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64'))
  } catch {
    return value.length < LEAST_BINARY_CHARS ? value : ''
  }
}

/** The text alone, for elements that hold no markup by nature: dates, ids, links. */
export function elementValue(element: XmlElement): string {
  const [only = '', ...others] = element.children
  if (others.length === 0 && typeof only === 'string') return only.trim()
  return element.children
    .map((child) => (typeof child === 'string' ? child : elementValue(child)))
    .join('')
    .trim()
}

const VOID_ELEMENTS: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'wbr'])

function writeMarkup(nodes: readonly XmlNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escapeMarkup(repairDoubleUtf8Within(node))
      const name = localName(node.name)
      const inside = writeMarkup(node.children)
      // an unclosed <br> comes with all that follows it inside
      return VOID_ELEMENTS.has(name) ? `<${name}>${inside}` : `<${name}>${inside}</${name}>`
    })
    .join('')
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
