/** What an answer that is no redirect means for the feed. */
import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http'
import type { FetchResult, Validators } from '../core/feed/fetch-result.ts'
import { describeUrl, fetchFailed } from './failure.ts'
import type { Hop } from './hop.ts'
import { parseHttpDate } from './http-date.ts'
import { parseMaxAge } from './max-age.ts'
import { parseRetryAfter } from './retry-after.ts'

/** Longer ones would make the server refuse the next request for its size, for ever. */
const MAX_VALIDATOR_CHARS = 2_048

/** One answer of a server. */
export type Answer = {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Decompressed; empty unless the status is 2xx. */
  readonly body: Uint8Array
}

/**
 * @param start the address that was asked for first
 * @param sent the validators that went with this hop, null for none
 * @param nowMs when the answer came, for servers that do not date theirs
 */
export function readAnswer(
  answer: Answer,
  hop: Hop,
  start: URL,
  sent: Validators | null,
  nowMs: number,
): FetchResult {
  const { status, headers } = answer
  const said = `${describeUrl(hop.url)} answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd()
  const kept = status === 304 ? sent : null
  const answered = {
    validators: {
      url: hop.url.href,
      etag: validatorOf(headers.etag) ?? kept?.etag ?? null,
      lastModified: validatorOf(headers['last-modified']) ?? kept?.lastModified ?? null,
    },
    maxAgeSeconds: parseMaxAge(headers['cache-control']),
    url: hop.url.href,
    movedTo: hop.isPermanent && hop.url.href !== start.href ? hop.url.href : null,
    needsCookie: hop.needsCookie,
  }

  if (isSuccess(status)) {
    const contentType = headers['content-type'] ?? null
    return { kind: 'fetched', ...answered, status, contentType, body: answer.body }
  }
  switch (status) {
    case 304:
      return sent === null
        ? fetchFailed('status', `${said}, although we asked for the whole document`, status)
        : { kind: 'unchanged', ...answered }
    case 410:
      return { kind: 'gone', status, message: `${said}: it was taken down for good` }
    case 429:
    case 503: {
      const answeredAtMs = parseHttpDate(headers.date ?? '') ?? nowMs
      const retryAfterMs = parseRetryAfter(headers['retry-after'], answeredAtMs)
      return { kind: 'throttled', status, url: hop.url.href, retryAfterMs, message: said }
    }
    default:
      return fetchFailed('status', said, status)
  }
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function validatorOf(header: string | undefined): string | null {
  return header === undefined || header === '' || header.length > MAX_VALIDATOR_CHARS
    ? null
    : header
}
