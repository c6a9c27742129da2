import type { CliIo } from '../cli-io.ts'
import { type QueryMatcher, showInQuery } from '../compile-query.ts'
import { say } from './write.ts'

/** Says what is suspicious in a query, with the place. */
export function sayWarnings(io: CliIo, query: string, warnings: QueryMatcher['warnings']): void {
  for (const warning of warnings) {
    say(io, `warning ${warning.code}: ${showInQuery(query, warning)}`)
    if (warning.hint !== null) say(io, `  hint: ${warning.hint}`)
  }
}

/** The same in an answer in JSON. */
export function describeWarning({
  code,
  message,
  hint,
  start,
  end,
}: QueryMatcher['warnings'][number]): object {
  return { code, message, hint, start, end }
}
