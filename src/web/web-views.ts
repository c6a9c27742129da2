import type { SettingsSection } from '../config/describe-settings.ts'
import type { Diagnostic } from '../core/diagnostic.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Readiness } from '../observe/health.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { AlertsView, AlertView } from '../pipeline/read-alerts.ts'
import type { FeedLine, FeedView } from '../pipeline/read-feeds.ts'
import type { Overview } from '../pipeline/read-overview.ts'
import type { ResendReport } from '../pipeline/resend-delivery.ts'
import type { UnsubscribeWish, Unsubscribing } from '../pipeline/unsubscribe.ts'
import type { AlertFilter } from '../store/alert-list.ts'
import type { MatchDesk } from './api/match-desk.ts'
import type { RuleDesk } from './rules/rule-desk.ts'
import type { StoryDesk } from './stories/story-desk.ts'

/** What the pages show and do, apart from how it is done. */
export type WebViews = {
  /** Asked anew for each request: a running daemon may take over another configuration. */
  readonly site: () => Site
  /** What sessions and forms are signed with; the same as long as the database lives. */
  readonly sessionSecret: string
  readonly now: () => Timestamp
  readonly configuration: () => ConfigurationView
  /** Every value in force, secrets masked. */
  readonly effectiveSettings: () => readonly SettingsSection[]
  readonly overview: () => Promise<Overview>
  readonly feeds: FeedDesk
  readonly alerts: AlertDesk
  readonly stories: StoryDesk
  readonly rules: RuleDesk
  readonly matches: MatchDesk
  readonly unsubscribe: UnsubscribeDesk
  readonly metrics: Metrics
  /** Whether the daemon can do its work now; never rejects. */
  readonly readiness: () => Promise<Readiness>
}

/** What the configuration in force says of the pages. */
export type Site = {
  /** Whether it wants pages at all. */
  readonly isOn: boolean
  readonly password: string | null
  /** Where people reach the pages, behind a proxy; without a slash at its end. */
  readonly publicUrl: string | null
  /** Who may read /metrics, with or without a password for the pages. */
  readonly metrics: 'loopback' | 'everyone'
  /** Whether the pages may write config.yaml. */
  readonly mayEdit: boolean
  readonly timezone: string
  /** Whether messages are kept in the outbox folder, as there is no mail server. */
  readonly hasMailbox: boolean
}

/** Which configuration is in force, and whether the file says something else by now. */
export type ConfigurationView = {
  /** Absolute path of the file. */
  readonly file: string
  readonly revision: string
  /** Since when it is in force. */
  readonly appliedAt: Timestamp
  /** What the file says now is refused, since then and for these reasons; null: it is what is in force. */
  readonly refused: { readonly since: Timestamp; readonly problems: readonly Diagnostic[] } | null
}

export type FeedDesk = {
  readonly list: () => Promise<readonly FeedLine[]>
  /** null when there is no such feed. `pollsBefore`: the polls before then; null: the latest. */
  readonly find: (feedId: FeedId, pollsBefore: Timestamp | null) => Promise<FeedView | null>
}

export type AlertDesk = {
  readonly list: (filter: AlertFilter) => Promise<AlertsView>
  /** null when there is no such alert. */
  readonly find: (alertId: number) => Promise<AlertView | null>
  readonly resend: (alertId: number, deliveryId: number) => Promise<ResendReport>
}

/** What stands behind unsubscribe links. Both give null for a token that is none of ours, and reject when the database does. */
export type UnsubscribeDesk = {
  readonly find: (token: string) => Promise<Unsubscribing | null>
  readonly record: (token: string, wish: UnsubscribeWish) => Promise<Unsubscribing | null>
}
