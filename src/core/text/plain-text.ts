import { decodeHtml } from './decode-html.ts'
import { isHtmlElement } from './html-elements.ts'
import { htmlToText } from './html-to-text.ts'
import { addLines, createTextCollector } from './text-collector.ts'

/**
 * Text of a value that may be HTML or plain text, which feeds do not tell apart: where no element of HTML
 * occurs, its line ends are the author's and are kept; entities are decoded either way.
 */
export function plainTextOf(value: string): string {
  if (!value.includes('<')) return textOfLines(value) // as most titles, names and categories are
  return looksLikeHtml(value) ? htmlToText(value) : htmlToText(`<pre>${value}`)
}

/** What htmlToText makes of `<pre>` and text without tags. */
function textOfLines(value: string): string {
  const text = createTextCollector()
  addLines(text, decodeHtml(value))
  return text.finish()
}

/** Whether a tag of an HTML element or a comment occurs. An entity alone does not make a text HTML. */
export function looksLikeHtml(value: string): boolean {
  if (!value.includes('<')) return false
  if (value.includes('<!--')) return true
  TAG.lastIndex = 0
  for (let tag = TAG.exec(value); tag !== null; tag = TAG.exec(value)) {
    if (isHtmlElement(tag[1]?.toLowerCase() ?? '')) return true
  }
  return false
}

/** Looked for from its lastIndex: matchAll would make an expression anew for each value. */
const TAG = /<\/?([a-z][a-z0-9]*)(?=[\s/>])/gi
