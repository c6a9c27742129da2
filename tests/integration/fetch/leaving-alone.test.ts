import type { ServerResponse } from 'node:http'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import type { Timestamp } from '../../../src/core/time.ts'
import { makeFetcher, never, requestFor, startServer } from './odd-servers.ts'

const UNTIL = '2026-03-03T09:00:00.000Z' as Timestamp

test('a host that asks to be left alone is not asked by those who stand in line for it', async () => {
  const open: ServerResponse[] = []
  const server = await startServer((_request, response) => void open.push(response))
  const blocks = new Map<string, Timestamp>()
  const findBlock = async (host: string): Promise<Timestamp | null> => blocks.get(host) ?? null
  const fetcher = makeFetcher({ perHost: 1, findBlock })
  const first = fetcher.fetch(requestFor(`${server.origin}/1`), never)
  const second = fetcher.fetch(requestFor(`${server.origin}/2`), never)
  await vi.waitUntil(() => open.length === 1)

  blocks.set(new URL(server.origin).host, UNTIL)
  open[0]?.writeHead(429).end()

  expect(await first).toMatchObject({ kind: 'throttled' })
  expect(await second).toEqual({
    kind: 'held-back',
    url: `${server.origin}/2`,
    until: UNTIL,
    message: `${server.origin}/2 was not asked: its server asked to come back later`,
  })
  expect(server.seen.map(({ path }) => path)).toEqual(['/1'])
})

test('a host that wants to be left alone is not asked at the end of a redirect either', async () => {
  const other = await startServer((_request, response) => response.end('<rss/>'))
  const first = await startServer((_request, response) => {
    response.writeHead(302, { location: `http://other.example:${other.port}/rss` }).end()
  })
  const findBlock = async (host: string): Promise<Timestamp | null> =>
    host.startsWith('other') ? UNTIL : null
  const fetcher = makeFetcher({ findBlock })

  const result = await fetcher.fetch(requestFor(`${first.origin}/`), never)

  expect(result).toMatchObject({
    kind: 'held-back',
    url: `http://other.example:${other.port}/rss`,
    until: UNTIL,
  })
  expect(other.seen).toEqual([])
})

test('who asks to come back later after a redirect is named, not who redirects', async () => {
  const other = await startServer((_request, response) => {
    response.writeHead(503, { 'retry-after': '60' }).end()
  })
  const first = await startServer((_request, response) => {
    response.writeHead(302, { location: `http://other.example:${other.port}/rss` }).end()
  })

  const result = await makeFetcher().fetch(requestFor(`${first.origin}/`), never)

  expect(result).toMatchObject({
    kind: 'throttled',
    url: `http://other.example:${other.port}/rss`,
  })
})

test('a host has as many requests at a time as it may, whatever the port', async () => {
  const open: ServerResponse[] = []
  const [left, right] = [
    await startServer((_request, response) => void open.push(response)),
    await startServer((_request, response) => void open.push(response)),
  ]
  const fetcher = makeFetcher({ perHost: 1 })
  const results = [left, right].map(
    async ({ origin }) => await fetcher.fetch(requestFor(origin), never),
  )
  await vi.waitUntil(() => open.length === 1)
  await turn()

  const openAtOnce = open.length
  open[0]?.end('<rss/>')
  await vi.waitUntil(() => open.length === 2)
  open[1]?.end('<rss/>')

  expect(openAtOnce).toBe(1)
  expect((await Promise.all(results)).map(({ kind }) => kind)).toEqual(['fetched', 'fetched'])
})
