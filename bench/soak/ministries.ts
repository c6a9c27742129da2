import { createHash } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeRelease } from '../stories/make-release.ts'

/**
 * Ministries on loopback that publish when they are told to. Each feed lists its last thirty items, some 38 KB, and answers
 * conditional requests; behind each item is an article. They stand on many addresses, as ministries do, so that the limit
 * per host is met as in service. A published item may be a notice: `NOTICE 7-31` in its headline is what a rule looks for,
 * and the number tells it from all others.
 */
export type Ministries = {
  /** The address of each feed. */
  readonly urls: readonly string[]
  /** The next `count` feeds in turn have one more item each; every `noticeEvery`th of them is a notice, none if it is 0. */
  readonly publish: (count: number, noticeEvery: number) => void
  readonly counts: () => MinistryCounts
  readonly close: () => Promise<void>
}

export type MinistryCounts = {
  readonly requests: number
  readonly unchanged: number
  readonly articles: number
  readonly published: number
  /** The numbers of all notices published so far, `7-31`. */
  readonly notices: readonly string[]
}

const ITEMS_PER_FEED = 30
/** With the markup around it an item takes some 1,270 bytes of its feed, as in the feeds of ministries. */
const TEASER_CHARS = 850
const HOST_COUNT = 40

type Feed = { last: number; readonly notices: Set<number>; body: string; etag: string }

export async function openMinistries(feedCount: number): Promise<Ministries> {
  const feeds = Array.from(
    { length: feedCount },
    (): Feed => ({ last: ITEMS_PER_FEED, notices: new Set(), body: '', etag: '' }),
  )
  const counts = { requests: 0, unchanged: 0, articles: 0, published: 0 }
  const notices: string[] = []

  const answer = (url: string, validator: string | undefined, response: ServerResponse): void => {
    const [, kind, index = '', number = ''] = url.split('/')
    const feed = feeds[Number(index)]
    counts.requests += 1
    if (feed === undefined) {
      response.writeHead(404).end()
    } else if (kind === 'news') {
      counts.articles += 1
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      response.end(articleOf(Number(index), Number(number)))
    } else {
      if (feed.body === '') write(feed, Number(index))
      if (validator === feed.etag) {
        counts.unchanged += 1
        response.writeHead(304, { etag: feed.etag }).end()
        return
      }
      response.writeHead(200, { 'content-type': 'application/rss+xml', etag: feed.etag })
      response.end(feed.body)
    }
  }

  const write = (feed: Feed, index: number): void => {
    const numbers = Array.from({ length: ITEMS_PER_FEED }, (_, back) => feed.last - back)
    const items = numbers.map((number) => {
      const address = `${originOf(index)}/news/${index}/${number}`
      return itemOf(address, index, number, feed.notices.has(number))
    })
    feed.body = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Ministry ${index}</title><link>https://ministry.example/</link>
<description>News</description><language>en</language>
${items.join('\n')}
</channel></rss>`
    feed.etag = `"${createHash('sha1').update(feed.body).digest('hex')}"`
  }

  const handler = createServer((request, response) => {
    answer(request.url ?? '/', request.headers['if-none-match'], response)
  })
  const { servers, port } = await listenOnMany(handler, Math.min(HOST_COUNT, feedCount))
  const originOf = (index: number): string => `http://${hostAt(index % servers.length)}:${port}`
  let turn = 0
  return {
    urls: feeds.map((_, index) => `${originOf(index)}/feed/${index}`),
    publish: (count, noticeEvery): void => {
      for (let times = 0; times < count; times += 1) {
        const index = turn % feedCount
        const feed = feeds[index]
        turn += 1
        if (feed === undefined) continue
        feed.last += 1
        counts.published += 1
        if (noticeEvery > 0 && counts.published % noticeEvery === 0) {
          feed.notices.add(feed.last)
          notices.push(`${index}-${feed.last}`)
        }
        feed.body = ''
      }
    },
    counts: () => ({ ...counts, notices }),
    close: async (): Promise<void> => {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

function itemOf(address: string, feed: number, number: number, isNotice: boolean): string {
  const { title, text } = makeRelease(feed * 100_000 + number)
  const headline = isNotice ? `NOTICE ${feed}-${number} ${title}` : title
  return `<item><title>${headline}</title>
<link>${address}</link>
<guid isPermaLink="false">${feed}-${number}</guid>
<description><![CDATA[<p>${text.slice(0, TEASER_CHARS)}</p>]]></description></item>`
}

function articleOf(feed: number, number: number): string {
  const { title, text } = makeRelease(feed * 100_000 + number)
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>${title}</h1><p>${text}</p></article></body></html>`
}

/** Addresses of this machine alone: all of 127.0.0.0/8 is. */
function hostAt(index: number): string {
  return `127.0.1.${index + 1}`
}

/** One handler on one port of many addresses. */
async function listenOnMany(
  first: Server,
  count: number,
): Promise<{ readonly servers: readonly Server[]; readonly port: number }> {
  const listen = async (server: Server, port: number, host: string): Promise<void> =>
    await new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host, backlog: 2_000 }, resolve)
    })
  await listen(first, 0, hostAt(0))
  const { port } = first.address() as AddressInfo // it listens on a port, not on a pipe
  const servers = [first]
  for (let index = 1; index < count; index += 1) {
    const server = createServer((request, response) => {
      first.emit('request', request, response)
    })
    await listen(server, port, hostAt(index))
    servers.push(server)
  }
  return { servers, port }
}
