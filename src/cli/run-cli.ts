import { findClosest } from '../config/find-closest.ts'
import type { CliIo } from './cli-io.ts'
import { type Command, CommandError, ConfigurationRefused, UsageError } from './command.ts'
import { COMMANDS } from './commands.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { formatCommandHelp, formatOverview } from './format-help.ts'
import { finishOutput, say, write, writeLine } from './output/write.ts'
import { parseCall } from './parse-call.ts'
import { readVersion } from './read-version.ts'

/**
 * Runs one command line (without `node` and the script) and resolves to its exit code. It never rejects: what a
 * command throws is told on stderr.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    return await dispatch(argv, io)
  } catch (error) {
    return report(error, io)
  }
}

async function dispatch(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const [first] = argv
  if (first === undefined) {
    io.stderr.write(formatOverview(COMMANDS, readVersion()))
    return EXIT.wrongUsage
  }
  if (first === '--help' || first === '-h' || first === 'help') return showHelp(argv.slice(1), io)
  if (first === '--version' || first === '-V') {
    writeLine(io, readVersion())
    await finishOutput(io)
    return EXIT.done
  }
  const group = findGroup(argv)
  if (group.length > 0 && argv.length > 1) return showHelp(argv.slice(0, 1), io)
  if (group.length > 0) {
    io.stderr.write(group.map(formatCommandHelp).join('\n'))
    return EXIT.wrongUsage
  }
  const { command, rest } = findCommand(argv)
  const call = parseCall(command, rest, io)
  if (call.has('help')) {
    write(io, formatCommandHelp(command))
    await finishOutput(io)
    return EXIT.done
  }
  const exit = await command.run(call)
  if (command.name !== 'run') await finishOutput(io) // what the daemon writes is its log, and no answer
  return exit
}

async function showHelp(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const group = findGroup(words)
  const named = group.length > 0 || words.length === 0 ? group : [findCommand(words).command]
  write(
    io,
    named.length === 0
      ? formatOverview(COMMANDS, readVersion())
      : named.map(formatCommandHelp).join('\n'),
  )
  await finishOutput(io)
  return EXIT.done
}

/** The commands of two words whose first stands alone here, or with a wish for help: `feeds`, `feeds --help`. */
function findGroup([first, second, ...more]: readonly string[]): readonly Command[] {
  const isAlone = second === undefined || (['--help', '-h'].includes(second) && more.length === 0)
  return isAlone ? COMMANDS.filter(({ name }) => name.startsWith(`${first} `)) : []
}

/** The command that the first words name; `--config FILE` may stand before it. */
function findCommand(argv: readonly string[]): { command: Command; rest: readonly string[] } {
  const [first = '', second = ''] = argv
  if (first === '--config' || first.startsWith('--config=')) {
    const length = first === '--config' ? 2 : 1
    if (argv.length <= length)
      throw new UsageError('no command is named', 'policywatch --help lists them')
    const { command, rest } = findCommand(argv.slice(length))
    return { command, rest: [...argv.slice(0, length), ...rest] }
  }
  const twoWords = COMMANDS.find(({ name }) => name === `${first} ${second}`)
  if (twoWords !== undefined) return { command: twoWords, rest: argv.slice(2) }
  const oneWord = COMMANDS.find(({ name }) => name === first)
  if (oneWord !== undefined) return { command: oneWord, rest: argv.slice(1) }
  const isGroup = COMMANDS.some(({ name }) => name.startsWith(`${first} `))
  const typed = isGroup ? `${first} ${second}` : first
  const nearest = findClosest(
    typed,
    COMMANDS.flatMap(({ name }) => [name, name.split(' ', 1).join()]),
  )
  const kind = first.startsWith('-') ? 'option' : 'command'
  throw new UsageError(
    `there is no ${kind} ${typed}`,
    nearest === null ? 'policywatch --help lists the commands' : `did you mean ${nearest}?`,
  )
}

function report(error: unknown, io: CliIo): ExitCode {
  if (error instanceof ConfigurationRefused) {
    say(io, `${error.diagnostics}\npolicywatch: ${error.message}`)
    return EXIT.configurationRefused
  }
  if (error instanceof UsageError || error instanceof CommandError) {
    say(io, `policywatch: ${error.message}`)
    if (error.hint !== null) say(io, `  ${error.hint}`)
    return error instanceof UsageError ? EXIT.wrongUsage : EXIT.failed
  }
  say(io, `policywatch: ${describeUnexpected(error)}`)
  return EXIT.failed
}

/** What the system refused (a full disk, a taken port) is told in a line; anything else is a bug, with its stack. */
function describeUnexpected(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isRefusal =
    'syscall' in error || error.name === 'ListenError' || error.name === 'SqliteError'
  return isRefusal ? error.message : (error.stack ?? error.message)
}
