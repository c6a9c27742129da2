import { decodeHtml } from './decode-html.ts'
import { BLOCK_ELEMENTS, UNREAD_ELEMENTS } from './html-elements.ts'
import { LONGEST_BEFORE, raise } from './raised-text.ts'
import { addLines, createTextCollector } from './text-collector.ts'

/** Makes text of HTML whose tags come one after the other, whether or not they are closed in order: it keeps no tree. */
export type HtmlCollector = {
  /** What stands between two tags, its entities undecoded. */
  readonly addText: (html: string) => void
  /** Text that is to be taken as it stands. */
  readonly addWords: (words: string) => void
  /** Names in lower case. */
  readonly open: (name: string) => void
  readonly close: (name: string) => void
  readonly finish: () => string
}

/** `mayRaise` says whether there may be a `<sup>`, for which more has to be remembered. */
export function createHtmlCollector({ mayRaise }: { readonly mayRaise: boolean }): HtmlCollector {
  const text = createTextCollector()
  let unread = { name: '', depth: 0 }
  let preDepth = 0
  /** What stands in a <sup> that is open; null outside of one. */
  let raised: string | null = null
  /** The end of what was written in this paragraph, for what is raised behind it. */
  let before = ''
  /** Whether a reading of characters is open, whose end tag may be missing. */
  let isReading = false
  /** Whether entities are text as they stand. */
  let isLiteral = false

  // a `<` that is no tag comes by itself; in one text there may be hundreds of thousands
  let pending = ''
  const flushText = (): void => {
    const words = pending
    pending = ''
    if (words !== '') take(words)
  }
  const take = (words: string): void => {
    if (unread.depth > 0 || isReading) return
    if (raised !== null) raised += words
    else write(words)
  }
  const write = (words: string): void => {
    if (mayRaise) before = (before + words).slice(-LONGEST_BEFORE)
    if (preDepth === 0) text.addText(words)
    else addLines(text, words)
  }
  const endRaised = (): void => {
    if (raised === null) return
    const words = raised
    raised = null
    write(raise(words, before))
  }
  const endLine = (): void => {
    endRaised()
    isReading = false
    before = ''
  }
  const open = (name: string): void => {
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
  const close = (name: string): void => {
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

  return {
    addText: (html): void => {
      pending += isLiteral ? html : decodeHtml(html)
    },
    addWords: (words): void => {
      pending += words
    },
    open,
    close,
    finish: (): string => {
      flushText()
      endRaised()
      return text.finish()
    },
  }
}

/** HTML's old ways to show code; nothing but its end tag ends the first, and nothing the second. */
const LITERAL_ELEMENTS: ReadonlySet<string> = new Set(['xmp', 'plaintext'])

/** How characters are read, written small above them: no part of the sentence. */
const READINGS: ReadonlySet<string> = new Set(['rt', 'rp', 'rtc'])
