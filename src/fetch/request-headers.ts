import type { Validators } from '../core/feed/fetch-result.ts'
import { RESERVED_HEADERS } from '../core/feed/reserved-headers.ts'
import { ACCEPT_ENCODING } from './decompress.ts'
import type { FetchRequest } from './fetch-request.ts'
import type { Hop } from './hop.ts'

const ACCEPT: Readonly<Record<FetchRequest['accept'], string>> = {
  feed: [
    'application/rss+xml',
    'application/atom+xml',
    'application/feed+json',
    'application/rdf+xml;q=0.9',
    'application/xml;q=0.9',
    'text/xml;q=0.9',
    'application/json;q=0.8',
    '*/*;q=0.5',
  ].join(', '),
  page: 'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5',
}

/** The validators that go with this hop: with GET alone, and only to the address that gave them. */
export function validatorsFor(request: FetchRequest, hop: Hop): Validators | null {
  const { validators } = request
  if (hop.method !== 'GET' || validators?.url !== hop.url.href) return null
  return validators.etag === null && validators.lastModified === null ? null : validators
}

/** All headers of one hop, names in lower case. `cookie` is that of the visit, '' for none. */
export function buildHeaders(
  request: FetchRequest,
  hop: Hop,
  userAgent: string,
  cookie: string,
): Readonly<Record<string, string>> {
  const headers = new Map([
    ['user-agent', userAgent],
    ['accept', ACCEPT[request.accept]],
    ['accept-encoding', ACCEPT_ENCODING],
  ])
  if (hop.method === 'POST') headers.set('content-type', contentTypeOf(request))
  if (!hop.isForeign) {
    for (const [name, value] of Object.entries(request.headers)) {
      const lower = name.toLowerCase()
      const isForPost = lower === 'content-type' && hop.method !== 'POST'
      if (!RESERVED_HEADERS.has(lower) && !isForPost) headers.set(lower, value)
    }
  }
  const validators = validatorsFor(request, hop)
  if (validators !== null && validators.etag !== null) {
    headers.set('if-none-match', validators.etag)
  }
  if (validators !== null && validators.lastModified !== null) {
    headers.set('if-modified-since', validators.lastModified)
  }
  if (cookie !== '') {
    const configured = headers.get('cookie')
    headers.set('cookie', configured === undefined ? cookie : `${configured}; ${cookie}`)
  }
  return Object.fromEntries(headers)
}

/** Of the body, so it stays with the body wherever a 307 takes it. */
function contentTypeOf(request: FetchRequest): string {
  const configured = Object.entries(request.headers).find(
    ([name]) => name.toLowerCase() === 'content-type',
  )
  return configured?.[1] ?? 'application/x-www-form-urlencoded'
}
