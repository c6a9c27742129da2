import { describe, expect, test } from 'vitest'
import { Fetcher } from '../../../src/fetch/fetcher.ts'
import { makeFetcher, never, requestFor, startRawServer, startServer } from './odd-servers.ts'

describe('a request', () => {
  test('says who asks and what for', async () => {
    const server = await startServer((_request, response) => response.end())
    const fetcher = makeFetcher()

    await fetcher.fetch(requestFor(`${server.origin}/rss?a=1#top`), never)

    expect(server.seen).toMatchObject([
      {
        method: 'GET',
        path: '/rss?a=1',
        headers: {
          'user-agent': 'Policywatch/test',
          accept: expect.stringMatching(/^application\/rss\+xml,/),
          'accept-encoding': 'gzip, deflate, br, zstd',
        },
      },
    ])
  })

  test('sends validators back byte for byte', async () => {
    const etag = 'W/"caf\u00e9 , not quoted'
    const lastModified = 'Monday, the 2nd'
    const server = await startServer((request, response) => {
      response.writeHead(request.headers['if-none-match'] === etag ? 304 : 200, {
        etag,
        'last-modified': lastModified,
      })
      response.end()
    })
    const fetcher = makeFetcher()
    const first = await fetcher.fetch(requestFor(server.origin), never)
    const { validators } = first as Extract<typeof first, { kind: 'fetched' }>

    const second = await fetcher.fetch(requestFor(server.origin, { validators }), never)

    expect(validators).toEqual({ url: `${server.origin}/`, etag, lastModified })
    expect(second).toMatchObject({ kind: 'unchanged', validators })
    expect(server.seen[1]?.headers['if-modified-since']).toBe(lastModified)
  })

  test('posts its body as a form', async () => {
    const server = await startServer((_request, response) => response.end())
    const fetcher = makeFetcher()

    await fetcher.fetch(requestFor(server.origin, { method: 'POST', body: '쪽=1' }), never)

    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        body: '쪽=1',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '5' },
      },
    ])
  })

  test('posts nothing when there is no body', async () => {
    const server = await startServer((_request, response) => response.end())
    const fetcher = makeFetcher()

    await fetcher.fetch(requestFor(server.origin, { method: 'POST' }), never)

    expect(server.seen).toMatchObject([
      { method: 'POST', body: '', headers: { 'content-length': '0' } },
    ])
  })

  test.each([
    ['a value with a line break', { 'X-Key': 'secret\r\nHost: evil' }, 'cannot carry'],
    ['a name with a blank', { 'X Key': 'secret' }, 'does not allow'],
  ])('fails by itself for %s, which is not repeated', async (_what, headers, said) => {
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor('http://a.example/', { headers }), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'protocol',
      message: expect.stringContaining(said),
    })
    expect(JSON.stringify(result)).not.toContain('secret')
  })

  test.each([
    ['nonsense', 'must begin with https://'],
    ['ftp://a.example/secret', 'http or https, not ftp:'],
    ['file:///etc/secret', 'http or https, not file:'],
    ['http://me:secret@a.example/rss', 'http://a.example/rss has a user name or password'],
  ])('for %s is refused', async (url, said) => {
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(url), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'bad-url',
      message: expect.stringContaining(said),
    })
    expect(JSON.stringify(result)).not.toContain('secret')
  })
})

describe('an answer', () => {
  test('without a length ends with its connection', async () => {
    const server = await startRawServer('HTTP/1.1 200 OK\r\n\r\n<rss/>', (socket) => socket.end())
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'fetched', body: Buffer.from('<rss/>') })
  })

  test('comes with all that the next poll needs', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/rss+xml; charset=euc-kr',
        'cache-control': 'public, max-age=300',
        etag: '"1"',
      })
      response.end('<rss/>')
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`${server.origin}/rss`), never)

    expect(result).toEqual({
      kind: 'fetched',
      status: 200,
      url: `${server.origin}/rss`,
      movedTo: null,
      needsCookie: false,
      contentType: 'application/rss+xml; charset=euc-kr',
      maxAgeSeconds: 300,
      validators: { url: `${server.origin}/rss`, etag: '"1"', lastModified: null },
      body: Buffer.from('<rss/>'),
    })
  })

  test.each([
    [429, { 'retry-after': '120' }, { kind: 'throttled', retryAfterMs: 120_000 }],
    [503, {}, { kind: 'throttled', retryAfterMs: null }],
    [410, {}, { kind: 'gone', status: 410 }],
    [404, {}, { kind: 'failed', reason: 'status', status: 404 }],
    [500, {}, { kind: 'failed', reason: 'status', status: 500 }],
    [300, {}, { kind: 'failed', reason: 'status', status: 300 }],
    [999, {}, { kind: 'failed', reason: 'status', status: 999 }],
    [304, {}, { kind: 'failed', reason: 'status', status: 304 }],
    [302, {}, { kind: 'failed', reason: 'redirect', status: 302 }],
  ])('of %i is told apart', async (status, headers, expected) => {
    const server = await startServer((_request, response) => {
      response.writeHead(status, headers).end()
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject(expected)
  })

  test('of a status that is no success is not read to its end', async () => {
    const server = await startRawServer('HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nx')
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`${server.origin}/rss?key=secret`), never)

    expect(result).toMatchObject({ message: `${server.origin}/rss answered 404 Not Found` })
  })
})

describe('the limit per host', () => {
  test('lets two in at a time and the others in turn', async () => {
    const served: string[] = []
    let now = 0
    let most = 0
    const server = await startServer((request, response) => {
      now += 1
      most = Math.max(most, now)
      served.push(request.path)
      setTimeout(() => {
        now -= 1
        response.end()
      }, 30)
    })
    const fetcher = makeFetcher({ perHost: 2 })
    const paths = ['/1', '/2', '/3', '/4', '/5', '/6']

    await Promise.all(paths.map((path) => fetcher.fetch(requestFor(server.origin + path), never)))

    expect(most).toBe(2)
    expect(served.toSorted()).toEqual(paths)
  })

  test('does not count the wait for a place towards the deadline', async () => {
    const server = await startServer((_request, response) => setTimeout(() => response.end(), 300))
    const fetcher = makeFetcher({ perHost: 1, limits: { deadlineMs: 800 } })
    const visits = ['/1', '/2', '/3', '/4'].map((path) =>
      fetcher.fetch(requestFor(server.origin + path), never),
    )

    const results = await Promise.all(visits)

    expect(results.map(({ kind }) => kind)).toEqual(Array(4).fill('fetched'))
  })

  test('gives a place free after a failure', async () => {
    const server = await startRawServer('nonsense\r\n')
    const fetcher = makeFetcher({ perHost: 1 })
    await fetcher.fetch(requestFor(server.origin), never)

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'protocol' })
  })
})

test('a fetcher without a place for anybody is a mistake of its maker', () => {
  expect(() => new Fetcher({ userAgent: 'x', perHost: 0 })).toThrow('perHost must be at least 1')
})
