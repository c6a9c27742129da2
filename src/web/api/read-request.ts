import { type Timestamp, timestampOf } from '../../core/time.ts'
import type { WebContext } from '../web-app.ts'

/** What is wrong with a request, for the program that sent it and for who wrote that. */
export type ApiProblem = {
  readonly code: string
  readonly message: string
  readonly hint: string | null
}

/** The parameters of a request, or the first thing that is wrong with them. */
export type Parameters = {
  readonly text: (name: string) => string | null
  readonly limit: number
  readonly since: Timestamp | null
}

const USUAL_LIMIT = 20
const MOST = 100

/** A name that is mistyped must not silently mean nothing, so every parameter is one of `allowed`. */
export function readParameters(
  context: WebContext,
  allowed: readonly string[],
): Parameters | ApiProblem {
  const given = context.req.query()
  const unknown = Object.keys(given).find((name) => !allowed.includes(name))
  if (unknown !== undefined) {
    return badParameter(`there is no parameter ${unknown}`, `there are ${allowed.join(', ')}`)
  }
  const text = (name: string): string | null => {
    const value = given[name]
    return value === undefined || value === '' ? null : value
  }
  const limit = text('limit') ?? String(USUAL_LIMIT)
  if (!/^\d{1,9}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST) {
    return badParameter(`limit ${limit} is no number from 1 to ${MOST}`, 'go on with next for more')
  }
  const since = text('since')
  const at = since === null ? null : readInstant(since)
  if (since !== null && at === null) {
    const hint = 'write 2026-03-02 or 2026-03-02T09:00:00Z; other zones as +09:00'
    return badParameter(`since ${since} is no time`, hint)
  }
  return { text, limit: Number(limit), since: at }
}

export function badParameter(message: string, hint: string): ApiProblem {
  return { code: 'bad-parameter', message, hint }
}

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/

/** A day alone begins at midnight UTC. */
function readInstant(text: string): Timestamp | null {
  // A plus sign in an address is read as a space, unless it is written %2B.
  const instant = text.replace(/ (?=\d\d:\d\d$)/, '+')
  if (!INSTANT.test(instant)) return null
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? null : timestampOf(ms)
}
