import type { CliIo } from './cli-io.ts'
import { CommandError, ConfigurationRefused, UsageError } from './command.ts'
import { COMMANDS } from './commands.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { findCommand, findGroup } from './find-command.ts'
import { formatCommandHelp, formatOverview } from './help/format-help.ts'
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
  if (first === '--help' || first === '-h') return showHelp(argv.slice(1), io)
  if (first === '--version' || first === '-V') {
    writeLine(io, readVersion())
    await finishOutput(io)
    return EXIT.done
  }
  const group = findGroup(COMMANDS, argv)
  if (group.length > 0 && argv.length > 1) return showHelp(argv.slice(0, 1), io)
  if (group.length > 0) {
    io.stderr.write(group.map(formatCommandHelp).join('\n'))
    return EXIT.wrongUsage
  }
  const { command, rest } = findCommand(COMMANDS, argv)
  const call = parseCall(command, rest, io, COMMANDS)
  if (call.has('help')) {
    write(io, formatCommandHelp(command))
    await finishOutput(io)
    return EXIT.done
  }
  const exit = await command.run(call)
  if (command.name !== 'run') await finishOutput(io) // what the daemon writes is its log, and no answer
  return exit
}

/** The help of what these words name, a command or a group of them; the list of commands where there are none. */
async function showHelp(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const group = findGroup(COMMANDS, words)
  const isOverview = words.length === 0
  const named = group.length > 0 || isOverview ? group : [findCommand(COMMANDS, words).command]
  const help = named.map(formatCommandHelp).join('\n')
  write(io, isOverview ? formatOverview(COMMANDS, readVersion()) : help)
  await finishOutput(io)
  return EXIT.done
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
