import type { Command, Option } from './command.ts'
import { padTo } from './output/display-width.ts'
import { wrapText } from './output/wrap-text.ts'
import { formatUsage, GLOBAL_OPTIONS } from './parse-call.ts'

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
    section('Environment', [
      ['POLICYWATCH_CONFIG', 'the configuration, where --config is not given'],
      ['POLICYWATCH_LOG_LEVEL', 'debug, info (default), warn or error'],
    ]),
    section('Exit codes', [
      ['0', 'done'],
      ['1', 'failed'],
      ['2', 'wrong usage'],
      ['3', 'the configuration is refused'],
      ['4', 'partly done'],
    ]),
    'More about one: policywatch COMMAND --help. Everything at work, with nothing set up: policywatch demo',
  ])
}

/** What `policywatch COMMAND --help` prints. */
export function formatCommandHelp(command: Command): string {
  return joinParts([
    `policywatch ${command.name}: ${command.summary}.`,
    `Usage: ${formatUsage(command)}`,
    ...command.details.map((paragraph) => wrapText(paragraph, HELP_COLUMNS)),
    ...(command.positionals.length === 0
      ? []
      : [
          section(
            'Arguments',
            command.positionals.map(({ name, help }) => [name, help]),
          ),
        ]),
    section('Options', optionRows([...command.options, ...GLOBAL_OPTIONS])),
    section(
      'Examples',
      command.examples.map(({ line, does }) => [line, does]),
    ),
  ])
}

function optionRows(options: readonly Option[]): (readonly [string, string])[] {
  return options.map(({ name, value, help }) => [
    value === null ? `--${name}` : `--${name} ${value}`,
    help,
  ])
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(...rows.map(([term]) => term.length)) + 2
  const lines = rows.map(([term, text]) => {
    const [first = '', ...more] = wrapText(text, Math.max(40, HELP_COLUMNS - left - 2)).split('\n')
    return [
      `  ${padTo(term, left)}${first}`,
      ...more.map((line) => `  ${' '.repeat(left)}${line}`),
    ].join('\n')
  })
  return [`${title}:`, ...lines].join('\n')
}

function joinParts(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}
