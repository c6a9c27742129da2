import { createLog, type OpenedLog } from '../observe/log.ts'
import { LOG_LEVELS, type LogLevel, parseLogLevel } from '../observe/log-level.ts'
import type { CliIo } from './cli-io.ts'
import { UsageError } from './command.ts'
import { quietStream } from './quiet-stream.ts'

/** The log of the daemon: its stdout. */
export function openDaemonLog(io: CliIo, secrets: readonly string[]): OpenedLog {
  return createLog({ level: levelOf(io, 'info'), stream: quietStream(io.stdout), secrets })
}

/** The log of a command that answers on stdout: what goes wrong beside the answer, on stderr. */
export function openCommandLog(io: CliIo, secrets: readonly string[]): OpenedLog {
  return createLog({ level: levelOf(io, 'warn'), stream: quietStream(io.stderr), secrets })
}

function levelOf(io: CliIo, usual: LogLevel): LogLevel {
  const text = io.env['POLICYWATCH_LOG_LEVEL'] ?? ''
  if (text.trim() === '') return usual
  const level = parseLogLevel(text)
  if (level !== null) return level
  throw new UsageError(
    `POLICYWATCH_LOG_LEVEL is ${JSON.stringify(text)}`,
    `it may be ${LOG_LEVELS.join(', ')}`,
  )
}
