import type { FetchFailed } from '../core/feed/fetch-result.ts'
import type { Answer } from './read-answer.ts'

/** One request of a visit. */
export type HopRequest = {
  readonly url: URL
  /** Where the chain of redirects began. */
  readonly start: URL
  readonly method: 'GET' | 'POST'
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly addresses: 'public' | 'any'
  /** Decoded bytes. */
  readonly maxBodyBytes: number
  /** What is left of the deadline over the whole visit. */
  readonly remainingMs: number
}

/** Carries single requests to servers: in this thread (DirectTransport), or in one of its own (ThreadTransport). */
export type Transport = {
  /** The answer, its body only when the status is 2xx; or why there is none, `aborted` when the signal is. Rejects for bugs alone. */
  readonly send: (request: HopRequest, signal: AbortSignal) => Promise<Answer | FetchFailed>
  /** The share of the time, 0 to 1, in which its own thread was busy since this was asked last; 0 without one. */
  readonly readBusyShare: () => number
  /** Ends what is in hand, as aborted, and leaves no connection open. Nothing is sent afterwards. */
  readonly close: () => Promise<void>
}
