import { parseTimezone } from '../config/parse-times.ts'
import { type CommandCall, UsageError } from './command.ts'

/** The value of --timezone, UTC where it is left out. Throws a UsageError for what is no zone. */
export function readTimezone({ option }: CommandCall): string {
  const zone = parseTimezone(option('timezone') ?? 'UTC')
  if (zone.kind === 'parsed') return zone.value
  throw new UsageError(`--timezone: ${zone.message}`, zone.hint)
}
