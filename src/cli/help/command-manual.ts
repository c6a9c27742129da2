import type { Command, Exit, Option } from '../command.ts'
import { formatUsage, GLOBAL_OPTIONS } from '../parse-call.ts'

/** What is to be said of a command, before it is set for a terminal, a web page or man. */
export type CommandManual = {
  readonly name: string
  readonly summary: string
  readonly usage: string
  readonly paragraphs: readonly string[]
  readonly sections: readonly ManualSection[]
  /** Names of commands. */
  readonly seeAlso: readonly string[]
}

export type ManualSection = {
  readonly title: 'Arguments' | 'Options' | 'Exit codes' | 'Environment' | 'Examples'
  readonly rows: readonly ManualRow[]
}

export type ManualRow = readonly [term: string, text: string]

export const EXITS: readonly Exit[] = [
  { code: 0, means: 'done' },
  { code: 1, means: 'failed' },
  { code: 2, means: 'wrong usage' },
  { code: 3, means: 'the configuration is refused' },
  { code: 4, means: 'partly done' },
]

export const ENVIRONMENT: readonly ManualRow[] = [
  ['POLICYWATCH_CONFIG', 'the configuration, where --config is not given'],
  ['POLICYWATCH_LOG_LEVEL', 'debug, info (default), warn or error: what the log holds'],
]

/** Everything about a command, in the order in which it is read. */
export function manualOf(command: Command): CommandManual {
  const { name, summary, details, positionals, options, examples, seeAlso = [] } = command
  const sections: readonly ManualSection[] = [
    { title: 'Arguments', rows: positionals.map(({ name: term, help }) => [term, help]) },
    { title: 'Options', rows: optionRows([...options, ...GLOBAL_OPTIONS]) },
    { title: 'Exit codes', rows: exitRows(command) },
    { title: 'Environment', rows: command.hasLog === true ? ENVIRONMENT : ENVIRONMENT.slice(0, 1) },
    { title: 'Examples', rows: examples.map(({ line, does }) => [line, does]) },
  ]
  return {
    name,
    summary,
    usage: formatUsage(command),
    paragraphs: details.map(withRoomForBreaks),
    sections: sections.filter(({ rows }) => rows.length > 0),
    seeAlso,
  }
}

/** `{"id","feed"}` is one long word, and no line of a terminal holds the longest of them. */
function withRoomForBreaks(paragraph: string): string {
  return paragraph.replaceAll(/,(?=["{])/g, ', ')
}

export function optionRows(options: readonly Option[]): readonly ManualRow[] {
  return options.map(({ name, value, help }) => [
    value === null ? `--${name}` : `--${name} ${value}`,
    help,
  ])
}

/** What the codes mean for this command; 4 stands only where it has a meaning of its own. */
function exitRows({ exits = [] }: Command): readonly ManualRow[] {
  return EXITS.flatMap(({ code, means }): readonly ManualRow[] => {
    const own = exits.find((exit) => exit.code === code)
    if (own === undefined && code === 4) return []
    return [[String(code), own?.means ?? means]]
  })
}
