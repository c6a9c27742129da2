import { expect, test } from 'vitest'
import type { FetchRequest } from '../../src/fetch/fetch-request.ts'
import { firstHop, type Hop } from '../../src/fetch/hop.ts'
import { buildHeaders } from '../../src/fetch/request-headers.ts'

const REQUEST: FetchRequest = {
  url: 'https://a.example/rss',
  method: 'GET',
  body: null,
  headers: {},
  validators: null,
  addresses: 'public',
  accept: 'feed',
}
const VALIDATORS = { url: REQUEST.url, etag: '"1"', lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT' }

function headersFor(
  request: Partial<FetchRequest>,
  hop: Partial<Hop> = {},
  cookie = '',
): Readonly<Record<string, string>> {
  const full = { ...REQUEST, ...request }
  const first = firstHop(new URL(full.url), full.method)
  return buildHeaders(full, { ...first, ...hop }, 'Policywatch/1', cookie)
}

test('an article is asked for as a page', () => {
  expect(headersFor({ accept: 'page' })['accept']).toMatch(/^text\/html/)
})

test('extra headers outrank ours, whatever their case', () => {
  const headers = headersFor({ headers: { 'User-Agent': 'Own/1', ACCEPT: 'text/xml' } })

  expect(headers).toMatchObject({ 'user-agent': 'Own/1', accept: 'text/xml' })
})

test('extra headers cannot touch the connection, the decoding or the conditions', () => {
  const names = [
    'Host',
    'Content-Length',
    'Transfer-Encoding',
    'Accept-Encoding',
    'If-None-Match',
    'Range',
  ]
  const headers = headersFor({ headers: Object.fromEntries(names.map((name) => [name, 'evil'])) })

  expect(Object.values(headers)).not.toContain('evil')
})

test('only the validators that are known are sent', () => {
  const headers = headersFor({ validators: { ...VALIDATORS, etag: null } })

  expect(headers).toHaveProperty('if-modified-since', VALIDATORS.lastModified)
  expect(headers).not.toHaveProperty('if-none-match')
})

test.each([
  ['with POST', { method: 'POST' as const }],
  ['to an address that did not give them', { url: new URL('https://a.example/rss2') }],
])('validators are not sent %s', (_what, hop) => {
  const headers = headersFor({ validators: VALIDATORS }, hop)

  expect(headers).not.toHaveProperty('if-none-match')
  expect(headers).not.toHaveProperty('if-modified-since')
})

test('validators go to the address that gave them, also behind a redirect to another site', () => {
  const url = 'https://www.a.example/rss'
  const hop = { url: new URL(url), isForeign: true }

  const headers = headersFor({ validators: { ...VALIDATORS, url } }, hop)

  expect(headers).toMatchObject({
    'if-none-match': VALIDATORS.etag,
    'if-modified-since': VALIDATORS.lastModified,
  })
})

test('the type of a body goes wherever the body goes', () => {
  const post = {
    method: 'POST' as const,
    headers: { 'content-type': 'application/json', 'x-key': 'k' },
  }

  const headers = headersFor(post, { isForeign: true })

  expect(headers).toHaveProperty('content-type', 'application/json')
  expect(headers).not.toHaveProperty('x-key')
})

test('a GET has no type of a body', () => {
  const headers = headersFor({ headers: { 'Content-Type': 'application/json' } })

  expect(headers).not.toHaveProperty('content-type')
})

test('the configured cookie stands before those of the visit', () => {
  expect(headersFor({ headers: { Cookie: 'own=1' } }, {}, 'a=2')).toHaveProperty(
    'cookie',
    'own=1; a=2',
  )
})
