/**
 * Ministries by the thousand on loopback: feed f stands on the host f/20, 127.1.h.l, all behind one port. Nothing of a feed is
 * kept but how many items it has published, so that a hundred thousand of them take no memory: what it lists is written when it
 * is asked for. Seven feeds in ten answer conditional requests: five with ETag and Last-Modified, one with each alone; the others
 * send no validators. Servers take their time, and some requests come to nothing.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { diceOf } from '../rules/random.ts'
import { makeRelease } from '../stories/make-release.ts'
import type { FaultShares } from './options.ts'

export type HostsOptions = {
  readonly feeds: number
  readonly items: number
  readonly latencyMs: number
  readonly jitterMs: number
  readonly faults: FaultShares
}

/** A published item that a rule looks for, and when it was first handed out whole. */
export type Notice = {
  readonly name: string
  readonly publishedAt: number
  /** By `performance.now()`; null: nobody has asked for the feed since, or got it. */
  servedAt: number | null
}

export type WatchedHosts = {
  readonly urls: readonly string[]
  /** Feeds at random have one item more each; every `noticeEvery`th of all is a notice. */
  readonly publish: (count: number, noticeEvery: number) => void
  readonly setFaults: (faults: FaultShares) => void
  readonly notices: readonly Notice[]
  readonly counts: () => HostsCounts
  readonly close: () => Promise<void>
}

export type HostsCounts = {
  readonly requests: number
  readonly unchanged: number
  readonly faults: number
  readonly published: number
  readonly mostInFlight: number
}

export const FEEDS_PER_HOST = 20
/** How long a host that asks to be left alone means. */
const RETRY_AFTER_S = 60
/** A date in a header knows no smaller step. */
const DATE_STEP_MS = 1_000
const TEASER_CHARS = 850
/** Released texts differ by item; a feed has fewer than this. */
const MOST_ITEMS = 100_000

type Feed = { newest: number; readonly notices: Map<number, Notice>; changedAt: number }

