/** Redirects, what travels along them, and the cookies of one visit. */
import { describe, expect, test } from 'vitest'
import { makeFetcher, never, requestFor, startServer } from './odd-servers.ts'

describe('a chain of redirects', () => {
  test.each([
    ['only 301 and 308', [301, 308], '/2'],
    ['a 302 among them', [301, 302], null],
    ['a 307 first', [307, 301], null],
  ])('says that a feed has moved by %s', async (_what, statuses, movedTo) => {
    const server = await startServer((request, response) => {
      const step = Number(request.path.slice(1))
      response.writeHead(statuses[step] ?? 200, { location: `/${step + 1}` }).end('<rss/>')
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`${server.origin}/0#top`), never)

    expect(result).toMatchObject({
      kind: 'fetched',
      url: `${server.origin}/2`,
      movedTo: movedTo && `${server.origin}${movedTo}`,
    })
  })

  test('of five is followed', async () => {
    const server = await startServer((request, response) => {
      const step = Number(request.path.slice(1))
      response.writeHead(step < 5 ? 302 : 200, { location: `/${step + 1}` }).end()
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`${server.origin}/0`), never)

    expect(result).toMatchObject({ kind: 'fetched', url: `${server.origin}/5` })
  })

  test('follows a path in plain UTF-8', async () => {
    const server = await startServer((request, response) => {
      const location = Buffer.from('/보도자료', 'utf8').toString('latin1')
      response.writeHead(request.path === '/' ? 302 : 200, { location }).end('<rss/>')
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`${server.origin}/`), never)

    expect(result).toMatchObject({ url: `${server.origin}${encodeURI('/보도자료')}` })
  })

  test('does not wait for the body of a redirect', async () => {
    const server = await startServer((request, response) => {
      const isFirst = request.path === '/'
      response.writeHead(isFirst ? 302 : 200, { location: '/rss', 'content-length': 6 })
      response.write(isFirst ? '<' : '<rss/>')
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`${server.origin}/`), never)

    expect(result).toMatchObject({ kind: 'fetched' })
  })
})

describe('a redirect to another host', () => {
  test('goes without headers, cookies and validators that were meant for the first', async () => {
    const other = await startServer((_request, response) => response.end('<rss/>'))
    const first = await startServer((_request, response) => {
      const location = `http://other.example:${other.port}/rss`
      response.writeHead(302, { location, 'set-cookie': 'session=1' }).end()
    })
    const fetcher = makeFetcher()
    const url = `http://first.example:${first.port}/`

    await fetcher.fetch(
      requestFor(url, {
        headers: { Authorization: 'Bearer x', Cookie: 'a=b', 'X-Api-Key': 'k', Accept: 'text/x' },
        validators: { url, etag: '"1"', lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT' },
      }),
      never,
    )

    expect(first.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer x',
      cookie: 'a=b',
      'x-api-key': 'k',
      'if-none-match': '"1"',
    })
    expect(Object.keys(other.seen[0]?.headers ?? {}).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
  })

  test('gets a 304 from the address that gave the validators', async () => {
    const other = await startServer((request, response) => {
      const isKnown = request.headers['if-none-match'] === '"1"'
      response.writeHead(isKnown ? 304 : 200, { etag: '"1"' }).end(isKnown ? '' : '<rss/>')
    })
    const first = await startServer((_request, response) => {
      response.writeHead(301, { location: `http://other.example:${other.port}/rss` }).end()
    })
    const fetcher = makeFetcher()
    const url = `http://first.example:${first.port}/`
    const whole = await fetcher.fetch(requestFor(url), never)
    const { validators } = whole as Extract<typeof whole, { kind: 'fetched' }>

    const again = await fetcher.fetch(requestFor(url, { validators }), never)

    expect(again).toMatchObject({ kind: 'unchanged', validators })
    expect(first.seen.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
    ])
  })

  test('and back again does not bring them back', async () => {
    const first = await startServer((request, response) => {
      const location = `http://other.example:${other.port}/`
      response.writeHead(request.path === '/' ? 302 : 200, { location }).end('<rss/>')
    })
    const other = await startServer((_request, response) => {
      response.writeHead(302, { location: `http://first.example:${first.port}/delete` }).end()
    })
    const fetcher = makeFetcher()
    const url = `http://first.example:${first.port}/`

    await fetcher.fetch(requestFor(url, { headers: { Authorization: 'Bearer x' } }), never)

    expect(first.seen.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/', 'Bearer x'],
      ['/delete', undefined],
    ])
  })

  test('does not wait for itself when both hosts redirect to each other and have one place', async () => {
    const left = await startServer((request, response) => {
      const location = `http://right.example:${right.port}/end`
      response.writeHead(request.path === '/' ? 302 : 200, { location }).end('<rss/>')
    })
    const right = await startServer((request, response) => {
      const location = `http://left.example:${left.port}/end`
      response.writeHead(request.path === '/' ? 302 : 200, { location }).end('<rss/>')
    })
    const fetcher = makeFetcher({ perHost: 1 })

    const results = await Promise.all([
      fetcher.fetch(requestFor(`http://left.example:${left.port}/`), never),
      fetcher.fetch(requestFor(`http://right.example:${right.port}/`), never),
    ])

    expect(results.map(({ kind }) => kind)).toEqual(['fetched', 'fetched'])
  })
})

describe('a redirected POST', () => {
  test.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'page=1'],
    [308, 'POST', 'page=1'],
  ])('by %i arrives as %s', async (status, method, body) => {
    const server = await startServer((request, response) => {
      response.writeHead(request.path === '/' ? status : 200, { location: '/rss' }).end()
    })
    const fetcher = makeFetcher()

    await fetcher.fetch(requestFor(server.origin, { method: 'POST', body: 'page=1' }), never)

    expect(server.seen).toMatchObject([
      { path: '/', method: 'POST', body: 'page=1' },
      { path: '/rss', method, body },
    ])
  })
})

describe('the cookies of a visit', () => {
  test('satisfy a server that redirects to itself until its cookie comes back', async () => {
    const server = await startServer((request, response) => {
      const isKnown = request.headers.cookie === 'pass=1; lang=ko'
      response.setHeader('set-cookie', ['pass=1; Path=/; HttpOnly', 'lang=ko'])
      response.writeHead(isKnown ? 200 : 307, { location: request.path }).end('<rss/>')
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`${server.origin}/rss`), never)

    expect(result).toMatchObject({ kind: 'fetched', movedTo: null })
  })

  test('are forgotten afterwards', async () => {
    const server = await startServer((request, response) => {
      const status = request.path === '/' ? 302 : 200
      response.writeHead(status, { location: '/rss', 'set-cookie': 'a=1' }).end()
    })
    const fetcher = makeFetcher()
    await fetcher.fetch(requestFor(`${server.origin}/`), never)

    await fetcher.fetch(requestFor(`${server.origin}/rss`), never)

    expect(server.seen.map(({ headers }) => headers.cookie)).toEqual([undefined, 'a=1', undefined])
  })

  test('join the cookie that is configured', async () => {
    const server = await startServer((request, response) => {
      const status = request.path === '/' ? 302 : 200
      response.writeHead(status, { location: '/rss', 'set-cookie': 'a=1' }).end()
    })
    const fetcher = makeFetcher()

    await fetcher.fetch(requestFor(`${server.origin}/`, { headers: { Cookie: 'own=2' } }), never)

    expect(server.seen[1]?.headers.cookie).toBe('own=2; a=1')
  })
})
