import { stringify } from 'yaml'
import { writeAsBlock, writeOnOneLine } from './write-scalar.ts'

/** A rule that the file does not have yet. */
export type NewRule = {
  readonly id: string
  readonly title: string | null
  readonly match: string
  /** Ids and #tags; none: all feeds. */
  readonly feeds: readonly string[]
}

/** The entry of a rule as lines of YAML, each with its line end, to be put into `rules` or pasted there. */
export function writeRule(
  { id, title, match, feeds }: NewRule,
  { column, newline }: { readonly column: number; readonly newline: string },
): string {
  const outer = ' '.repeat(column)
  const inner = ' '.repeat(column + 2)
  const lines = [
    `${outer}${writeKey(id)}:`,
    ...(title === null ? [] : [`${inner}title: ${best(writeOnOneLine(title, 'plain'))}`]),
    `${inner}match: ${writeMatch(match, `${inner}  `, newline)}`,
    ...(feeds.length === 0 ? [] : [`${inner}feeds: ${writeFeeds(feeds)}`]),
  ]
  return lines.map((line) => line + newline).join('')
}

/** The same within braces, in each form that the query can have. */
export function writeRuleInFlow({ id, title, match, feeds }: NewRule): readonly string[] {
  const before = title === null ? '' : `title: ${best(writeOnOneLine(title, 'single'))}, `
  const behind = feeds.length === 0 ? '' : `, feeds: ${writeFeeds(feeds)}`
  return writeOnOneLine(match, 'single').map(
    (form) => `${writeKey(id)}: { ${before}match: ${form}${behind} }`,
  )
}

function writeMatch(match: string, indent: string, newline: string): string {
  const isBlock = /\n.*[^\n]$/s.test(match) // empty lines at its end would run into what is below
  const block = isBlock ? writeAsBlock(match, '|', { indent, newline }) : null
  if (block === null) return best(writeOnOneLine(match, 'single'))
  return block.header + newline + block.body
}

function writeFeeds(feeds: readonly string[]): string {
  return `[${feeds.map((feed) => (/^[\w-]+$/.test(feed) ? writeKey(feed) : best(writeOnOneLine(feed, 'double')))).join(', ')}]`
}

/** Plain, or in quotes where YAML would take it for a number or for nothing. */
function writeKey(name: string): string {
  return stringify(name, { lineWidth: 0 }).trim()
}

function best(forms: readonly string[]): string {
  return forms[0] ?? "''"
}
