/**
 * The only way to the web: one polite, bounded and guarded request, redirects included.
 *
 * Polite: conditional headers, a name in the User-Agent, few requests at a time to a host, none to a host that wants
 * to be left alone. Bounded: every wait and size ends (fetch-limits.ts). Guarded: no private address, unless the feed may
 * (address-guard.ts). What carries the requests is a Transport.
 */
import type { LookupFunction } from 'node:net'
import type { FetchFailed, FetchResult } from '../core/feed/fetch-result.ts'
import type { Timestamp } from '../core/time.ts'
import { CookieJar } from './cookie-jar.ts'
import { DirectTransport } from './direct-transport.ts'
import { describeUrl, fetchFailed } from './failure.ts'
import { defaultLimits, type FetchLimits } from './fetch-limits.ts'
import type { FetchRequest } from './fetch-request.ts'
import { decideRedirect, firstHop, type Hop, isRedirect } from './hop.ts'
import { HostLimit, type HostPlace } from './host-limit.ts'
import { parseTarget } from './parse-target.ts'
import { readAnswer } from './read-answer.ts'
import { buildHeaders, validatorsFor } from './request-headers.ts'
import type { Transport } from './transport.ts'

/** How visits are paid; may change while the fetcher is in use. */
export type Manners = {
  readonly userAgent: string
  /** Requests at a time to one host, whatever the port. */
  readonly perHost: number
}

export type FetcherOptions = Manners & {
  /** Who wants to be left alone; nobody when left out. */
  readonly findBlock?: FindBlock
  readonly limits?: Partial<FetchLimits>
  /** Carries the requests, and is closed with the fetcher; a DirectTransport when left out. */
  readonly transport?: Transport
  /** Resolves names for the transport that is left out; the system's own when left out too. */
  readonly lookup?: LookupFunction
}

/** Until when a host (`name:port`) wants to be left alone; null when it may be asked now. */
export type FindBlock = (host: string) => Promise<Timestamp | null>

export class Fetcher {
  #userAgent: string
  readonly #findBlock: FindBlock
  readonly #limits: FetchLimits
  readonly #transport: Transport
  readonly #hosts: HostLimit
  readonly #inHand = new Set<Promise<FetchResult>>()
  #isClosed = false

  constructor(options: FetcherOptions) {
    this.#userAgent = options.userAgent
    this.#findBlock = options.findBlock ?? findNoBlock
    this.#limits = { ...defaultLimits, ...options.limits }
    this.#transport = options.transport ?? new DirectTransport(this.#limits, options.lookup)
    this.#hosts = new HostLimit(options.perHost)
  }

  /** Other manners from now on; visits in hand count for the limit. */
  adopt({ userAgent, perHost }: Manners): void {
    this.#userAgent = userAgent
    this.#hosts.perHost = perHost
  }

  /**
   * Visits an address and says what came of it; never rejects for what the world does. The deadline runs while a
   * host is being talked to, not while waiting for a place at it.
   */
  async fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchResult> {
    const result = this.#follow(request, signal)
    this.#inHand.add(result)
    try {
      return await result
    } finally {
      this.#inHand.delete(result)
    }
  }

  /** The share of the time, 0 to 1, in which the thread that talks to servers was busy since this was asked last. */
  readBusyShare(): number {
    return this.#transport.readBusyShare()
  }

  /** Stops every visit in hand, which ends as `aborted`, and leaves no connection open. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#hosts.close()
    await this.#transport.close()
    await Promise.allSettled(this.#inHand)
  }

  async #follow(request: FetchRequest, signal: AbortSignal): Promise<FetchResult> {
    const start = parseTarget(request.url)
    if (!(start instanceof URL)) return start

    const jar = new CookieJar()
    const seen = new Set<string>()
    const asked = new Set<string>()
    let hop = firstHop(start, request.method)
    let remainingMs = this.#limits.deadlineMs
    let place: HostPlace | null = null
    try {
      for (;;) {
        const cookie = jar.headerFor(hop.url)
        const step = `${hop.method} ${hop.url.href} ${cookie}`
        if (seen.has(step)) {
          return fetchFailed('redirect', `${describeUrl(hop.url)} redirects in a circle`)
        }
        seen.add(step)
        asked.add(hop.url.href)
        place = await this.#moveTo(hop.url, place, signal)
        if (place === null) return stoppedBefore(hop)
        // asked only now: a host may have said so to those who stood before us in line
        const until = await this.#findBlock(hop.url.host)
        if (until !== null) {
          const message = `${describeUrl(hop.url)} was not asked: its server asked to come back later`
          return { kind: 'held-back', url: hop.url.href, until, message }
        }
        if (this.#isClosed) return stoppedBefore(hop)
        const startedAt = performance.now()
        const answer = await this.#visit(request, hop, start, cookie, remainingMs, signal)
        remainingMs -= performance.now() - startedAt
        if (answer.kind === 'failed') return answer
        if (!isRedirect(answer.status)) {
          return readAnswer(answer, hop, start, validatorsFor(request, hop), Date.now())
        }
        jar.store(hop.url, answer.headers['set-cookie'] ?? [], Date.now())
        const next = decideRedirect(
          hop,
          answer.status,
          answer.headers.location,
          this.#limits.maxRedirects,
        )
        if (next.kind === 'failed') return next
        hop = asked.has(next.url.href) ? { ...next, needsCookie: true } : next
      }
    } finally {
      place?.release()
    }
  }

  /** A place at the host of this address; the one held is given back first, so that no two visits wait for each other. */
  #moveTo(url: URL, held: HostPlace | null, signal: AbortSignal): Promise<HostPlace | null> {
    if (held?.host === url.hostname) return Promise.resolve(held)
    held?.release()
    return this.#hosts.acquire(url.hostname, signal)
  }

  #visit(
    request: FetchRequest,
    hop: Hop,
    start: URL,
    cookie: string,
    remainingMs: number,
    signal: AbortSignal,
  ): ReturnType<Transport['send']> {
    const { maxDecodedBytes } = this.#limits
    return this.#transport.send(
      {
        url: hop.url,
        start,
        method: hop.method,
        headers: buildHeaders(request, hop, this.#userAgent, cookie),
        body: request.body,
        addresses: addressesOf(request, hop, start),
        maxBodyBytes: Math.min(request.maxBodyBytes ?? maxDecodedBytes, maxDecodedBytes),
        remainingMs,
      },
      signal,
    )
  }
}

function stoppedBefore({ url }: Hop): FetchFailed {
  return fetchFailed('aborted', `${describeUrl(url)}: stopped before the visit began`)
}

function addressesOf({ addresses }: FetchRequest, hop: Hop, start: URL): 'public' | 'any' {
  if (addresses !== 'as-typed') return addresses
  return hop.url.hostname === start.hostname ? 'any' : 'public'
}

async function findNoBlock(): Promise<null> {
  return null
}
