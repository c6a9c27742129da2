import { displayWidth } from './display-width.ts'

/** Breaks a text at spaces into lines of at most `columns`; a longer word stands alone on its line. */
export function wrapText(text: string, columns: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line].join('\n')
}
