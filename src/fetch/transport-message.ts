import type { FetchFailed } from '../core/feed/fetch-result.ts'
import type { Answer } from './read-answer.ts'
import type { HopRequest } from './transport.ts'

/** What the thread of a ThreadTransport is told, several at a time. */
export type TransportOrder =
  | {
      readonly kind: 'send'
      readonly id: number
      /** A URL cannot be handed to another thread; its text can. */
      readonly request: Omit<HopRequest, 'url' | 'start'> & {
        readonly url: string
        readonly start: string
      }
    }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'abort-all' }

/** What it tells, several at a time. */
export type TransportReport = {
  /** That of the order. */
  readonly id: number
  readonly outcome: Answer | FetchFailed | { readonly kind: 'fault'; readonly error: unknown }
}
