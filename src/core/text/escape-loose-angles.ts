import { isHtmlElement } from './html-elements.ts'

/**
 * HTML with `&lt;` for each `<` that cannot begin a tag, as people write it in titles and plain text, which feeds escape
 * once: `<SMR> signed`, `<FTA talks> begin`, `if a<b then`. To HTML these are elements, and their words would vanish.
 *
 * In brackets that end, words are text when they begin with no name of an element (HTML's, or one with a prefix such as
 * `o:p`), hold no `=`, do not end in a slash, and no end tag has their name: so the elements of components, SVG and
 * MathML stay tags. Behind the last `>` nothing is a tag; it is left alone where it looks like one that was cut off.
 *
 * What it escapes in comments, scripts and attributes is read by nobody; where HTML's old elements for code show
 * everything as it stands, nothing is escaped. It takes time in proportion to the text.
 */
export function escapeLooseAngles(html: string): string {
  if (!html.includes('<') || /<(?:xmp|plaintext)/i.test(html)) return html
  const end = html.lastIndexOf('>') + 1
  return escapeBrackets(html.slice(0, end)) + escapeRest(html.slice(end))
}

/** From a `<` before a letter up to the next angle bracket. What it repeats never has to be given back. */
const OPENED = /<([a-z][^\t\n\f\r /<>]*)([^<>]*)/gi

function escapeBrackets(html: string): string {
  let closed: ReadonlySet<string> | null = null
  return html.replace(OPENED, (opened: string, name: string, words: string) => {
    if (isTagName(name) || opened.includes('=') || words.endsWith('/')) return opened
    closed ??= listClosed(html)
    return closed.has(name.toLowerCase()) ? opened : `&lt;${opened.slice(1)}`
  })
}

function listClosed(html: string): ReadonlySet<string> {
  const ends = html.matchAll(/<\/([a-z][^\t\n\f\r /<>]*)/gi)
  return new Set(Array.from(ends, ([, name = '']) => name.toLowerCase()))
}

/** Slips of the pen such as `<br\>` are meant as tags too. */
function isTagName(name: string): boolean {
  if (isHtmlElement(name.toLowerCase())) return true
  if (/^[\w.-]+:[a-z]/i.test(name)) return true
  const [, plain = name] = /^([a-z][a-z0-9]*)[^\p{L}\p{N}]*$/iu.exec(name) ?? []
  return isHtmlElement(plain.toLowerCase())
}

/** The first `<` of what no `>` follows decides for all. */
function escapeRest(rest: string): string {
  const [, name, words = ''] = /<\/?([a-z][^\t\n\f\r /<>]*)([^<]*)/i.exec(rest) ?? []
  if (name === undefined) return rest
  return isTagName(name) && !isSentence(words) ? rest : rest.replaceAll('<', '&lt;')
}

/** Whether what stands behind the name of an element is no beginning of its attributes, but "then …". */
function isSentence(words: string): boolean {
  if (words.includes('=')) return false
  const [found, first = ''] =
    /([\p{L}\p{N}-]+)(?:\s+\S)?/u.exec(words.slice(0, MAX_LOOKED_AT)) ?? []
  if (found === undefined || FIRST_ATTRIBUTES.has(first.toLowerCase())) return false
  return found !== first || /[^ -~]/.test(first)
}

/** A word and a space end sooner. */
const MAX_LOOKED_AT = 200

const FIRST_ATTRIBUTES: ReadonlySet<string> = new Set(
  'align alt border class data dir height href id lang name rel src style target title type width'.split(
    ' ',
  ),
)
