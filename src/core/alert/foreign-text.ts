import { foldSpace } from '../text/fold-space.ts'

/**
 * Words and links of others, made fit to stand in our e-mail: on one line, of a sane length, unable to turn the writing
 * direction of what follows, and linking nowhere but to web pages.
 */

/** Embeddings and overrides that leak into the text behind them; marks (LRM, RLM) are harmless and stay. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g

/** Letters of scripts written from right to left: Hebrew, Arabic and their neighbours. */
const RTL_LETTER = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/

const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/** Longer ones are no links that a person follows, and some mail programs cut them. */
const MAX_LINK_LENGTH = 2_000

/** On one line, without control characters, half characters and direction overrides; spaces at the ends stay. */
export function cleanText(text: string): string {
  const plain = text.toWellFormed().replace(BIDI_CONTROLS, '')
  const before = /^\s/u.test(plain) ? ' ' : ''
  const after = /\s$/u.test(plain) ? ' ' : ''
  const folded = foldSpace(plain)
  return folded === '' ? before : `${before}${folded}${after}`
}

/** One line of at most `maxLength` characters, an ellipsis in place of what is cut. */
export function clipLine(text: string, maxLength: number): string {
  const characters = [...cleanText(text).trim()]
  return characters.length <= maxLength
    ? characters.join('')
    : `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`
}

/** Keeps text from right to left apart from the line around it, for places without markup (subject, plain text). */
export function isolate(text: string): string {
  return RTL_LETTER.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text
}

/** On one line between quotation marks, which keep their places whatever the direction of the text. */
export function quote(text: string, maxLength: number): string {
  return `“${isolate(clipLine(text, maxLength))}”`
}

/** The direction of a text: that of its first letter. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const [letter] = /\p{L}/u.exec(text) ?? ['']
  return RTL_LETTER.test(letter) ? 'rtl' : 'ltr'
}

/** The address when it is http(s) and no longer than an e-mail shows, as a URL is spelled on the wire; else null. */
export function findWebLink(url: string | null): string | null {
  const href = hrefOf(url)
  return href !== null && href.length <= MAX_LINK_LENGTH ? href : null
}

/** The address when it is http(s) and longer than an e-mail shows; else null. */
export function findLongLink(url: string | null): string | null {
  const href = hrefOf(url)
  return href !== null && href.length > MAX_LINK_LENGTH ? href : null
}

function hrefOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}

/** The host of a web link, without `www.`. */
export function hostOf(link: string): string {
  return new URL(link).hostname.replace(/^www\./, '')
}
