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
  write(
    io,
    words.length === 0
      ? formatOverview(COMMANDS, readVersion())
      : formatCommandHelp(findCommand(words).command),
  )
  await finishOutput(io)
  return EXIT.done
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
  const nearest = findClosest(
    first,
    COMMANDS.map(({ name }) => name),
  )
  const kind = first.startsWith('-') ? 'option' : 'command'
  throw new UsageError(
    `there is no ${kind} ${first}`,
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
