import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { FetchResult } from '../../src/core/feed/fetch-result.ts'
import { Fetcher } from '../../src/fetch/fetcher.ts'

/** What a ministry's server says, and what it means. Only the answer matters here, so that no server is started. */
const server = setupServer()
const URL = 'https://ministry.test/rss'

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

async function visit(answer: () => Response, etag: string | null = null): Promise<FetchResult> {
  server.use(http.get(URL, answer))
  const fetcher = new Fetcher({ userAgent: 'Policywatch/test', perHost: 2 })
  onTestFinished(async () => await fetcher.close())
  return await fetcher.fetch(
    {
      url: URL,
      method: 'GET',
      body: null,
      headers: {},
      validators: etag === null ? null : { url: URL, etag, lastModified: null },
      addresses: 'any', // the stand-in for a socket reports a loopback peer
      accept: 'feed',
    },
    AbortSignal.timeout(10_000),
  )
}

test('an answer of 200 brings the body with its validators, byte for byte', async () => {
  const headers = { etag: 'W/"a b"', 'last-modified': 'Tue,  3 Mar 2026 08:20:00 GMT' }

  const result = await visit(() => new HttpResponse('<rss/>', { headers }))

  expect(result).toMatchObject({
    kind: 'fetched',
    status: 200,
    validators: { url: URL, etag: 'W/"a b"', lastModified: headers['last-modified'] },
  })
})

test('an answer of 304 means that the document is as it was', async () => {
  expect(await visit(() => new HttpResponse(null, { status: 304 }), '"v1"')).toMatchObject({
    kind: 'unchanged',
  })
})

test('the validators of the last visit go back as they came', async () => {
  let sent: string | null = null
  server.use(
    http.get(URL, ({ request }) => {
      sent = request.headers.get('if-none-match')
      return new HttpResponse(null, { status: 304 })
    }),
  )
  const fetcher = new Fetcher({ userAgent: 'Policywatch/test', perHost: 2 })
  onTestFinished(async () => await fetcher.close())

  await fetcher.fetch(
    {
      url: URL,
      method: 'GET',
      body: null,
      headers: {},
      validators: { url: URL, etag: 'W/"odd, but theirs"', lastModified: null },
      addresses: 'any',
      accept: 'feed',
    },
    AbortSignal.timeout(10_000),
  )

  expect(sent).toBe('W/"odd, but theirs"')
})

test.each([
  [429, { 'retry-after': '90' }, { kind: 'throttled', retryAfterMs: 90_000 }],
  [503, {}, { kind: 'throttled', retryAfterMs: null }],
  [410, {}, { kind: 'gone' }],
  [404, {}, { kind: 'failed', reason: 'status', status: 404 }],
  [500, {}, { kind: 'failed', reason: 'status', status: 500 }],
])('an answer of %i with %o is told apart', async (status, headers, expected) => {
  const result = await visit(() => new HttpResponse('words', { status, headers }))

  expect(result).toMatchObject(expected)
})
