/**
 * Failures on their way to the caller. Inside a visit they travel as `VisitError`, because they must end streams
 * and timers; at its edge they become `FetchFailed` values. Their texts are for people and hold no secrets: of an
 * address only origin and path, of a header nothing.
 */
import type { FetchFailed, FetchFailureReason } from '../core/feed/fetch-result.ts'

const MAX_SHOWN_PATH = 200
/** As long as a name can be in DNS; a redirect can name a host of 30 kB. */
const MAX_SHOWN_HOST = 260

/** Ends a visit for a stated reason. The message says why, without the address. */
export class VisitError extends Error {
  readonly reason: FetchFailureReason

  constructor(reason: FetchFailureReason, message: string) {
    super(message)
    this.name = 'VisitError'
    this.reason = reason
  }
}

export function fetchFailed(
  reason: FetchFailureReason,
  message: string,
  status: number | null = null,
): FetchFailed {
  return { kind: 'failed', reason, status, message }
}

/** Origin and path, the path shortened; without query, fragment and credentials. */
export function describeUrl(url: URL): string {
  return `${url.protocol}//${cut(url.host, MAX_SHOWN_HOST)}${cut(url.pathname, MAX_SHOWN_PATH)}`
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}

/** `16 MiB`, or bytes where it is no whole number of them. */
export function describeBytes(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024)
  return Number.isInteger(mebibytes) ? `${mebibytes} MiB` : `${bytes} bytes`
}
