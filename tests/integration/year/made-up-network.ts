import { setImmediate } from 'node:timers/promises'
import { HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { fetchFailed } from '../../../src/fetch/failure.ts'
import type { Transport } from '../../../src/fetch/transport.ts'
import { type Address, configuredAddress, findDirection, listAddresses } from './addresses.ts'
import { countBegun, findEpisode } from './episode.ts'
import type { MadeUpFeed } from './made-up-feed.ts'
import { RequestBook } from './request-book.ts'
import { FeedServer } from './serve-feed.ts'
import { Truth } from './truth.ts'
import { type Given, type Request, type Send, VisitBook } from './visit-book.ts'

type Place = { readonly feed: MadeUpFeed; readonly addresses: readonly Address[] }

/**
 * The servers of the made-up ministries, and the network between. It takes the place of what opens connections, so that
 * everything else of a visit (limits for each host, redirects, cookies, what an answer means) is the program's own.
 */
export class MadeUpNetwork implements Transport {
  readonly truth = new Truth()
  readonly book = new RequestBook()
  readonly visits = new VisitBook()
  readonly #now: () => number
  readonly #places = new Map<string, Place>()
  /** Where feeds lead that lead elsewhere. */
  readonly #elsewhere = new Map<string, MadeUpFeed>()
  readonly #servers: ReadonlyMap<MadeUpFeed, FeedServer>

  constructor(feeds: readonly MadeUpFeed[], now: () => number) {
    this.#now = now
    this.#servers = new Map(feeds.map((feed) => [feed, new FeedServer(feed)]))
    for (const feed of feeds) {
      const addresses = listAddresses(feed)
      for (const { url } of addresses) this.#places.set(url, { feed, addresses })
      this.#elsewhere.set(`https://elsewhere.test/${feed.id}.xml`, feed)
    }
  }

  readonly readBusyShare = (): number => 0

  readonly close = async (): Promise<void> => {}

  readonly send: Send = async (request) => {
    const { url, headers } = request
    const isConditional = 'if-none-match' in headers || 'if-modified-since' in headers
    this.book.begin(url, request.method === 'GET' ? isConditional : null, this.#now())
    await setImmediate() // others have their turn, as they do while a server thinks
    try {
      const at = this.#now()
      const given = this.#reply(request, at)
      const feed = this.#findFeed(request.start)
      if (feed !== null) this.visits.note(feed, request, given, at)
      return given.reply
    } finally {
      this.book.end(url)
    }
  }

  #findFeed({ href }: URL): MadeUpFeed | null {
    return this.#elsewhere.get(href) ?? this.#places.get(href)?.feed ?? null
  }

  #reply(request: Request, at: number): Given {
    const led = this.#elsewhere.get(request.url.href)
    if (led !== undefined) {
      const isThere = findEpisode(led, at, 'leads-elsewhere') !== null
      return isThere ? this.#serve(led, request, at) : answer(at, 404)
    }
    const place = this.#places.get(request.url.href)
    if (place === undefined) return answer(at, 404)
    const { feed, addresses } = place
    const direction = findDirection(addresses, request.url.href, at)
    if (direction.kind === 'nothing-here') return answer(at, 404)
    const trouble = this.#findTrouble(feed, request, at)
    if (trouble !== null) return trouble
    const wantsPost = countBegun(feed, at, 'post-only') > 0
    if (wantsPost && request.method === 'GET') return answer(at, 405, { allow: 'POST' })
    if (findEpisode(feed, at, 'leads-elsewhere') !== null) {
      return this.#sendOn(`https://elsewhere.test/${feed.id}.xml`, at)
    }
    if (direction.kind === 'moved') return this.#sendOn(direction.to, at)
    return this.#serve(feed, request, at)
  }

  #findTrouble(feed: MadeUpFeed, { url, headers }: Request, at: number): Given | null {
    const episode = findEpisode(feed, at, ...TROUBLES)
    switch (episode?.kind) {
      case 'name-gone':
        return { reply: fetchFailed('dns', `${url.host}: the name is not known`), document: null }
      case 'refused':
      case 'short-outage':
        return {
          reply: fetchFailed('connect', `${url.host}: the server refuses connections`),
          document: null,
        }
      case 'server-error':
        return answer(at, 500)
      case 'gone':
        return answer(at, 410)
      case 'html-page':
        return answer(at, 200, { 'content-type': 'text/html' }, new Uint8Array(SORRY))
      case 'host-throttles':
        return this.#throttle(url, episode.until, at)
      case 'cookies-first':
        if (headers['cookie']?.includes('seen=yes')) return null
        return answer(at, 302, { location: url.href, 'set-cookie': ['seen=yes; Path=/'] })
      default:
        return null
    }
  }

  /** By turns in seconds and as a date; near the end, as long as is left. */
  #throttle(url: URL, end: number, at: number): Given {
    const until = Math.min(end, at + 3 * HOUR_MS)
    const seconds = Math.ceil((until - at) / 1000)
    this.book.leaveAlone(url, at + seconds * 1000)
    const isEven = Math.floor(at / MINUTE_MS) % 2 === 0
    const retryAfter = isEven ? String(seconds) : new Date(at + seconds * 1000).toUTCString()
    return answer(at, isEven ? 429 : 503, { 'retry-after': retryAfter })
  }

  #sendOn(location: string, at: number): Given {
    this.book.sentOn()
    return answer(at, 301, { location })
  }

  #serve(feed: MadeUpFeed, { url, method, headers }: Request, at: number): Given {
    const document = this.#servers.get(feed)!.documentAt(at)
    const { validators } = feed
    const etag = validators === 'none' || validators === 'modified' ? null : document.etag
    const modified = new Date(document.changedAt).toUTCString()
    const lastModified = validators === 'both' || validators === 'modified' ? modified : null
    const given = {
      ...(etag === null ? {} : { etag }),
      ...(lastModified === null ? {} : { 'last-modified': lastModified }),
    }
    const asked = headers['if-none-match'] ?? headers['if-modified-since']
    if (asked !== undefined && validators !== 'ignored') {
      const isSame = asked === etag || asked === lastModified
      const isStuck = findEpisode(feed, at, 'stuck-on-304') !== null
      if (isSame || isStuck) {
        this.book.saidUnchanged(url)
        return answer(at, 304, isStuck ? {} : given)
      }
    }
    const isWhole = findEpisode(feed, at, 'truncated') === null
    this.book.gaveDocument(url, isWhole && method === 'GET' && validators !== 'none', at)
    this.truth.noteDocument(feed, configuredAddress(feed, at).url, document, at)
    const type = { 'content-type': document.contentType }
    // whoever reads a body may give its bytes away
    return { ...answer(at, 200, { ...type, ...given }, new Uint8Array(document.body)), document }
  }
}

const TROUBLES = [
  'name-gone',
  'refused',
  'short-outage',
  'server-error',
  'gone',
  'html-page',
  'host-throttles',
  'cookies-first',
] as const

const SORRY = Buffer.from(
  '<!doctype html><html><head><title>Sorry</title></head><body>Back soon.</body></html>',
)

function answer(
  at: number,
  status: number,
  headers: Readonly<Record<string, string | string[]>> = {},
  body: Uint8Array = new Uint8Array(),
): Given {
  const dated = { date: new Date(at).toUTCString(), ...headers }
  return { reply: { kind: 'answer', status, headers: dated, body }, document: null }
}
