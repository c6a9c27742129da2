/**
 * The ways in which a text can stand in YAML, best first. What is right in a given place depends on what is around it; so
 * these are proposals, and who writes one into a file reads the file again.
 */

export type ScalarStyle = 'plain' | 'single' | 'double'

/** Forms that stand on one line, beginning with the style that the old value had. Double quotes can hold anything. */
export function writeOnOneLine(text: string, style: ScalarStyle): readonly string[] {
  const double = inDoubleQuotes(text)
  if (style === 'double') return [double]
  const single = isPlainLine(text) ? [`'${text.replaceAll("'", "''")}'`] : []
  const plain = style === 'plain' && HARMLESS.test(text) ? [text] : []
  return [...plain, ...single, double]
}

/** Words with parentheses: nothing in them means anything to YAML, in whatever place they stand. */
const HARMLESS = /^[\p{L}(][\p{L}\p{M}\p{N}()_./ -]*[\p{L}\p{M}\p{N})]$/u

/** Whether single quotes can hold it: they know no escapes and fold lines. */
function isPlainLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u.test(text)
}

/** JSON is YAML, apart from a few characters that other readers take for the end of a line or for nothing. */
function inDoubleQuotes(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

export type Block = {
  /** `|` keeps lines, `>` folds them; with how line ends behind the text are to be read. */
  readonly header: string
  /** The lines below it, each with its indentation and without a line end behind the last. */
  readonly body: string
}

/** Columns after which a folded text goes on in the next line. */
const FOLD_COLUMN = 100

/** The text as an indented block; null when a block cannot hold it. */
export function writeAsBlock(
  text: string,
  style: '|' | '>',
  { indent, newline }: { readonly indent: string; readonly newline: string },
): Block | null {
  const content = text.replace(/\n+$/, '')
  const lines = content.split('\n')
  // a block finds its indentation by its first line
  if (content.trim() === '' || /^\s/.test(content) || !lines.every(isPlainLine)) return null
  if (style === '>' && lines.length > 1) return null
  const endings = text.length - content.length
  const header = style + (endings === 0 ? '-' : endings === 1 ? '' : '+')
  const shown = style === '>' ? foldLine(content, FOLD_COLUMN - indent.length) : lines
  const body = shown.map((line) => (line === '' ? '' : indent + line)).join(newline)
  return { header, body: body + newline.repeat(Math.max(0, endings - 1)) }
}

/** Parts a line at single spaces, which folding puts back. */
function foldLine(line: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of line.split(/(?<=\S) (?=\S)/)) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
