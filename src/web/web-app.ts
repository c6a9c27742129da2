import type { Context, Hono } from 'hono'
import type { Timestamp } from '../core/time.ts'

/** What a request carries: a name, and once it has passed the guard (access/guard-pages.ts) its frame. */
export type WebEnv = {
  readonly Variables: { readonly requestId: string; readonly frame: PageFrame }
}

export type WebApp = Hono<WebEnv>
export type WebContext = Context<WebEnv>

/** What every page shows around its own content, for the one request. */
export type PageFrame = {
  /** IANA zone in which times are shown; a script turns them into the reader's own. */
  readonly timezone: string
  readonly hasMailbox: boolean
  /** Whether there is a password, so that one can log out. */
  readonly hasLogin: boolean
  /** Stands in every form, see access/check-csrf.ts. */
  readonly csrfToken: string
  /** Since when a changed config.yaml is refused; null: what stands in it is in force. */
  readonly refusedSince: Timestamp | null
}
