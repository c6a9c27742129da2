/** Requests from a thread of their own: what becomes of them is what becomes of those from this one, and a thread that fails harms the next one in nothing. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FetchResult } from '../../../src/core/feed/fetch-result.ts'
import { DirectTransport } from '../../../src/fetch/direct-transport.ts'
import { defaultLimits } from '../../../src/fetch/fetch-limits.ts'
import { Fetcher } from '../../../src/fetch/fetcher.ts'
import { openTransport } from '../../../src/fetch/open-transport.ts'
import { ThreadTransport } from '../../../src/fetch/thread-transport.ts'
import type { HopRequest } from '../../../src/fetch/transport.ts'
import { findClosedPort, never, requestFor, startRawServer, startServer } from './odd-servers.ts'

type Options = ConstructorParameters<typeof ThreadTransport>[0]

function openThreaded(options: Options = {}): Fetcher {
  const transport = new ThreadTransport(options)
  const fetcher = new Fetcher({ userAgent: 'Policywatch/test', perHost: 40, transport })
  onTestFinished(async () => await fetcher.close())
  return fetcher
}

const oddWorker = new URL('../../support/odd-transport-worker.ts', import.meta.url)
const askOdd = async (fetcher: Fetcher, path: string): Promise<string> => {
  const result = await fetcher.fetch(requestFor(`https://odd.test/${path}`), never)
  if (result.kind === 'failed') return result.message
  return result.kind === 'fetched' ? Buffer.from(result.body).toString() : result.kind
}

describe('requests from a thread of their own', () => {
  test('bring whole bodies, also large ones and none', async () => {
    const bodies: Readonly<Record<string, Buffer>> = {
      '/small': Buffer.from('<rss/>'),
      '/large': Buffer.alloc(3_000_000, 'policy '),
      '/none': Buffer.alloc(0),
    }
    const server = await startServer(({ path }, response) => response.end(bodies[path]))
    const fetcher = openThreaded()

    const results = await Promise.all(
      Object.keys(bodies).map(
        async (path) => await fetcher.fetch(requestFor(`${server.origin}${path}`), never),
      ),
    )

    const texts = results.map((result) => result.kind === 'fetched' && Buffer.from(result.body))
    expect(texts).toEqual(Object.values(bodies))
  })

  test('take form, headers and validators along', async () => {
    const server = await startServer((_request, response) => response.writeHead(304).end())
    const fetcher = openThreaded()
    const validators = { url: `${server.origin}/feed`, etag: '"1"', lastModified: null }
    const form = { method: 'POST', body: 'page=1', headers: { 'X-Key': 'k' } } as const

    const [got] = [
      await fetcher.fetch(requestFor(`${server.origin}/feed`, { validators }), never),
      await fetcher.fetch(requestFor(`${server.origin}/form`, form), never),
    ]

    expect(got).toMatchObject({ kind: 'unchanged', validators })
    expect(server.seen).toMatchObject([
      { method: 'GET', headers: { 'if-none-match': '"1"' } },
      { method: 'POST', body: 'page=1', headers: { 'x-key': 'k' } },
    ])
  })

  test('fail with the same words as those from this one', async () => {
    const broken = await startRawServer(
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss',
      (socket) => socket.end(),
    )
    const closed = `http://127.0.0.1:${await findClosedPort()}/`
    const urls = [closed, broken.origin, 'http://127.0.0.1/', 'https://[::1]/']
    const direct = new Fetcher({ userAgent: 'Policywatch/test', perHost: 40 })
    onTestFinished(async () => await direct.close())
    const askAll = async (fetcher: Fetcher): Promise<readonly FetchResult[]> =>
      await Promise.all(
        urls.map(async (url, index) => {
          const addresses = index < 2 ? 'any' : 'public'
          return await fetcher.fetch(requestFor(url, { addresses }), never)
        }),
      )

    const [threaded, plain] = [await askAll(openThreaded()), await askAll(direct)]

    expect(threaded).toEqual(plain)
    expect(threaded.map((result) => result.kind === 'failed' && result.reason)).toEqual([
      'connect',
      'protocol',
      'blocked-address',
      'blocked-address',
    ])
  })

  test('end when they are stopped, beforehand too', async () => {
    const stop = new AbortController()
    const server = await startServer(() => stop.abort())
    const fetcher = openThreaded()

    const results = [
      await fetcher.fetch(requestFor(server.origin), stop.signal),
      await fetcher.fetch(requestFor(server.origin), stop.signal),
    ]

    expect(results).toMatchObject([{ reason: 'aborted' }, { reason: 'aborted' }])
    expect(server.seen).toHaveLength(1)
  })

  test('end by the hundred when the fetcher is closed, and leave no connection', async () => {
    const { promise: all, resolve } = Promise.withResolvers<void>()
    const server = await startServer(() => void (server.seen.length >= 40 && resolve()))
    const fetcher = openThreaded()
    const visits = Array.from({ length: 100 }, async (_, index) =>
      fetcher.fetch(requestFor(`${server.origin}/${index}`), never),
    )
    await all

    await fetcher.close()

    expect(new Set((await Promise.all(visits)).map(reasonOf))).toEqual(new Set(['aborted']))
    await expect.poll(() => server.openSockets.size).toBe(0)
  })

  test('go on in another thread after a while without any', async () => {
    const server = await startServer((_request, response) => response.end('<rss/>'))
    const fetcher = openThreaded({ idleMs: 20 })
    const first = await fetcher.fetch(requestFor(server.origin), never)
    await expect.poll(() => server.openSockets.size).toBe(0)

    const second = await fetcher.fetch(requestFor(server.origin), never)

    expect([first.kind, second.kind]).toEqual(['fetched', 'fetched'])
  })

  test('keep their thread busy, which says so', async () => {
    const server = await startServer((_request, response) => response.end('<rss/>'))
    const fetcher = openThreaded()
    const before = fetcher.readBusyShare()

    await fetcher.fetch(requestFor(server.origin), never)

    const share = fetcher.readBusyShare()
    expect(before).toBe(0)
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThanOrEqual(1)
  })
})

function reasonOf(result: FetchResult): string {
  return result.kind === 'failed' ? result.reason : result.kind
}

describe('a thread that', () => {
  test.each([
    ['breaks down', 'crash', {}, 'broke down: a fault in the thread'],
    ['ends', 'exit', {}, 'broke down: it ended without a word'],
    ['hangs', 'loop', { stuckMs: 500 }, 'broke down: it has not answered for 0.5 s'],
    ['says nothing of a request', 'silent', { stuckMs: 500 }, 'it has not answered for 0.5 s'],
  ])(
    '%s breaks the requests that it has, and the next one starts another',
    async (_what, path, options, message) => {
      const fetcher = openThreaded({ workerFile: oddWorker, ...options })
      const first = await askOdd(fetcher, 'who')

      const ask = async (): Promise<FetchResult> =>
        await fetcher.fetch(requestFor(`https://odd.test/${path}`), never)
      const broken = await Promise.all([ask(), ask()])
      const next = await askOdd(fetcher, 'who')

      const failed = { kind: 'failed', reason: 'broken', message: expect.stringContaining(message) }
      expect(broken).toMatchObject([failed, failed])
      expect(next).toMatch(/^thread \d+$/)
      expect(next).not.toBe(first)
    },
  )

  test('meets a fault of ours breaks the one request', async () => {
    const fetcher = openThreaded({ workerFile: oddWorker })

    const [fault, other] = await Promise.allSettled([
      askOdd(fetcher, 'fault'),
      askOdd(fetcher, 'who'),
    ])

    expect(fault).toMatchObject({ reason: new TypeError('a fault of ours') })
    expect(other).toMatchObject({ status: 'fulfilled' })
  })

  test('cannot be started breaks the request that it was for', async () => {
    const workerFile = new URL('./no-such-worker.ts', import.meta.url)
    const fetcher = openThreaded({ workerFile })

    expect(await askOdd(fetcher, 'who')).toContain('the thread that talks to servers broke down')
  })

  test('hangs when the fetcher is closed is not waited for', async () => {
    const fetcher = openThreaded({ workerFile: oddWorker, closeMs: 100 })
    const hanging = askOdd(fetcher, 'loop')
    await sleep(200)

    await fetcher.close()

    expect(await hanging).toContain('it did not end')
  })
})

test('nothing is started for what ended by itself while it was to be stopped', async () => {
  const transport = new ThreadTransport({ workerFile: oddWorker })
  onTestFinished(async () => await transport.close())
  const stop = new AbortController()
  const url = new URL('https://odd.test/who')
  const request: HopRequest = {
    url,
    start: url,
    method: 'GET',
    headers: {},
    body: null,
    addresses: 'any',
    maxBodyBytes: 1_000,
    remainingMs: 1_000,
  }
  await transport.send(request, never)
  const sent = Array.from({ length: 16 }, async () => await transport.send(request, stop.signal)) // as many as go at once

  stop.abort() // told with others, a few milliseconds later
  await Promise.all(sent)
  await transport.close()
  await sleep(50)

  expect(transport.readBusyShare()).toBe(0)
})

test.each([
  [true, ThreadTransport],
  [false, DirectTransport],
])(
  'with room for a thread (%s) requests come from where they cost least',
  async (hasRoom, kind) => {
    const transport = openTransport(hasRoom)
    onTestFinished(async () => await transport.close())

    expect(transport).toBeInstanceOf(kind)
  },
)

test('from this thread nobody else is busy', () => {
  expect(new DirectTransport(defaultLimits).readBusyShare()).toBe(0)
})