export async function openWatchedHosts(options: HostsOptions): Promise<WatchedHosts> {
  const { latencyMs, jitterMs, items } = options
  let { faults } = options
  const openedAt = Date.now()
  const feeds = Array.from(
    { length: options.feeds },
    (): Feed => ({ newest: items, notices: new Map(), changedAt: openedAt }),
  )
  const notices: Notice[] = []
  const counts = { requests: 0, unchanged: 0, faults: 0, published: 0, mostInFlight: 0 }
  const dice = diceOf(7)
  let inFlight = 0

  const answer = (index: number, request: IncomingMessage, response: ServerResponse): void => {
    const feed = feeds[index]
    if (feed === undefined) return void response.writeHead(404).end()
    const fault = findFault(faults, dice.next())
    if (fault !== null) {
      counts.faults += 1
      misbehave(fault, request.socket, response)
      return
    }
    const headers = headersOf(index, feed)
    if (isKnown(headers, request)) {
      counts.unchanged += 1
      response.writeHead(304, headers).end()
      return
    }
    const listed = [...feed.notices.values()].filter(({ servedAt }) => servedAt === null)
    response.on('finish', () => {
      for (const notice of listed) notice.servedAt ??= performance.now()
    })
    response.writeHead(200, { ...headers, 'content-type': 'application/rss+xml; charset=utf-8' })
    response.end(documentOf(originOf(index), index, feed, items))
  }

  const server = createServer((request, response) => {
    const index = Number(/^\/feed\/(\d+)/.exec(request.url ?? '')?.[1] ?? Number.NaN)
    counts.requests += 1
    inFlight += 1
    counts.mostInFlight = Math.max(counts.mostInFlight, inFlight)
    response.once('close', () => {
      inFlight -= 1
    })
    const waitMs = latencyMs + (jitterMs > 0 ? dice.below(jitterMs) : 0)
    if (waitMs > 0) setTimeout(answer, waitMs, index, request, response)
    else answer(index, request, response)
  })
  server.keepAliveTimeout = 5_000
  // a listener for each of five thousand addresses would be as many sockets: it hears all addresses, and answers this machine
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {})
    if (!/^(::ffff:)?127\./.test(socket.remoteAddress ?? '')) socket.destroy()
  })
  await new Promise<void>((resolve) => {
    server.listen({ port: 0, host: '0.0.0.0', backlog: 4_096 }, () => resolve())
  })
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  const originOf = (index: number): string => `http://${hostOfFeed(index)}:${port}`
  return {
    urls: feeds.map((_, index) => `${originOf(index)}/feed/${index}`),
    publish: (count, noticeEvery): void => {
      for (let times = 0; times < count; times += 1) {
        const index = dice.between(0, feeds.length - 1)
        const feed = feeds[index]
        if (feed === undefined) continue
        feed.newest += 1
        feed.changedAt = Math.max(Date.now(), feed.changedAt + DATE_STEP_MS)
        counts.published += 1
        if (counts.published % noticeEvery !== 0) continue
        const notice = {
          name: `${index}-${feed.newest}`,
          publishedAt: performance.now(),
          servedAt: null,
        }
        feed.notices.set(feed.newest, notice)
        notices.push(notice)
      }
    },
    setFaults: (next): void => {
      faults = next
    },
    notices,
    counts: () => counts,
    close: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Addresses of this machine alone: all of 127.0.0.0/8 is. */
function hostOfFeed(index: number): string {
  const host = Math.floor(index / FEEDS_PER_HOST)
  return `127.1.${host >> 8}.${host & 255}`
}

type Fault = keyof FaultShares

function findFault(faults: FaultShares, point: number): Fault | null {
  let reached = 0
  for (const name of ['error', 'hang', 'reset', 'throttle'] as const) {
    reached += faults[name]
    if (point < reached) return name
  }
  return null
}

function misbehave(fault: Fault, socket: Socket, response: ServerResponse): void {
  if (fault === 'error') response.writeHead(500).end('it is broken')
  else if (fault === 'throttle')
    response.writeHead(429, { 'retry-after': `${RETRY_AFTER_S}` }).end()
  else if (fault === 'reset') socket.resetAndDestroy()
}

type Validators = { readonly etag?: string; readonly 'last-modified'?: string }

/** Of ten feeds three have none, one an ETag alone, one a date alone, five both. */
function headersOf(index: number, { newest, changedAt }: Feed): Validators {
  const kind = index % 10
  if (kind < 3) return {}
  const etag = { etag: `"${index.toString(36)}-${newest}"` }
  const date = { 'last-modified': new Date(changedAt).toUTCString() }
  if (kind === 3) return etag
  return kind === 4 ? date : { ...etag, ...date }
}

/** RFC 9110 (13.2.2): the date counts only where no ETag is sent back. */
function isKnown(validators: Validators, { headers }: IncomingMessage): boolean {
  const etag = headers['if-none-match']
  if (etag !== undefined) return etag === validators.etag
  const date = headers['if-modified-since']
  return date !== undefined && date === validators['last-modified']
}

function documentOf(origin: string, index: number, feed: Feed, count: number): string {
  const numbers = Array.from({ length: count }, (_, back) => feed.newest - back)
  const items = numbers.map((number) => {
    const { title, text } = makeRelease(index * MOST_ITEMS + number)
    const headline = feed.notices.has(number) ? `NOTICE ${index}-${number} ${title}` : title
    return `<item><title>${headline}</title>
<link>${origin}/news/${index}/${number}</link>
<guid isPermaLink="false">${index}-${number}</guid>
<description><![CDATA[<p>${text.slice(0, TEASER_CHARS)}</p>]]></description></item>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Ministry ${index}</title><link>${origin}/</link>
<description>News</description><language>en</language>
${items.join('\n')}
</channel></rss>`
}
