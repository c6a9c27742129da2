import type { Metrics } from '../observe/metrics.ts'
import type { Status } from '../pipeline/read-status.ts'
import type { UnsubscribeWish, Unsubscribing } from '../pipeline/unsubscribe.ts'

/** What the pages show and do, apart from how it is done. */
export type WebViews = {
  readonly status: () => Promise<Status>
  readonly unsubscribe: UnsubscribeDesk
  readonly metrics: Metrics
}

/** What stands behind unsubscribe links. Both give null for a token that is none of ours, and reject when the database does. */
export type UnsubscribeDesk = {
  readonly find: (token: string) => Promise<Unsubscribing | null>
  readonly record: (token: string, wish: UnsubscribeWish) => Promise<Unsubscribing | null>
}
