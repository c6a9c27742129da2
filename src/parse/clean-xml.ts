import { Parser } from 'htmlparser2'
import { FORBIDDEN_IN_XML } from '../core/text/forbidden-in-xml.ts'
import { shortenTags } from './shorten-tags.ts'

/**
 * Repairs what stands in real feeds and no XML reader forgives: bare ampersands, HTML's entities, control
 * characters and references to them, a `<` that begins no tag (`x<y` runs into the next one), CDATA that is never closed. Comments go too.
 *
 * Whoever calls it has cut off the prologue and put in what little is believed of it, so that other entities declared by
 * the document itself are unknown here and stay literal text: there is nothing that could expand.
 */
export function cleanXml(xml: string): string {
  const named = new Map<string, string>()
  const characters = xml.replace(FORBIDDEN_IN_XML, '').toWellFormed()
  const closed = openUnclosed(openUnclosed(characters, '<![CDATA[', ']]>'), '<!--', '-->')
  return shortenTags(closed).replace(REPAIRABLE, (match: string, inside, decimal, hex, name) => {
    if (match === '<') return endsInAttribute(inside) ? match : '&lt;'
    if (match.startsWith('<!--')) return ''
    if (match.startsWith('<![CDATA[')) return match
    if (decimal !== undefined) return numericReference(Number(decimal))
    if (hex !== undefined) return numericReference(Number.parseInt(hex, 16))
    if (name === undefined) return '&amp;'
    const known = named.get(name) ?? namedReference(name)
    named.set(name, known)
    return known
  })
}

/** The names that XML knows are none: where a document escapes its markup there are hundreds of thousands of them. */
const REPAIRABLE =
  /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<(?![\p{L}_:/!?])|<(?=[\p{L}_:]([^<>]*)<)|&(?!(?:amp|lt|gt|quot|apos);)(?:#(\d{1,8});|#[xX]([0-9a-fA-F]{1,7});|([a-zA-Z][a-zA-Z0-9]{0,40});)?/gu

/** Whether what follows a `<` up to the next one is a tag after all, whose attribute holds a `<` where none may be. */
const endsInAttribute = (inside: string | undefined): boolean =>
  inside !== undefined && /=\s*["']/.test(inside)

/** A section that nothing closes would swallow the rest of the document: its mark goes, its content stays. */
function openUnclosed(xml: string, open: string, close: string): string {
  if (!xml.includes(open)) return xml
  const end = xml.lastIndexOf(close) + 1
  return xml.indexOf(open, end) === -1
    ? xml
    : xml.slice(0, end) + xml.slice(end).replaceAll(open, '')
}

/** A reference to a character that XML allows, or ''. */
function numericReference(codePoint: number): string {
  // HTML reads 128 to 159 as windows-1252, and so do the authors who type &#146;
  if (codePoint >= 0x80 && codePoint < 0xa0) {
    return new TextDecoder('windows-1252').decode(Uint8Array.of(codePoint))
  }
  const isAllowed =
    codePoint === 9 ||
    codePoint === 10 ||
    codePoint === 13 ||
    (codePoint >= 0x20 && codePoint < 0xd800) ||
    (codePoint >= 0xe000 && codePoint < 0xfffe) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  return isAllowed ? `&#${codePoint};` : ''
}

/** A named reference of HTML as one that XML knows; any other name is text that begins with `&`. */
function namedReference(name: string): string {
  const decoded = decodeHtml(`&${name};`)
  if (decoded === `&${name};`) return `&amp;${name};`
  return [...decoded].map((character) => `&#${character.codePointAt(0)};`).join('')
}

function decodeHtml(reference: string): string {
  let decoded = ''
  const parser = new Parser({
    ontext: (text): void => {
      decoded += text
    },
  })
  parser.write(reference)
  parser.end()
  return decoded
}
