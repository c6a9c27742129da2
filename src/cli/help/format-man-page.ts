import type { Command } from '../command.ts'
import { GLOBAL_OPTIONS } from '../parse-call.ts'
import { ENVIRONMENT, EXITS, type ManualRow, manualOf, optionRows } from './command-manual.ts'

/** Every command as one page for man: policywatch(1), in the macros of man(7). */
export function formatManPage(commands: readonly Command[], version: string): string {
  const lines = [
    `.TH POLICYWATCH 1 "" "policywatch ${version}" "User Commands"`,
    '.nh', // no word is parted, for some are typed in
    '.ad l',
    '.SH NAME',
    'policywatch \\- watches government news feeds and e\\-mails an alert when a rule matches',
    '.SH SYNOPSIS',
    '.B policywatch',
    '.I COMMAND',
    '[OPTIONS] [ARGUMENTS]',
    '.SH OPTIONS OF EVERY COMMAND',
    ...rowLines(optionRows(GLOBAL_OPTIONS)),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH EXIT STATUS',
    ...rowLines(EXITS.map(({ code, means }) => [String(code), means])),
    '.SH ENVIRONMENT',
    ...rowLines(ENVIRONMENT),
    '.SH FILES',
    ...rowLines([
      ['config.yaml', 'the configuration, in the folder that the command is started in'],
      [
        'data/policywatch.db',
        'what was stored, beside the configuration unless that says otherwise',
      ],
    ]),
  ]
  return `${lines.join('\n')}\n`
}

function commandLines(command: Command): readonly string[] {
  const { usage, summary, paragraphs, sections, seeAlso } = manualOf(command)
  return [
    `.SS ${quote(usage)}`,
    plain(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
    ...paragraphs.flatMap((paragraph) => ['.PP', plain(paragraph)]),
    ...sections
      .filter(({ title }) => title !== 'Environment')
      .flatMap(({ title, rows }) => ['.PP', `.B ${title}`, ...rowLines(rows)]),
    ...(seeAlso.length === 0 ? [] : ['.PP', plain(`See also: ${seeAlso.join(', ')}`)]),
  ]
}

function rowLines(rows: readonly ManualRow[]): readonly string[] {
  return rows.flatMap(([term, text]) => ['.TP', `.B ${quote(term)}`, plain(text)])
}

/** An argument of a macro, in which a quote is written twice. */
function quote(text: string): string {
  return `"${plain(text).replaceAll('"', '""')}"`
}

/** A line that begins with a dot or a quote would be taken for a macro; a plain - may come out as another dash. */
function plain(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/[^\x20-\x7e]/gu, (character) => `\\[u${codeOf(character)}]`)
  return /^['.]/.test(escaped) ? `\\&${escaped}` : escaped
}

/** Four digits at least, in capitals: not every formatter of man pages is told that they are UTF-8. */
function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
