/**
 * Puts text together piece by piece and keeps white space in order while doing so: runs of it fold to one
 * space, a break swallows the spaces around it, and of several breaks in a row the strongest counts. Nothing
 * is put before the first or after the last word.
 */
export type TextCollector = {
  readonly addText: (text: string) => void
  /** Two in a row leave a blank line, as `<br><br>` does on a screen. */
  readonly breakLine: () => void
  readonly breakParagraph: () => void
  readonly finish: () => string
}

type Gap = '' | ' ' | '\n' | '\n\n'

const SPACES = /[\s\p{Cc}]+/gu

export function createTextCollector(): TextCollector {
  const parts: string[] = []
  let gap: Gap = ''

  return {
    addText(text): void {
      const folded = text.replace(SPACES, ' ')
      if (gap === '' && folded.startsWith(' ')) gap = ' '
      const words = folded.trim()
      if (words === '') return
      if (parts.length > 0) parts.push(gap)
      parts.push(words)
      gap = folded.endsWith(' ') ? ' ' : ''
    },
    breakLine(): void {
      gap = gap === '\n' || gap === '\n\n' ? '\n\n' : '\n'
    },
    breakParagraph(): void {
      gap = '\n\n'
    },
    finish: () => parts.join('').toWellFormed(),
  }
}
