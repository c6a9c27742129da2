import { AsyncLocalStorage } from 'node:async_hooks'

/** An `Error` may stand under any key; `error` is the usual one. */
export type LogFields = Readonly<Record<string, unknown>>

const current = new AsyncLocalStorage<LogFields>()

/** Runs work whose lines of the log all carry `fields`, however deep down they are written. */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return current.run({ ...current.getStore(), ...fields }, work)
}

/** The fields of the work in hand. */
export function currentLogFields(): LogFields {
  return current.getStore() ?? {}
}
