import type { PollOutcome } from '../core/feed/feed-state.ts'
import type { FeedId, SubscriptionId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'

/** How one visit to a feed went, or why there was none. */
export type PollReport =
  | {
      readonly kind: 'polled'
      readonly feedId: FeedId
      readonly outcome: PollOutcome
      readonly addedCount: number
      readonly revisedCount: number
      readonly matchCount: number
      readonly itemCount: number
      readonly durationMs: number
      readonly message: string | null
      /** Whose alerts now hold something new. */
      readonly subscriptionIds: readonly SubscriptionId[]
      /** The log has its line already, as something of our own went wrong. */
      readonly isLogged: boolean
    }
  | {
      readonly kind: 'skipped'
      readonly feedId: FeedId
      readonly reason: string
      readonly until: Timestamp | null
    }
