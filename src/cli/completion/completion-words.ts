import { CONCEPT_LANGUAGES } from '../../config/concept-languages.ts'
import { NAMED_SECTIONS, type NamedSection } from '../../config/list-section-names.ts'
import type { Command } from '../command.ts'
import { GLOBAL_OPTIONS } from '../parse-call.ts'

/** What may stand at a place of a command line. `names`: keys of a section of the configuration, asked for when needed. */
export type Completion =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  | { readonly kind: 'names'; readonly section: NamedSection }
  | { readonly kind: 'nothing' }

/** A word that is completed, and what it means. */
export type DescribedWord = { readonly word: string; readonly does: string }

/** A command as a completion script needs it. */
export type CompletedCommand = {
  readonly name: string
  readonly summary: string
  readonly options: readonly (DescribedWord & {
    /** What follows the option; null for a switch. */
    readonly value: Completion | null
  })[]
  readonly argument: Completion
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const

/** Each command with its options, and what is known of the values that follow them. */
export function listCompletions(commands: readonly Command[]): readonly CompletedCommand[] {
  return commands.map((command) => ({
    name: command.name,
    summary: command.summary,
    options: [...command.options, ...GLOBAL_OPTIONS].map(({ name, value, help }) => ({
      word: `--${name}`,
      does: help,
      value: value === null ? null : completionOf(command.name, value, commands),
    })),
    argument: completionOf(command.name, command.positionals.at(-1)?.name ?? '', commands),
  }))
}

/** By what a place is called in help: the same word means the same everywhere, but for a RULE of `match`, which is a query. */
function completionOf(command: string, place: string, commands: readonly Command[]): Completion {
  switch (place) {
    case 'FILE':
    case 'OPML':
    case 'SOURCE':
      return { kind: 'files' }
    case 'FOLDER':
    case 'DIR':
      return { kind: 'folders' }
    case 'FEED':
      return { kind: 'names', section: 'feeds' }
    case 'RULE':
      return command === 'match' ? { kind: 'nothing' } : { kind: 'names', section: 'rules' }
    case 'SUBSCRIPTION':
    case 'ID':
      return { kind: 'names', section: 'subscriptions' }
    case 'STATE':
      return { kind: 'words', words: STATES }
    case 'CODE':
      return { kind: 'words', words: CONCEPT_LANGUAGES }
    case 'SHELL':
      return { kind: 'words', words: SHELLS }
    case 'SECTION':
      return { kind: 'words', words: NAMED_SECTIONS }
    case 'COMMAND':
      return { kind: 'words', words: commands.map(({ name }) => name) }
    default:
      return { kind: 'nothing' }
  }
}

/** As in `ledger`; the table that they come from loads the database. */
const STATES = ['pending', 'held', 'sending', 'uncertain', 'sent', 'suppressed', 'failed']
