import { parseHTML } from 'linkedom'
import { MAX_BODIES_BYTES, type RenderedAlert } from '../../src/core/alert/render-alert.ts'
import { wireBytesOf } from '../../src/core/alert/wire-bytes.ts'

/**
 * What mail programs refuse, block or lose, and what readers need: the rules for the bodies of our e-mails. Returns a line
 * for each that is broken.
 */
export function checkMailHtml({ html, text }: RenderedAlert): readonly string[] {
  const { document } = parseHTML(html)
  const elements: readonly PageElement[] = [...document.querySelectorAll('*')]
  return [
    ...checkSizes(html, text),
    ...elements.flatMap(checkElement),
    ...checkCss([
      ...elements.map((element) => element.getAttribute('style') ?? ''),
      ...elements
        .filter(({ tagName }) => tagName === 'STYLE')
        .map(({ textContent }) => textContent ?? ''),
      ...commentsIn(html),
    ]),
    ...checkPage(html, document.documentElement),
    ...checkText(text, linksIn(elements)),
  ]
}

/** What is asked of an element of linkedom. */
type PageElement = {
  readonly tagName: string
  readonly textContent: string | null
  readonly attributes: Iterable<{ readonly name: string }>
  getAttribute(name: string): string | null
  querySelector(selector: string): unknown
}

/** They run something, fetch something, ask for something, or show what is not in the message. */
const FORBIDDEN =
  'script link img picture video audio source track svg math canvas iframe frame frameset object embed applet form input button textarea select base marquee template'.split(
    ' ',
  )
const FORBIDDEN_ATTRIBUTES =
  /^(?:on.*|src|srcset|background|poster|action|formaction|data|xlink:href|ping|lowsrc|dynsrc|http-equiv)$/i

/** Mail programs drop style sheets; what carries words must look right without one. */
const STYLED = new Set(['P', 'H1', 'H2', 'TH', 'A', 'B', 'DEL', 'INS'])

function checkElement(element: PageElement): readonly string[] {
  const name = element.tagName.toLowerCase()
  const attributes = [...element.attributes].map((attribute) => attribute.name)
  const direction = element.getAttribute('dir')
  const language = element.getAttribute('lang')
  return [
    ...(FORBIDDEN.includes(name) ? [`there is a <${name}>`] : []),
    ...attributes
      .filter((attribute) => FORBIDDEN_ATTRIBUTES.test(attribute))
      .map((attribute) => `<${name}> has ${attribute}`),
    ...(STYLED.has(element.tagName) && !isStyled(element) ? [`<${name}> has no style inline`] : []),
    ...(name === 'table' && !isSoundTable(element) ? ['a table is neither layout nor data'] : []),
    ...(direction !== null && !/^(?:ltr|rtl)$/.test(direction) ? [`dir="${direction}"`] : []),
    ...(language !== null && !isLanguage(language) ? [`lang="${language}"`] : []),
    ...(name === 'a' ? checkLink(element) : []),
  ]
}

function isStyled(element: PageElement): boolean {
  return (element.getAttribute('style') ?? '') !== '' || (element.textContent ?? '') === ''
}

/** Screen readers pass over tables for layout, and read the headings of others. */
function isSoundTable(table: PageElement): boolean {
  return table.getAttribute('role') === 'presentation' || table.querySelector('th[scope]') !== null
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

function checkLink(link: PageElement): readonly string[] {
  const href = link.getAttribute('href') ?? ''
  const isAllowed = /^(?:https?:\/\/|mailto:)[^\s"<>]+$/i.test(href)
  return [
    ...(isAllowed ? [] : [`a link goes to ${href.slice(0, 80)}`]),
    ...((link.textContent ?? '').trim() === '' ? ['a link has no words'] : []),
  ]
}

function linksIn(elements: readonly PageElement[]): readonly string[] {
  return elements.filter(({ tagName }) => tagName === 'A').map((a) => a.getAttribute('href') ?? '')
}

function commentsIn(html: string): readonly string[] {
  return html.match(/<!--[\s\S]*?-->/g) ?? []
}

function checkCss(sheets: readonly string[]): readonly string[] {
  const fetching =
    /url\s*\(|@import|@font-face|expression\s*\(|behavior\s*:|-moz-binding|image-set|javascript:/i
  return sheets.flatMap((sheet) => {
    const found = fetching.exec(sheet)
    return found === null ? [] : [`a style has ${found[0]}`]
  })
}

function checkPage(html: string, root: PageElement): readonly string[] {
  const comments = commentsIn(html).filter(
    (comment) => !/^<!--\[if mso\]>|^<!--unsubscribe-->$/.test(comment),
  )
  return [
    ...(html.startsWith('<!DOCTYPE html>') ? [] : ['there is no doctype']),
    ...(root.getAttribute('lang') === 'en' ? [] : ['the page has no language']),
    ...(root.getAttribute('dir') === 'ltr' ? [] : ['the page has no direction']),
    ...comments.map((comment) => `there is a comment: ${comment.slice(0, 80)}`),
    ...checkSigns('HTML', html),
  ]
}

function checkText(text: string, links: readonly string[]): readonly string[] {
  const missing = links.filter((link) => !text.includes(link.replace(/^mailto:([^?]*).*$/, '$1')))
  return [
    ...(text.trim() === '' ? ['the text is empty'] : []),
    ...missing.map((link) => `the text lacks ${link.slice(0, 80)}`),
    ...checkSigns('text', text),
  ]
}

/** Half characters, controls, and overrides of direction, which would turn around what follows. */
function checkSigns(part: string, words: string): readonly string[] {
  return [
    ...(words.isWellFormed() ? [] : [`the ${part} holds half a character`]),
    ...(/[\u202A-\u202E\u2066\u2067]/.test(words) ? [`the ${part} overrides direction`] : []),
    ...(/(?!\n)\p{Cc}/u.test(words) ? [`the ${part} holds a control character`] : []),
  ]
}

function checkSizes(html: string, text: string): readonly string[] {
  const size = wireBytesOf({ html, text })
  return size > MAX_BODIES_BYTES ? [`the bodies have ${size} bytes`] : []
}
