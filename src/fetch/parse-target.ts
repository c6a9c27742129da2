/** An address, typed by an operator or sent by a server, becomes one that may be visited, or a refusal. */
import type { FetchFailed } from '../core/feed/fetch-result.ts'
import { describeUrl, fetchFailed } from './failure.ts'

/**
 * The address without its fragment. Refuses everything but http and https, and credentials inside an address:
 * they end up in logs and links. An address that cannot be read is not repeated, as it may hold a secret.
 */
export function parseTarget(text: string, base: URL | null = null): URL | FetchFailed {
  const url = URL.parse(text, base?.href)
  const from = base === null ? '' : `${describeUrl(base)} redirects: `
  if (url === null) {
    return fetchFailed(
      'bad-url',
      `${from}the address is not a URL; it must begin with https:// or http://`,
    )
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return fetchFailed('bad-url', `${from}an address must be http or https, not ${url.protocol}`)
  }
  if (url.username !== '' || url.password !== '') {
    return fetchFailed(
      'bad-url',
      `${from}${describeUrl(url)} has a user name or password in the address; send them as an Authorization header instead`,
    )
  }
  if (url.href.includes('#')) url.hash = '' // `hash` says nothing of an empty one
  return url
}
