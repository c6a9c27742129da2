/** Servers that lie, stall, overflow or talk nonsense: each names what ends the visit. */
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import {
  failingLookup,
  findClosedPort,
  makeFetcher,
  never,
  requestFor,
  startRawServer,
  startServer,
} from './odd-servers.ts'

const FEED = '<rss version="2.0"><channel><title>보도자료</title></channel></rss>'
const OK = 'HTTP/1.1 200 OK\r\n'

/** Everything small, so that a test meets it at once. */
const tight = {
  deadlineMs: 1_500,
  connectTimeoutMs: 400,
  idleTimeoutMs: 400,
  maxHeaderBytes: 2_048,
  maxCompressedBytes: 4_000,
  maxDecodedBytes: 10_000,
}

describe('an answer that is not what HTTP allows', () => {
  test.each([
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'protocol', 'no valid HTTP answer'],
    ['is HTTP/0.9', FEED, 'protocol', 'no valid HTTP answer'],
    [
      'has a length that is no number',
      `${OK}Content-Length: many\r\n\r\n`,
      'protocol',
      'no valid HTTP',
    ],
    [
      'has two lengths',
      `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`,
      'protocol',
      'no valid HTTP',
    ],
    [
      'has headers without end',
      `${OK}${'X-Noise: aaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(200)}`,
      'too-large',
      'headers',
    ],
    ['has one endless header', `${OK}X-Noise: ${'a'.repeat(9_000)}`, 'too-large', 'headers'],
    [
      'changes protocols unasked',
      'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
      'protocol',
      'without an answer',
    ],
    [
      'breaks its chunks',
      `${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\nhello`,
      'protocol',
      'not valid HTTP',
    ],
    [
      'announces too much',
      `${OK}Content-Length: 99999999999\r\n\r\n`,
      'too-large',
      'announced with 99999999999 bytes',
    ],
    ['stays silent after its headers', `${OK}Content-Length: 5\r\n\r\n`, 'timeout', 'silent'],
    ['stays silent in its headers', OK, 'timeout', 'silent'],
  ])('fails when it %s', async (_what, bytes, reason, said) => {
    const server = await startRawServer(bytes)
    const fetcher = makeFetcher({ limits: tight })

    const result = await fetcher.fetch(requestFor(`${server.origin}/rss`), never)

    expect(result).toMatchObject({ kind: 'failed', reason, message: expect.stringContaining(said) })
  })

  test.each([
    ['in its announced length', `${OK}Content-Length: 500\r\n\r\n${FEED}`],
    ['inside a chunk', `${OK}Transfer-Encoding: chunked\r\n\r\nff\r\n<rss>`],
    ['before the last chunk', `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n`],
  ])('fails as broken off when it ends early %s', async (_where, bytes) => {
    const server = await startRawServer(bytes, (socket) => socket.end())
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'protocol',
      message: expect.stringContaining('broke off'),
    })
  })

  test.each([
    ['says nothing', ''],
    ['stops in the headers', `${OK}Content-Le`],
  ])('fails when the server hangs up and %s', async (_what, bytes) => {
    const server = await startRawServer(bytes, (socket) => socket.end())
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'protocol' })
  })

  test('takes what was announced when the server sends more', async () => {
    const server = await startRawServer(`${OK}Content-Length: 5\r\n\r\n<rss>and more`)
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'fetched', body: Buffer.from('<rss>') })
  })

  test('takes a body whose end is the end of the connection', async () => {
    const server = await startRawServer(`${OK}\r\n<rss/>`, (socket) => socket.end())
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'fetched', body: Buffer.from('<rss/>') })
  })
})

test('does not take a reset for the end of a body without length', async () => {
  const server = await startRawServer(`${OK}\r\n<rss><channel>`, (socket) => {
    setTimeout(() => socket.resetAndDestroy(), 50)
  })
  const fetcher = makeFetcher()

  const result = await fetcher.fetch(requestFor(server.origin), never)

  expect(result).toMatchObject({ kind: 'failed', reason: 'protocol' })
})

describe('an answer without end', () => {
  test.each([
    ['interim answers', '', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
    ['a body that drips', `${OK}\r\n`, 'x'],
    ['chunks that drip', `${OK}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'],
    ['headers that drip', OK, 'X: y\r\n'],
  ])('is ended by the deadline: %s', async (_what, start, drop) => {
    const server = await startRawServer(start, dripping(drop))
    const fetcher = makeFetcher({ limits: { deadlineMs: 600, idleTimeoutMs: 400 } })

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      message: expect.stringContaining('did not end within 0.6 s'),
    })
  })

  test('is ended by the size when it floods', async () => {
    const server = await startServer((_request, response) => {
      const flood = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1_000)));
      }
      response.on('drain', flood)
      flood()
    })
    const fetcher = makeFetcher({ limits: tight })

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'too-large',
      message: expect.stringContaining('larger than 10000 bytes'),
    })
  })

  test('spends one deadline on all redirects together', async () => {
    const server = await startServer((request, response) => {
      setTimeout(() => {
        response.writeHead(302, { location: `${request.path}x` }).end()
      }, 250)
    })
    const fetcher = makeFetcher({ limits: { deadlineMs: 600 } })

    const result = await fetcher.fetch(requestFor(`${server.origin}/`), never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'timeout' })
  })
})

describe('a server that cannot be reached', () => {
  test('says so when nobody listens', async () => {
    const port = await findClosedPort()
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`http://127.0.0.1:${port}/rss?key=secret`), never)

    expect(result).toEqual({
      kind: 'failed',
      reason: 'connect',
      status: null,
      message: `http://127.0.0.1:${port}/rss: the server refuses connections on this port (ECONNREFUSED)`,
    })
  })

  test.each([
    ['ENOTFOUND', 'check the spelling'],
    ['EAI_AGAIN', 'does not answer at the moment'],
    ['ESERVFAIL', 'looking up the name failed'],
  ])('says so when its name is not found: %s', async (code, said) => {
    const fetcher = makeFetcher({ lookup: failingLookup(code) })

    const result = await fetcher.fetch(requestFor('http://motir.example/rss'), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'dns',
      message: expect.stringMatching(new RegExp(`^http://motir.example/rss: .*${said}`)),
    })
  })

  test('says so when the lookup never ends', async () => {
    const fetcher = makeFetcher({ lookup: () => undefined, limits: tight })

    const result = await fetcher.fetch(requestFor('http://motir.example/rss'), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      message: expect.stringContaining('no connection within 0.4 s, while its name was looked up'),
    })
  })

  test('says so when it never agrees on a secure connection', async () => {
    const server = await startRawServer('')
    const fetcher = makeFetcher({ limits: tight })

    const result = await fetcher.fetch(requestFor(`https://127.0.0.1:${server.port}/`), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      message: expect.stringContaining('while agreeing on a secure connection'),
    })
  })

  test('says so when it resets the connection', async () => {
    const server = await startRawServer('', (socket) => socket.resetAndDestroy())
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'protocol',
      message: expect.stringContaining('broke off the connection (ECONNRESET)'),
    })
  })
})

function dripping(drop: string): (socket: Socket) => void {
  return (socket) => {
    const timer = setInterval(() => socket.write(drop), 50)
    socket.on('close', () => clearInterval(timer))
  }
}
