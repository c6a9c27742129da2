/**
 * One address of a chain of redirects, and the decision what the next one is. Redirects are followed by hand: a
 * server that sends us on must neither reach further than the first address may, nor get what was meant for another.
 */
import { STATUS_CODES } from 'node:http'
import type { FetchFailed } from '../core/feed/fetch-result.ts'
import { describeUrl, fetchFailed } from './failure.ts'
import { parseTarget } from './parse-target.ts'

export type Hop = {
  readonly kind: 'hop'
  readonly url: URL
  readonly method: 'GET' | 'POST'
  /** Redirects so far. */
  readonly count: number
  /** The chain has left the first origin once; what was meant for that origin stays behind from then on. */
  readonly isForeign: boolean
  /** Every redirect so far was 301 or 308 and kept the method. */
  readonly isPermanent: boolean
  /** The chain has come back to an address that it had already asked: another cookie was all that it wanted. */
  readonly needsCookie: boolean
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export function firstHop(url: URL, method: Hop['method']): Hop {
  return {
    kind: 'hop',
    url,
    method,
    count: 0,
    isForeign: false,
    isPermanent: true,
    needsCookie: false,
  }
}

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status)
}

/**
 * Where an answer of 301, 302, 303, 307 or 308 leads, or why it is not followed.
 *
 * @param location the header as Node gives it, one character per byte
 */
export function decideRedirect(
  hop: Hop,
  status: number,
  location: string | undefined,
  maxRedirects: number,
): Hop | FetchFailed {
  const from = describeUrl(hop.url)
  const refuse = (why: string): FetchFailed => fetchFailed('redirect', `${from} ${why}`, status)

  if (location === undefined || location.trim() === '') {
    return refuse(`answered ${status} ${STATUS_CODES[status]} without saying where to`)
  }
  if (hop.count >= maxRedirects) {
    return refuse(`redirects once more after ${maxRedirects} redirects`)
  }
  const url = parseTarget(decodeLocation(location), hop.url)
  if (!(url instanceof URL)) return url
  if (hop.url.protocol === 'https:' && url.protocol === 'http:') {
    return refuse(`redirects to ${describeUrl(url)}, from https down to plain http`)
  }
  const method = status === 307 || status === 308 ? hop.method : 'GET'
  return {
    kind: 'hop',
    url,
    method,
    count: hop.count + 1,
    isForeign: hop.isForeign || !isSameSite(hop.url, url),
    isPermanent: hop.isPermanent && (status === 301 || status === 308) && method === hop.method,
    needsCookie: hop.needsCookie,
  }
}

/** Korean servers put paths into Location as plain UTF-8; Node hands every header over as Latin-1. */
function decodeLocation(location: string): string {
  const bytes = Buffer.from(location, 'latin1')
  const text = bytes.toString('utf8')
  return text.includes('\uFFFD') ? location : text
}

/** The same origin, or its usual move from http to https: there, nothing is given to anybody new. */
function isSameSite(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true
  const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:'
  return isUpgrade && from.hostname === to.hostname && from.port === '' && to.port === ''
}
