import { type Logger, pino, stdTimeFunctions } from 'pino'
import { formatLogLine } from './format-log-line.ts'
import type { LogLevel } from './log-level.ts'
import { createSecretMask } from './mask-secrets.ts'
import { currentLogFields, type LogFields } from './with-log-fields.ts'

/**
 * The log: one line per event, as JSON or, on a terminal, as text. Fields carry the product's words (feed, rule,
 * subscription, alert, delivery), so that lines can be filtered by the names of config.yaml. Every string of a line
 * passes the mask before it is written; a secret cannot reach the log by way of an error message.
 */
export type Log = {
  readonly debug: LogMethod
  readonly info: LogMethod
  readonly warn: LogMethod
  readonly error: LogMethod
  /** A log whose lines all carry `fields`. */
  readonly child: (fields: LogFields) => Log
  /** A text of others without the secrets that lines are written without: for what is stored, shown or sent. */
  readonly mask: (text: string) => string
}

export type LogMethod = (fields: LogFields, message: string) => void

export type LogOptions = {
  readonly level: LogLevel
  /** Lines are written synchronously, so that the last ones before a crash are not lost. */
  readonly stream: LogStream
  /** Values that are masked wherever they stand. */
  readonly secrets: readonly string[]
}

/** The part of a stream that is used; on a terminal (`isTTY`) lines are text for people. */
export type LogStream = { readonly isTTY?: boolean; readonly write: (line: string) => unknown }

/** The log with the means to keep more to itself, for secrets that come with another configuration. */
export type OpenedLog = Log & {
  readonly alsoMask: (secrets: readonly string[]) => void
  /** Lines that were written since it was opened, by level. */
  readonly lineCounts: () => ReadonlyMap<LogLevel, number>
}

/** Opens a log on a stream. It promises to mask `secrets` and not to throw for what it is given. */
export function createLog(options: LogOptions): OpenedLog {
  const { stream } = options
  const destination =
    stream.isTTY === true
      ? { write: (line: string): unknown => stream.write(formatLogLine(line)) }
      : { write: (line: string): unknown => stream.write(line) }
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  let secrets = options.secrets
  let mask = createSecretMask(secrets)
  const alsoMask = (more: readonly string[]): void => {
    secrets = [...new Set([...secrets, ...more])] // what was masked may still be told of
    mask = createSecretMask(secrets)
  }
  const counts = new Map<LogLevel, number>()
  const count = (level: LogLevel): void => void counts.set(level, (counts.get(level) ?? 0) + 1)
  const log = logOver({ logger, mask: (value) => mask(value), count }, {})
  return { ...log, alsoMask, lineCounts: () => counts }
}

type Writer = {
  readonly logger: Logger
  readonly mask: (value: unknown) => unknown
  readonly count: (level: LogLevel) => void
}

function logOver(writer: Writer, bound: LogFields): Log {
  const { logger, mask, count } = writer
  const methodOf =
    (level: LogLevel): LogMethod =>
    (fields, message): void => {
      if (!logger.isLevelEnabled(level)) return
      count(level)
      logger[level](mask({ ...currentLogFields(), ...bound, ...fields }), String(mask(message)))
    }
  return {
    debug: methodOf('debug'),
    info: methodOf('info'),
    warn: methodOf('warn'),
    error: methodOf('error'),
    child: (fields): Log => logOver(writer, { ...bound, ...fields }),
    mask: (text): string => String(mask(text)),
  }
}
