import { isHtmlElement } from './html-elements.ts'
import { htmlToText } from './html-to-text.ts'

/**
 * Text of a value that may be HTML or plain text, which feeds do not tell apart: where no element of HTML
 * occurs, its line ends are the author's and are kept; entities are decoded either way.
 */
export function plainTextOf(value: string): string {
  return looksLikeHtml(value) ? htmlToText(value) : htmlToText(`<pre>${value}`)
}

/** Whether a tag of an HTML element or a comment occurs. An entity alone does not make a text HTML. */
export function looksLikeHtml(value: string): boolean {
  if (value.includes('<!--')) return true
  for (const [, name] of value.matchAll(/<\/?([a-z][a-z0-9]*)(?=[\s/>])/gi)) {
    if (name !== undefined && isHtmlElement(name.toLowerCase())) return true
  }
  return false
}
