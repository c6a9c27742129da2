import type { Command } from '../command.ts'
import { padTo } from '../output/display-width.ts'
import { wrapText } from '../output/wrap-text.ts'
import { GLOBAL_OPTIONS } from '../parse-call.ts'
import { ENVIRONMENT, EXITS, type ManualRow, manualOf, optionRows } from './command-manual.ts'

const HELP_COLUMNS = 96

/** What `policywatch --help` prints. */
export function formatOverview(commands: readonly Command[], version: string): string {
  return joinParts([
    `policywatch ${version}: watches government news feeds and e-mails an alert when a rule matches.`,
    'Usage: policywatch COMMAND [OPTIONS] [ARGUMENTS]',
    section(
      'Commands',
      commands.map(({ name, summary }) => [name, summary]),
    ),
    section('Options of every command', optionRows(GLOBAL_OPTIONS)),
    section('Environment', ENVIRONMENT),
    section(
      'Exit codes',
      EXITS.map(({ code, means }) => [String(code), means]),
    ),
    'More about one: policywatch help COMMAND. Everything at work, with nothing set up: policywatch demo',
  ])
}

/** What `policywatch COMMAND --help` prints. */
export function formatCommandHelp(command: Command): string {
  const { name, summary, usage, paragraphs, sections, seeAlso } = manualOf(command)
  return joinParts([
    `policywatch ${name}: ${summary}.`,
    `Usage: ${usage}`,
    ...paragraphs.map((paragraph) => wrapText(paragraph, HELP_COLUMNS)),
    ...sections.map(({ title, rows }) => section(title, rows)),
    ...(seeAlso.length === 0 ? [] : [`See also: ${seeAlso.join(', ')}`]),
  ])
}

/** A longer term stands on a line of its own, so that what it means has room. */
const MAX_TERM = 44

function section(title: string, rows: readonly ManualRow[]): string {
  const short = rows.map(([term]) => term.length).filter((length) => length <= MAX_TERM)
  const left = Math.max(0, ...short) + 2
  const margin = `  ${' '.repeat(left)}`
  const lines = rows.map(([term, text]) => {
    const wrapped = wrapText(text, HELP_COLUMNS - left - 2)
      .split('\n')
      .join(`\n${margin}`)
    return term.length > MAX_TERM
      ? `  ${term}\n${margin}${wrapped}`
      : `  ${padTo(term, left)}${wrapped}`
  })
  return [`${title}:`, ...lines].join('\n')
}

function joinParts(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}
