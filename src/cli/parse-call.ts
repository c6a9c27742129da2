import { parseArgs } from 'node:util'
import { findClosest } from '../config/find-closest.ts'
import type { CliIo } from './cli-io.ts'
import {
  type Command,
  type CommandCall,
  type Option,
  type Positional,
  UsageError,
} from './command.ts'

export const GLOBAL_OPTIONS: readonly Option[] = [
  {
    name: 'config',
    value: 'FILE',
    help: 'the configuration (default: config.yaml, or POLICYWATCH_CONFIG)',
  },
  { name: 'help', value: null, help: 'show this help' },
]

/** Reads the arguments after a command's name. Throws a UsageError that names what is wrong and what was meant. */
export function parseCall(
  command: Command,
  argv: readonly string[],
  io: CliIo,
  commands: readonly Command[],
): CommandCall {
  const options = [...command.options, ...GLOBAL_OPTIONS]
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      options.map((option) => [
        option.name,
        { type: option.value === null ? 'boolean' : 'string' },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values = new Map<string, string | null>()
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind === 'option') {
      const option = findOption(command, options, token.name, token.rawName)
      values.set(option.name, readValue(command, option, token.value, token.inlineValue ?? false))
    }
  }
  if (!values.has('help')) checkPositionals(command, positionals)
  return { io, commands, positionals, ...readersOf(command, options, values) }
}

function findOption(
  command: Command,
  options: readonly Option[],
  name: string,
  rawName: string,
): Option {
  const option =
    rawName === '-h'
      ? options.find(({ name }) => name === 'help')
      : options.find((known) => known.name === name)
  if (option !== undefined) return option
  const nearest = findClosest(
    name,
    options.map((known) => known.name),
  )
  const meant = nearest === null ? null : `did you mean --${nearest}?`
  const remedy = `to pass ${rawName} as a value, put -- before it`
  throw new UsageError(
    `${command.name} knows no option ${rawName}`,
    meant ?? (rawName.startsWith('--') ? null : remedy),
  )
}

function readValue(
  command: Command,
  option: Option,
  value: string | undefined,
  isInline: boolean,
): string | null {
  if (option.value === null) {
    if (value === undefined) return null
    throw new UsageError(
      `--${option.name} of ${command.name} takes no value`,
      `write --${option.name}`,
    )
  }
  const isAnotherOption = !isInline && value?.startsWith('--') === true
  if (value === undefined || value === '' || isAnotherOption) {
    throw new UsageError(`--${option.name} needs a value`, `write --${option.name} ${option.value}`)
  }
  return value
}

function checkPositionals(command: Command, given: readonly string[]): void {
  const required = command.positionals.filter(
    ({ arity }) => arity === 'one' || arity === 'one-or-more',
  )
  const missing = required[given.length]
  if (missing !== undefined) {
    throw new UsageError(
      `${command.name} needs ${missing.name}: ${missing.help}`,
      `write ${formatUsage(command)}`,
    )
  }
  const takesMany = command.positionals.some(
    ({ arity }) => arity === 'any' || arity === 'one-or-more',
  )
  const extra = given[command.positionals.length]
  if (!takesMany && extra !== undefined) {
    throw new UsageError(
      `${command.name} does not know what to do with ${JSON.stringify(extra)}`,
      `write ${formatUsage(command)}`,
    )
  }
}

function readersOf(
  command: Command,
  options: readonly Option[],
  values: ReadonlyMap<string, string | null>,
): Pick<CommandCall, 'has' | 'option'> {
  const declared = (name: string): string => {
    if (options.some((option) => option.name === name)) return name
    throw new Error(`the record of ${command.name} declares no option ${name}`)
  }
  return {
    has: (name) => values.has(declared(name)),
    option: (name) => values.get(declared(name)) ?? null,
  }
}

/** `policywatch inspect [OPTIONS] SOURCE…` */
export function formatUsage(command: Command): string {
  return [
    'policywatch',
    command.name,
    '[OPTIONS]',
    ...command.positionals.map(formatPositional),
  ].join(' ')
}

function formatPositional({ name, arity }: Positional): string {
  const shapes = { one: name, optional: `[${name}]`, any: `[${name}…]`, 'one-or-more': `${name}…` }
  return shapes[arity]
}
