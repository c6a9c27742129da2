import type { CliIo } from './cli-io.ts'
import type { ExitCode } from './exit-code.ts'

/**
 * A command as a record. Help, the parsing of its arguments and the messages about wrong ones are made from it. The
 * record itself imports nothing heavy: `run` imports what does the work, so that `--help` and typing mistakes are
 * answered at once.
 */
export type Command = {
  /** As typed; a name of two words is one command: `feeds find`. */
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Paragraphs for the command's own help. */
  readonly details: readonly string[]
  readonly positionals: readonly Positional[]
  readonly options: readonly Option[]
  /** At least one. */
  readonly examples: readonly Example[]
  /** What exit codes mean for this command, where that is not what they always mean. */
  readonly exits?: readonly Exit[]
  /** It writes a log, which POLICYWATCH_LOG_LEVEL is about. */
  readonly hasLog?: boolean
  /** Names of commands that one may look for as well. */
  readonly seeAlso?: readonly string[]
  readonly run: (call: CommandCall) => Promise<ExitCode>
}

export type Positional = {
  /** Shown in capitals: `SOURCE`. */
  readonly name: string
  readonly arity: 'one' | 'optional' | 'any' | 'one-or-more'
  readonly help: string
}

export type Option = {
  /** Without dashes: `json`. */
  readonly name: string
  /** What follows the option, in capitals: `FILE`; null for a switch. */
  readonly value: string | null
  readonly help: string
}

export type Example = { readonly line: string; readonly does: string }

export type Exit = { readonly code: 0 | 1 | 2 | 3 | 4; readonly means: string }

/** A command line after parsing. */
export type CommandCall = {
  readonly io: CliIo
  /** All commands, for those that speak about commands. */
  readonly commands: readonly Command[]
  readonly positionals: readonly string[]
  /** Is the switch there? Throws for a name that the record does not declare. */
  readonly has: (option: string) => boolean
  /** The option's value, null when it was not given. Throws for a name that the record does not declare. */
  readonly option: (option: string) => string | null
}

/** `hint` is what to type instead. */
type ErrorHelp = ErrorOptions & { readonly hint?: string | null }

/** What the caller typed wrongly. Ends a command with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly hint: string | null

  constructor(message: string, hint: string | null) {
    super(message)
    this.hint = hint
  }
}

/** Something a person can act on, told without a stack. Ends a command with exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly hint: string | null

  constructor(message: string, help: ErrorHelp = {}) {
    super(message, help)
    this.hint = help.hint ?? null
  }
}

/** config.yaml is not to be used; `diagnostics` says why. Ends a command with exit code 3. */
export class ConfigurationRefused extends Error {
  override readonly name = 'ConfigurationRefused'
  readonly diagnostics: string

  constructor(diagnostics: string) {
    super('the configuration is refused')
    this.diagnostics = diagnostics
  }
}

export const JSON_OPTION: Option = { name: 'json', value: null, help: 'print JSON instead of text' }
