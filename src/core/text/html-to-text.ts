import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { decodeHtml } from './decode-html.ts'
import { escapeLooseAngles } from './escape-loose-angles.ts'
import { BLOCK_ELEMENTS, isHtmlElement, UNREAD_ELEMENTS } from './html-elements.ts'
import { LONGEST_BEFORE, raise } from './raised-text.ts'
import { addLines, createTextCollector } from './text-collector.ts'

/**
 * HTML to the text that rules are held against: tags never count, block elements and table cells end a
 * paragraph (a blank line), `<br>` ends a line, inline elements join, entities are decoded, and what nobody
 * reads (scripts, styles, templates) vanishes, as do the readings above characters. White space folds, except for line ends inside `<pre>`.
 *
 * It listens to htmlparser2's tokenizer and not to its parser: the parser's stack of open elements costs
 * quadratic time on documents that nest a hundred thousand deep, and text needs no tree.
 */
export function htmlToText(html: string): string {
  const input = withoutFrames(escapeLooseAngles(withoutCdataMarks(html)))
  const mayRaise = /<sup/i.test(input)
  const text = createTextCollector()
  let unread = { name: '', depth: 0 }
  let preDepth = 0
  let unfinishedFrom = 0
  /** What stands in a <sup> that is open; null outside of one. */
  let raised: string | null = null
  /** The end of what was written in this paragraph, for what is raised behind it. */
  let before = ''
  /** Whether a reading of characters is open, whose end tag may be missing. */
  let isReading = false
  /** Whether entities are text as they stand. */
  let isLiteral = false

  // the tokenizer gives each `<` that is no tag, and each entity, by itself; in one text there may be hundreds of thousands
  let pending = ''
  const flushText = (): void => {
    const words = pending
    pending = ''
    if (words !== '') addText(words)
  }
  const addText = (words: string): void => {
    if (unread.depth > 0 || isReading) return
    if (raised !== null) raised += words
    else addWords(words)
  }
  const addWords = (words: string): void => {
    if (mayRaise) before = (before + words).slice(-LONGEST_BEFORE)
    if (preDepth === 0) text.addText(words)
    else addLines(text, words)
  }
  const endRaised = (): void => {
    if (raised === null) return
    const words = raised
    raised = null
    addWords(raise(words, before))
  }
  const endLine = (): void => {
    endRaised()
    isReading = false
    before = ''
  }
  const openElement = (name: string): void => {
    flushText()
    isLiteral = LITERAL_ELEMENTS.has(name)
    if (READINGS.has(name)) isReading = unread.depth === 0
    else if (name === 'rb' || name === 'ruby') isReading = false
    if (name === 'sup' && unread.depth === 0) {
      endRaised()
      raised = ''
    } else if (BLOCK_ELEMENTS.has(name) || name === 'br') {
      endLine()
    }
    if (unread.depth > 0) {
      if (name === unread.name) unread = { name, depth: unread.depth + 1 }
    } else if (UNREAD_ELEMENTS.has(name)) {
      unread = { name, depth: 1 }
    } else if (name === 'br') {
      text.breakLine()
    } else if (BLOCK_ELEMENTS.has(name)) {
      text.breakParagraph()
      if (name === 'pre') preDepth += 1
    }
  }
  const closeElement = (name: string): void => {
    flushText()
    isLiteral = false
    if (name === 'sup') endRaised()
    else if (BLOCK_ELEMENTS.has(name)) endLine()
    else if (name === 'ruby' || READINGS.has(name)) isReading = false
    if (unread.depth > 0) {
      if (name === unread.name) unread = { name, depth: unread.depth - 1 }
    } else if (name === 'br') {
      text.breakLine()
    } else if (BLOCK_ELEMENTS.has(name)) {
      text.breakParagraph()
      if (name === 'pre' && preDepth > 0) preDepth -= 1
    }
  }

  const finishTag = (end: number): void => {
    unfinishedFrom = end + 1
  }
  const ignore = (): void => {}

  const callbacks: TokenizerCallbacks = {
    ontext: (start, end) => {
      unfinishedFrom = end
      const words = input.slice(start, end)
      pending += isLiteral ? words : decodeHtml(words)
    },
    onopentagname: (start, end) => openElement(input.slice(start, end).toLowerCase()),
    onopentagend: finishTag,
    onselfclosingtag: finishTag,
    onclosetag: (start, end) => {
      closeElement(input.slice(start, end).toLowerCase())
      finishTag(end)
    },
    oncomment: (_start, end) => finishTag(end),
    ondeclaration: (_start, end) => finishTag(end),
    onattribdata: ignore,
    onattribentity: ignore,
    onattribend: ignore,
    onattribname: ignore,
    ontextentity: ignore,
    oncdata: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
  // entities are decoded here: where the tokenizer does it, it looks at every letter of a text
  const tokenizer = new Tokenizer({ decodeEntities: false }, callbacks)
  tokenizer.write(input)
  tokenizer.end()

  const rest = input.slice(unfinishedFrom)
  if (isLooseLessThan(rest)) pending += rest
  flushText()
  endRaised()
  const said = text.finish()
  return said === '' && BARE_TAG.test(rest) ? rest.trim() : said
}

/** Nothing but "<a" or "<!DOCTYPE ~": whoever writes that writes of HTML. */
const BARE_TAG = /^<[!/]?[a-z]{1,10}(?:\s[^\s<>="']{0,20})?\s*$/i

/** HTML's old ways to show code; nothing but its end tag ends the first, and nothing the second. */
const LITERAL_ELEMENTS: ReadonlySet<string> = new Set(['xmp', 'plaintext'])

/** How characters are read, written small above them: no part of the sentence. */
const READINGS: ReadonlySet<string> = new Set(['rt', 'rp', 'rtc'])

/** Some systems wrap a description into CDATA twice; HTML would read the inner mark as a comment and lose the text. */
function withoutCdataMarks(html: string): string {
  return html.includes('<![CDATA[') ? html.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : html
}

/**
 * HTML without frames, whose words are for readers that show none, as we do; and without scripts and the like that a slash closes and
 * nothing else does. Programs for XML write them so, and to HTML all that follows would be inside.
 */
function withoutFrames(html: string): string {
  if (!/<(?:iframe|script|style|template|no(?:script|frames|embed))/i.test(html)) return html
  const ended = new Set(
    Array.from(html.matchAll(END_OF_UNREAD), ([, name = '']) => name.toLowerCase()),
  )
  return html
    .replace(/<\/?iframe(?=[\s/>])[^<>]{0,2000}>/gi, '')
    .replace(CLOSED_BY_SLASH, (tag: string, name: string) =>
      ended.has(name.toLowerCase()) ? tag : '',
    )
}

const END_OF_UNREAD = /<\/(script|style|template|noscript|noframes|noembed)/gi
const CLOSED_BY_SLASH =
  /<(script|style|template|noscript|noframes|noembed)(?=[\s/])[^<>]{0,2000}\/>/gi

/**
 * Whether what the tokenizer took for an unfinished tag is text: "if x<y then …" goes on to the end without
 * a `>`. An unfinished tag of HTML is a teaser cut inside its markup, and no text.
 */
function isLooseLessThan(rest: string): boolean {
  const name = /^<\/?([A-Za-z][^\s/>]*)/.exec(rest)?.[1]
  return name !== undefined && !isHtmlElement(name.toLowerCase())
}
