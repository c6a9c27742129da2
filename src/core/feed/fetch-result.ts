import type { Timestamp } from '../time.ts'

/** What one visit to an address came to. The union of everything the world may do; nothing is thrown. */
export type FetchResult = Fetched | Unchanged | Throttled | HeldBack | Gone | FetchFailed

/** Headers that come back byte for byte at the next visit, so that an unchanged document costs nothing. */
export type Validators = {
  /** The address whose answer gave them, after redirects: they mean nothing to any other. null: there are none. */
  readonly url: string | null
  readonly etag: string | null
  readonly lastModified: string | null
}

export const NO_VALIDATORS: Validators = { url: null, etag: null, lastModified: null }

type Answered = {
  readonly validators: Validators
  /** Cache-Control max-age in seconds, null when not said. */
  readonly maxAgeSeconds: number | null
  /** The address that answered in the end, after redirects. */
  readonly url: string
  /** Where a chain of only 301 and 308 led, when it led elsewhere; else null. */
  readonly movedTo: string | null
  /** The server sent us to an address that we had just asked, until its cookie came back. */
  readonly needsCookie: boolean
}

export type Fetched = Answered & {
  readonly kind: 'fetched'
  readonly status: number
  readonly contentType: string | null
  /** Decompressed body. */
  readonly body: Uint8Array
}

/** 304: the document is what our validators say. */
export type Unchanged = Answered & { readonly kind: 'unchanged' }

/** 429 or 503: come back later. */
export type Throttled = {
  readonly kind: 'throttled'
  readonly status: number
  /** The address that said so, after redirects: the wish is its host's. */
  readonly url: string
  /** From Retry-After (seconds or date), relative to the answer; null when it names no time that is still to come. */
  readonly retryAfterMs: number | null
  readonly message: string
}

/** Not asked: the host of this address, perhaps one that a redirect leads to, had asked to be left alone. */
export type HeldBack = {
  readonly kind: 'held-back'
  readonly url: string
  readonly until: Timestamp
  readonly message: string
}

/** 410. */
export type Gone = { readonly kind: 'gone'; readonly status: number; readonly message: string }

export type FetchFailureReason =
  | 'bad-url' // not http(s), credentials inside
  | 'blocked-address' // private, loopback, link-local and the like
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout' // the deadline over the whole visit, or a silent peer
  | 'too-large'
  | 'bad-encoding' // a body that does not decompress
  | 'redirect' // too many, a loop, https to http, no Location
  | 'protocol' // what came is not HTTP, or broke off
  | 'status' // any other status that is not 2xx
  | 'aborted' // we stopped it ourselves
  | 'broken' // the thread that carried it broke down

export type FetchFailed = {
  readonly kind: 'failed'
  readonly reason: FetchFailureReason
  readonly status: number | null
  /** For people: what failed on what, and why. Never holds secrets of a URL or header. */
  readonly message: string
}
