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
/** White space that is more than one plain space: most texts have none, and to find that out takes a third of the time. */
const UNFOLDED = / {2}|[^\S ]|\p{Cc}/u

export function createTextCollector(): TextCollector {
  let collected = ''
  let gap: Gap = ''

  return {
    addText(text): void {
      const folded = UNFOLDED.test(text) ? text.replace(SPACES, ' ') : text
      if (gap === '' && folded.startsWith(' ')) gap = ' '
      const words = folded.trim()
      if (words === '') return
      collected += collected === '' ? words : gap + words
      gap = folded.endsWith(' ') ? ' ' : ''
    },
    breakLine(): void {
      gap = gap === '\n' || gap === '\n\n' ? '\n\n' : '\n'
    },
    breakParagraph(): void {
      gap = '\n\n'
    },
    finish: () => collected.toWellFormed(),
  }
}

/** Adds a text whose line ends are the author's. */
export function addLines(collector: TextCollector, text: string): void {
  const [first = '', ...others] = text.split('\n')
  collector.addText(first)
  for (const line of others) {
    collector.breakLine()
    collector.addText(line)
  }
}
