import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import type { FetchResult, Validators } from '../../src/core/feed/fetch-result.ts'
import { firstHop } from '../../src/fetch/hop.ts'
import { readAnswer } from '../../src/fetch/read-answer.ts'

const START = new URL('https://a.example/rss?key=secret')
const NOW_MS = Date.UTC(2026, 2, 2, 9)
const SENT: Validators = {
  url: START.href,
  etag: '"1"',
  lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT',
}

function read(
  status: number,
  headers: IncomingHttpHeaders = {},
  sent: Validators | null = null,
): FetchResult {
  const answer = { kind: 'answer', status, headers, body: new Uint8Array() } as const
  return readAnswer(answer, firstHop(START, 'GET'), START, sent, NOW_MS)
}

test('a 304 that repeats no validators keeps those that were sent', () => {
  expect(read(304, {}, SENT)).toMatchObject({ kind: 'unchanged', validators: SENT })
})

test('a 304 with a new validator takes it over', () => {
  const validators = { ...SENT, etag: '"2"' }

  expect(read(304, { etag: '"2"' }, SENT)).toMatchObject({ kind: 'unchanged', validators })
})

test('a new document without validators does not keep the old ones', () => {
  const validators = { url: START.href, etag: null, lastModified: null }

  expect(read(200, {}, SENT)).toMatchObject({ kind: 'fetched', validators })
})

test.each([
  ['empty', ''],
  ['too long to be sent back', `"${'x'.repeat(3_000)}"`],
])('a validator that is %s is not kept', (_what, etag) => {
  expect(read(200, { etag })).toMatchObject({ validators: { etag: null, lastModified: null } })
})

test('a 304 that we did not ask for is a failure', () => {
  expect(read(304)).toEqual({
    kind: 'failed',
    reason: 'status',
    status: 304,
    message:
      'https://a.example/rss answered 304 Not Modified, although we asked for the whole document',
  })
})

test('a date to come back at is read by the clock of the server', () => {
  const headers = {
    date: 'Mon, 02 Mar 2026 01:00:00 GMT',
    'retry-after': 'Mon, 02 Mar 2026 01:05:00 GMT',
  }

  expect(read(503, headers)).toMatchObject({ kind: 'throttled', retryAfterMs: 300_000 })
})

test('a date to come back at is read by our clock when the server tells no time', () => {
  const headers = { 'retry-after': 'Mon, 02 Mar 2026 09:05:00 GMT' }

  expect(read(429, headers)).toMatchObject({ kind: 'throttled', retryAfterMs: 300_000 })
})

test('who asks to come back later is named by the address that answered', () => {
  expect(read(429)).toMatchObject({ kind: 'throttled', url: START.href })
})

test.each([
  [410, 'https://a.example/rss answered 410 Gone: it was taken down for good'],
  [429, 'https://a.example/rss answered 429 Too Many Requests'],
  [404, 'https://a.example/rss answered 404 Not Found'],
  [799, 'https://a.example/rss answered 799'],
])('%i is told without the query of the address', (status, message) => {
  expect(read(status)).toMatchObject({ message })
})
