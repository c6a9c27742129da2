import type { HopRequest } from './transport.ts'

/** A URL cannot be handed to another thread; its text can. */
export type SentRequest = Omit<HopRequest, 'url' | 'start'> & {
  readonly url: string
  readonly start: string
}
