import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { DAY_MS, msOf } from '../../core/time.ts'
import type { WebViews } from '../web-views.ts'
import { isThroughProxy } from './is-through-proxy.ts'

/** Whoever does not come for this long logs in again; and so does everybody after the longest life. */
const IDLE_MS = 30 * DAY_MS
const LONGEST_LIFE_MS = 180 * DAY_MS
/** A cookie this old is replaced by a fresh one. */
const RENEW_MS = DAY_MS

const COOKIE = 'policywatch'

export type Session = {
  readonly id: string
  readonly begunMs: number
  readonly seenMs: number
}

/**
 * Sessions live in signed cookies and nowhere else. The key is made of the installation's secret and the password, so that
 * another password ends all of them; without a password a session says nothing of who somebody is and serves to tell our own
 * forms. One that was ended is refused until the program ends, which a cookie that was copied does not survive either way
 * for longer than its life.
 */
export class Sessions {
  readonly #views: Pick<WebViews, 'site' | 'sessionSecret' | 'now'>
  /** Ids of sessions that were ended, and when they would have ended by themselves. */
  readonly #ended = new Map<string, number>()

  constructor(views: Pick<WebViews, 'site' | 'sessionSecret' | 'now'>) {
    this.#views = views
  }

  /** The session of a request, its cookie renewed when it is due; null when there is none that counts. */
  async find(context: Context): Promise<Session | null> {
    const { prefix } = this.#cookieFor(context)
    const value = await getSignedCookie(context, this.#key(), COOKIE, prefix)
    const session = typeof value === 'string' ? parseSession(value) : null
    const nowMs = msOf(this.#views.now())
    if (session === null || this.#ended.has(session.id)) return null
    // either way: a clock that was ahead must not make a session last until it is right
    if (Math.abs(nowMs - session.seenMs) > IDLE_MS) return null
    if (Math.abs(nowMs - session.begunMs) > LONGEST_LIFE_MS) return null
    if (nowMs - session.seenMs > RENEW_MS) await this.#write(context, { ...session, seenMs: nowMs })
    return session
  }

  async begin(context: Context): Promise<Session> {
    const nowMs = msOf(this.#views.now())
    const id = randomBytes(16).toString('base64url')
    const session = { id, begunMs: nowMs, seenMs: nowMs }
    await this.#write(context, session)
    return session
  }

  async end(context: Context): Promise<void> {
    const session = await this.find(context)
    const nowMs = msOf(this.#views.now())
    for (const [id, untilMs] of this.#ended) if (untilMs < nowMs) this.#ended.delete(id)
    if (session !== null) this.#ended.set(session.id, nowMs + IDLE_MS)
    deleteCookie(context, COOKIE, this.#cookieFor(context))
  }

  /** What only a page of this session knows. */
  csrfTokenOf({ id }: Session): string {
    return createHmac('sha256', this.#key()).update(`form ${id}`).digest('base64url')
  }

  async #write(context: Context, { id, begunMs, seenMs }: Session): Promise<void> {
    const value = [id, begunMs.toString(36), seenMs.toString(36)].join('.')
    await setSignedCookie(context, COOKIE, value, this.#key(), {
      ...this.#cookieFor(context),
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: IDLE_MS / 1000,
    })
  }

  /**
   * A browser that sees https has a cookie that never leaves it otherwise, under a name that no other host can set. It sees
   * https where publicUrl says so, unless the request came past the proxy.
   */
  #cookieFor(context: Context): { path: '/'; secure: boolean; prefix?: 'host' } {
    const { publicUrl } = this.#views.site()
    if (publicUrl === null || !publicUrl.startsWith('https:')) return { path: '/', secure: false }
    return isThroughProxy(context, publicUrl)
      ? { path: '/', secure: true, prefix: 'host' }
      : { path: '/', secure: false }
  }

  #key(): Buffer<ArrayBuffer> {
    const { password } = this.#views.site()
    const use = password === null ? 'open' : `password ${password}`
    return Buffer.from(createHmac('sha256', this.#views.sessionSecret).update(use).digest())
  }
}

function parseSession(value: string): Session | null {
  const [id = '', begun = '', seen = ''] = value.split('.')
  const session = { id, begunMs: Number.parseInt(begun, 36), seenMs: Number.parseInt(seen, 36) }
  return Number.isNaN(session.begunMs) || Number.isNaN(session.seenMs) ? null : session
}
