import type { Mailbox } from '../core/alert/mailbox.ts'
import type { FeedId, RuleId, SubscriptionId } from '../core/ids.ts'
import type { Matcher } from '../core/rule/matcher.ts'

/**
 * config.yaml after reading: complete, validated, with defaults filled in, references resolved and rules compiled.
 * It is a value: a reload builds a new one, and a job keeps the one it began with.
 */
export type Settings = {
  /** Absolute path of the file that was read. */
  readonly file: string
  /** Hash of the file's content and of the secrets it takes in; another hash means another configuration. */
  readonly revision: string
  /** IANA zone for times in e-mails, for deliveries, and for feeds that name none. */
  readonly timezone: string
  readonly feeds: ReadonlyMap<FeedId, FeedSettings>
  readonly concepts: ReadonlyMap<string, readonly string[]>
  readonly rules: ReadonlyMap<RuleId, RuleSettings>
  readonly subscriptions: ReadonlyMap<SubscriptionId, SubscriptionSettings>
  /** The subscriptions that each feed can have news for: those with a rule that looks at it. */
  readonly watchers: ReadonlyMap<FeedId, readonly SubscriptionId[]>
  /** All rules compiled together; it says which rules hit a document, whatever feed that is from. */
  readonly matcher: Matcher
  readonly polling: PollingSettings
  readonly mail: MailSettings
  readonly admins: readonly Mailbox[]
  /** null: the web pages are off. */
  readonly web: WebSettings | null
  readonly keep: KeepSettings
  readonly backup: BackupSettings | null
  /** Address fetched after each healthy round. */
  readonly heartbeat: string | null
  /** Absolute folder of the database, the lock, the outbox and the backups. */
  readonly dataDir: string
}

/** What is told of news that was already published when a feed or rule was new. */
export type StartWith = 'digest' | 'everything' | 'nothing'

export type FeedSettings = {
  readonly id: FeedId
  readonly url: string
  /** The address for people: what placeholders put into it is masked. */
  readonly shownUrl: string
  /** Configured title, which outranks the feed's own. */
  readonly title: string | null
  /** ISO 3166 code of the country that it speaks for, else what its host says; null when neither says one. */
  readonly country: string | null
  /** Cron expression of five or six fields, in `timezone`. */
  readonly schedule: string
  /** IANA zone of the schedule, and of dates in the feed that name no zone; where none is configured, that of the settings. */
  readonly timezone: string
  readonly fullText: boolean
  readonly tags: readonly string[]
  readonly method: 'GET' | 'POST'
  readonly body: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly allowPrivate: boolean
  readonly startWith: StartWith
}

export type RuleSettings = {
  readonly id: RuleId
  /** Configured title, else the id. */
  readonly title: string
  /** The query as written. */
  readonly match: string
  /** Hash of the query and of every concept it reaches: another hash means a changed rule. */
  readonly revision: string
  /** The feeds that it looks at, ids and tags resolved. */
  readonly feedIds: ReadonlySet<FeedId>
}

export type SubscriptionSettings = {
  readonly id: SubscriptionId
  readonly to: readonly Mailbox[]
  readonly ruleIds: ReadonlySet<RuleId>
  readonly deliver: DeliverySchedule
  /** Times of the day, `HH:MM`, in the zone of the settings; may span midnight. */
  readonly quiet: { readonly from: string; readonly to: string } | null
  /** E-mails a day; 0 is no limit. */
  readonly budget: number
  readonly edits: boolean
  readonly allQuiet: 'weekly' | 'monthly' | null
}

export type DeliverySchedule =
  | { readonly kind: 'immediately' }
  /** `label` as configured: `daily`, or the cron expression itself. */
  | { readonly kind: 'digest'; readonly cron: string; readonly label: string }

export type PollingSettings = { readonly contact: string | null; readonly perHost: number }

export type MailSettings = {
  readonly from: Mailbox
  /** smtp:// or smtps:// URL with its secrets filled in; null writes .eml files into the outbox folder. */
  readonly smtp: string | null
  readonly dkim: {
    readonly domain: string
    readonly selector: string
    readonly key: string
  } | null
}

export type WebSettings = {
  /** Host without brackets, and port; 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  readonly password: string | null
  readonly metrics: 'loopback' | 'everyone'
  readonly edit: boolean
  /** Without a slash at its end. */
  readonly publicUrl: string | null
}

/** Days; 0 keeps nothing beyond the work itself. */
export type KeepSettings = {
  readonly itemDays: number
  readonly pollDays: number
  readonly bodyDays: number
}

export type BackupSettings = { readonly schedule: string; readonly keep: number }
