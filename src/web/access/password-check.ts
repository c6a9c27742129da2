import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { msOf, type Timestamp } from '../../core/time.ts'
import type { Log } from '../../observe/log.ts'
import { clientOf } from './client-of.ts'
import { isSameSecret } from './is-same-secret.ts'
import { LoginLimit } from './login-limit.ts'

export type PasswordResult =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  /** Too many wrong ones came from there; this one was not looked at. */
  | { readonly kind: 'wait'; readonly seconds: number }

/** The one door at which passwords are tried, by form or by header, and wrong ones counted. */
export class PasswordCheck {
  readonly #limit = new LoginLimit()
  readonly #now: () => Timestamp
  readonly #log: Log

  constructor(now: () => Timestamp, log: Log) {
    this.#now = now
    this.#log = log
  }

  try(context: Context, given: string, password: string): PasswordResult {
    const { address = 'unknown' } = getConnInfo(context).remote
    const [client, nowMs] = [clientOf(address), msOf(this.#now())]
    const seconds = this.#limit.waitSeconds(client, nowMs)
    if (seconds > 0) {
      this.#log.warn({ address, seconds }, 'a login was refused: too many wrong passwords')
      return { kind: 'wait', seconds }
    }
    if (isSameSecret(given, password)) return { kind: 'right' }
    this.#limit.recordWrong(client, given, nowMs)
    this.#log.warn({ address }, 'a wrong password for the web pages')
    return { kind: 'wrong' }
  }
}
