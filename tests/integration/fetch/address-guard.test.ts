/** What the guard of addresses says and lets through; what it stops is in hostile-servers.test.ts. */
import { describe, expect, test } from 'vitest'
import { lookupOf, makeFetcher, never, requestFor, startServer } from './odd-servers.ts'

describe('a feed that may visit public addresses alone', () => {
  test('names the host, its address and the remedy', async () => {
    const fetcher = makeFetcher({ lookup: lookupOf('10.1.2.3') })
    const request = requestFor('https://intranet.example/rss?key=1', { addresses: 'public' })

    const result = await fetcher.fetch(request, never)

    expect(result).toEqual({
      kind: 'failed',
      reason: 'blocked-address',
      status: null,
      message:
        'https://intranet.example/rss: intranet.example is at 10.1.2.3, not a public address; if that is meant, set `allowPrivate: true` for this feed',
    })
  })

  test('takes a lookup that finds nothing for an unknown name', async () => {
    const fetcher = makeFetcher({ lookup: lookupOf() })
    const request = requestFor('http://ministry.example/rss', { addresses: 'public' })

    const result = await fetcher.fetch(request, never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'dns' })
  })
})

describe('a feed that may visit any address', () => {
  test('visits loopback by address', async () => {
    const server = await startServer((_request, response) => response.end('<rss/>'))
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin, { addresses: 'any' }), never)

    expect(result).toMatchObject({ kind: 'fetched' })
  })

  test('visits loopback by name', async () => {
    const server = await startServer((_request, response) => response.end('<rss/>'))
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`http://intranet.example:${server.port}/`), never)

    expect(result).toMatchObject({ kind: 'fetched' })
  })
})

describe('an address that a person has typed', () => {
  test('may be private, and leads to no other private host', async () => {
    const other = await startServer((_request, response) => response.end('<rss/>'))
    const server = await startServer((request, response) => {
      const location =
        request.path === '/elsewhere' ? `http://127.0.0.2:${new URL(other.origin).port}/` : '/feed'
      response.writeHead(request.path === '/feed' ? 200 : 302, { location }).end('<rss/>')
    })
    const fetcher = makeFetcher()
    const ask = async (path: string): Promise<unknown> =>
      await fetcher.fetch(requestFor(`${server.origin}${path}`, { addresses: 'as-typed' }), never)

    expect(await ask('/here')).toMatchObject({ kind: 'fetched' })
    expect(await ask('/elsewhere')).toMatchObject({ kind: 'failed', reason: 'blocked-address' })
  })
})
