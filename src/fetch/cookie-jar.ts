/**
 * Cookies of one visit. Some ministries answer 307 to the very same address until the cookie that they set comes
 * back; nothing is remembered beyond that. Stricter than a browser: a cookie goes back to the host that set it and
 * to no other, whatever its Domain says.
 */
import { parseHttpDate } from './http-date.ts'

/** Honest portals set about ten; a hostile one would like to fill the memory. */
const MAX_COOKIES = 30
/** Servers refuse request headers beyond 8 KiB; RFC 6265 asks for 4 KiB a cookie. */
const MAX_COOKIE_CHARS = 4_096
const MAX_HEADER_CHARS = 6_144

type Cookie = {
  readonly name: string
  readonly value: string
  readonly hostname: string
  readonly path: string
  readonly isSecure: boolean
}

export class CookieJar {
  #cookies: readonly Cookie[] = []

  /** Takes in the Set-Cookie lines of an answer; unreadable ones and those over the limits are left out. */
  store(url: URL, lines: readonly string[], nowMs: number): void {
    for (const line of lines) this.#storeLine(url, line, nowMs)
  }

  /** The Cookie header for an address; '' for none. */
  headerFor(url: URL): string {
    let header = ''
    for (const cookie of this.#cookies.filter((candidate) => goesTo(candidate, url))) {
      const longer = `${header}${header === '' ? '' : '; '}${cookie.name}=${cookie.value}`
      if (longer.length <= MAX_HEADER_CHARS) header = longer
    }
    return header
  }

  #storeLine(url: URL, line: string, nowMs: number): void {
    if (line.length > MAX_COOKIE_CHARS) return
    const [pair = '', ...attributeTexts] = line.split(';')
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(0, equals)).trim()
    if (name === '') return
    const attributes = new Map(attributeTexts.map(parseAttribute))
    const isSecure = attributes.has('secure')
    if (isSecure && url.protocol !== 'https:') return
    const path = attributes.get('path') ?? ''
    const cookie: Cookie = {
      name,
      value: pair.slice(equals + 1).trim(),
      hostname: url.hostname,
      path: path.startsWith('/') ? path : defaultPath(url),
      isSecure,
    }
    const others = this.#cookies.filter((known) => !isSameCookie(known, cookie))
    if (isExpired(attributes, nowMs)) this.#cookies = others
    else if (others.length < MAX_COOKIES) this.#cookies = [...others, cookie]
  }
}

function parseAttribute(text: string): readonly [string, string] {
  const [name = '', ...value] = text.split('=')
  return [name.trim().toLowerCase(), value.join('=').trim()]
}

/** RFC 6265, section 5.1.4: the folder of the address that set the cookie. */
function defaultPath(url: URL): string {
  const end = url.pathname.lastIndexOf('/')
  return end <= 0 ? '/' : url.pathname.slice(0, end)
}

function isExpired(attributes: ReadonlyMap<string, string>, nowMs: number): boolean {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0
  const expiresMs = parseHttpDate(attributes.get('expires') ?? '')
  return expiresMs !== null && expiresMs <= nowMs
}

function isSameCookie(a: Cookie, b: Cookie): boolean {
  return a.name === b.name && a.hostname === b.hostname && a.path === b.path
}

function goesTo(cookie: Cookie, url: URL): boolean {
  if (cookie.hostname !== url.hostname) return false
  if (cookie.isSecure && url.protocol !== 'https:') return false
  if (cookie.path === url.pathname) return true
  const folder = cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`
  return url.pathname.startsWith(folder)
}
