/** Which visits share a connection, and what a server that closes it does to them. */
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { makeFetcher, never, requestFor, startServer, startTlsServer } from './odd-servers.ts'

const FEED = '<rss/>'

/** Answers, and notes the connection of each answer by its port at the other end. */
function noting(
  ports: (number | undefined)[],
): (request: unknown, response: ServerResponse) => void {
  return (_request: unknown, response: ServerResponse): void => {
    ports.push(response.socket?.remotePort)
    response.end(FEED)
  }
}

const distinct = (ports: readonly unknown[]): number => new Set(ports).size

test('the feeds of a host are asked for over one connection, one after the other', async () => {
  const ports: number[] = []
  const server = await startServer(noting(ports))
  const fetcher = makeFetcher()

  await fetcher.fetch(requestFor(`${server.origin}/one`), never)
  await fetcher.fetch(requestFor(`${server.origin}/two`), never)

  expect(ports).toHaveLength(2)
  expect(distinct(ports)).toBe(1)
})

test('an answer without a body leaves its connection to the next feed', async () => {
  const ports: (number | undefined)[] = []
  const server = await startServer((_request, response) => {
    ports.push(response.socket?.remotePort)
    response.writeHead(304).end()
  })
  const fetcher = makeFetcher()
  const validators = { url: `${server.origin}/`, etag: '"1"', lastModified: null }

  const first = await fetcher.fetch(requestFor(server.origin, { validators }), never)
  const second = await fetcher.fetch(requestFor(server.origin, { validators }), never)

  expect([first.kind, second.kind]).toEqual(['unchanged', 'unchanged'])
  expect(distinct(ports)).toBe(1)
})

test.each([
  ['an error page', 500],
  ['a redirect', 302],
])('%s is not read, so its connection serves nobody else', async (_what, status) => {
  const ports: (number | undefined)[] = []
  const server = await startServer((_request, response) => {
    ports.push(response.socket?.remotePort)
    response.writeHead(status, { location: '/there' }).end('look there')
  })
  const fetcher = makeFetcher()

  await fetcher.fetch(requestFor(`${server.origin}/one`), never)
  await fetcher.fetch(requestFor(`${server.origin}/two`), never)

  expect(distinct(ports)).toBe(ports.length)
})

test('a feed whose server closes the shared connection at that moment is asked for once more', async () => {
  const ports: (number | undefined)[] = []
  const server = await startServer((_request, response) => {
    const isReused = ports.includes(response.socket?.remotePort)
    ports.push(response.socket?.remotePort)
    if (isReused) response.socket?.destroy()
    else response.end(FEED)
  })
  const fetcher = makeFetcher()
  await fetcher.fetch(requestFor(`${server.origin}/one`), never)

  const second = await fetcher.fetch(requestFor(`${server.origin}/two`), never)

  expect(second).toMatchObject({ kind: 'fetched', status: 200 })
  expect(server.seen.map(({ path }) => path)).toEqual(['/one', '/two', '/two'])
})

test('a server that breaks off a new connection has failed, and is not asked again', async () => {
  const server = await startServer((_request, response) => response.socket?.destroy())
  const fetcher = makeFetcher()

  const result = await fetcher.fetch(requestFor(server.origin), never)

  expect(result).toMatchObject({ kind: 'failed' })
  expect(server.seen).toHaveLength(1)
})

test('a form is sent over a connection of its own, as it must not be sent twice', async () => {
  const ports: (number | undefined)[] = []
  const server = await startServer(noting(ports))
  const fetcher = makeFetcher()

  await fetcher.fetch(requestFor(server.origin), never)
  await fetcher.fetch(requestFor(server.origin, { method: 'POST', body: 'a=1' }), never)

  expect(distinct(ports)).toBe(2)
})

test('a feed that must stay on the public internet is not asked for over a connection to a private address', async () => {
  const server = await startServer((_request, response) => response.end(FEED))
  const fetcher = makeFetcher()
  const url = `http://news.example:${server.port}/`
  await fetcher.fetch(requestFor(url), never)

  const result = await fetcher.fetch(requestFor(url, { addresses: 'public' }), never)

  expect(result).toMatchObject({ kind: 'failed', reason: 'blocked-address' })
  expect(server.seen).toHaveLength(1)
})

test('what came over a connection before counts for nobody', async () => {
  const body = 'x'.repeat(600)
  const server = await startServer((_request, response) => response.end(body))
  const limits = { maxWireBytes: 1_500 }
  const fetcher = makeFetcher({ limits })

  const kinds: string[] = []
  kinds.push((await fetcher.fetch(requestFor(`${server.origin}/1`), never)).kind)
  kinds.push((await fetcher.fetch(requestFor(`${server.origin}/2`), never)).kind)
  kinds.push((await fetcher.fetch(requestFor(`${server.origin}/3`), never)).kind)

  expect(kinds).toEqual(['fetched', 'fetched', 'fetched'])
})

test('no more connections wait than may, and the others are closed', async () => {
  const server = await startTlsServer((_request, response) => response.end(FEED))
  const fetcher = makeFetcher({ perHost: 200 })

  await Promise.all(
    Array.from({ length: 90 }, (_, index) =>
      fetcher.fetch(requestFor(`${server.origin}/${index}`), never),
    ),
  )

  await expect.poll(() => server.openSockets.size).toBeLessThanOrEqual(64)
})
