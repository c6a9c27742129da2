import type { Generated, Kysely, Transaction } from 'kysely'

/**
 * The tables as rows, in the database's own words (snake_case, JSON as text). Nothing outside `store/` sees them:
 * every function here takes and returns domain types. `migrations/` is what makes these tables.
 */
export type Schema = {
  readonly meta: { key: string; value: string }
  readonly feeds: FeedRow
  readonly hosts: { host: string; blocked_until: string }
  readonly polls: PollRow
  readonly stories: StoryRow
  readonly story_marks: { mark: number; story_id: number }
  /** Here and in `identities` `seen_at` is milliseconds since 1970, as nowhere else: each item has six keys. */
  readonly story_keys: { key: Uint8Array; story_id: number; seen_at: number }
  readonly items: ItemRow
  readonly identities: IdentityRow
  readonly rules: RuleRow
  readonly rule_revisions: RuleRevisionRow
  readonly matches: MatchRow
  readonly alerts: AlertRow
  readonly alert_matches: { alert_id: number; match_id: number; subscription_id: string }
  readonly deliveries: DeliveryRow
  readonly delivery_attempts: DeliveryAttemptRow
  readonly suppressions: SuppressionRow
  readonly opt_outs: OptOutRow
  readonly edits: EditRow
  readonly alert_edits: { alert_id: number; edit_id: number; subscription_id: string }
  readonly quiet_reports: { subscription_id: string; reported_until: string }
  readonly failing_addresses: FailingAddressRow
  readonly conditions: ConditionRow
  readonly gaps: { id: Generated<number>; feed_id: string; from_at: string; until_at: string }
  readonly search_blocks: SearchBlockRow
  readonly search_chunks: { block_id: number; first_key: string; data: Uint8Array }
  readonly search_orders: { block_id: number; first_ordinal: number; data: Uint8Array }
  readonly search_state: { id: number; keys_version: string; through_id: number }
  readonly search_edits: { id: Generated<number>; item_id: number }
}

/** Reads take a Db; writes take a Tx. A Db is not a Tx, so the compiler refuses a write outside a transaction. */
export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

type FeedRow = {
  id: string
  url: string
  title: string | null
  link: string | null
  language: string | null
  first_succeeded_at: string | null
  last_polled_at: string | null
  last_succeeded_at: string | null
  last_outcome: string | null
  outcome_count: number
  last_message: string | null
  failure_count: number
  throttle_count: number
  throttled_until: string | null
  retry_at: string | null
  validators_url: string | null
  etag: string | null
  last_modified: string | null
  body_hash: string | null
  full_at: string | null
  ttl_minutes: number | null
  fresh_until: string | null
  moved_to: string | null
  moved_count: number
  adopted_url: string | null
  move_checked_at: string | null
  last_news_at: string | null
  quiet_after: string | null
  listed_items: string
}

type PollRow = {
  id: Generated<number>
  feed_id: string
  started_at: string
  duration_ms: number
  outcome: string
  status: number | null
  byte_count: number
  item_count: number
  added_count: number
  revised_count: number
  match_count: number
  message: string | null
}

type ItemRow = {
  id: Generated<number>
  feed_id: string
  story_id: number
  guid: string | null
  url: string | null
  canonical_url: string | null
  title: string
  published_at: string | null
  published_raw: string | null
  updated_at: string | null
  authors: string
  categories: string
  summary: string | null
  summary_is_text: number
  text: string
  searched: string
  language: string | null
  content_hash: string
  first_seen_at: string
  last_seen_at: string
  revised_at: string | null
  was_published: number
  article_attempts: number
  article_retry_at: string | null
  article_problem: string | null
}

type StoryRow = {
  id: Generated<number>
  first_item_id: number | null
  created_at: string
  marks: string | null
}

type IdentityRow = {
  feed_id: string
  key: Uint8Array
  item_id: number
  seen_at: number
  item_gone_at: string | null
}

type RuleRow = {
  id: string
  revision: string
  query: string
  feed_ids: string
  applied_at: string
}

type RuleRevisionRow = {
  id: Generated<number>
  rule_id: string
  revision: string
  query: string
  concepts: string | null
  in_force_from: string
  in_force_until: string | null
}

type MatchRow = {
  id: Generated<number>
  rule_id: string
  story_id: number
  item_id: number
  rule_revision: string
  evidence: string
  matched_at: string
  told_story_id: number | null
}

type AlertRow = {
  id: Generated<number>
  subscription_id: string | null
  kind: string
  created_at: string
  gather_until: string
  due_at: string
  notice: string | null
  item_id: number | null
  part_number: number | null
  part_count: number | null
  sealed_at: string | null
  sealed_match_count: number | null
  subject: string | null
  text: string | null
  html: string | null
}

type DeliveryRow = {
  id: Generated<number>
  alert_id: number
  address: string
  name: string
  state: string
  reason: string | null
  message_id: string
  attempt_count: Generated<number>
  first_attempt_at: string | null
  next_attempt_at: string | null
  finished_at: string | null
  thread: string | null
}

type DeliveryAttemptRow = {
  id: Generated<number>
  delivery_id: number
  message_id: string
  started_at: string
  finished_at: string | null
  outcome: string | null
  response: string | null
}

type SuppressionRow = {
  match_id: number
  subscription_id: string
  address: string
  reason: string
  suppressed_at: string
}

type OptOutRow = {
  address: string
  subscription_id: string
  opted_out_at: string
  via: string
}

type EditRow = {
  id: Generated<number>
  item_id: number
  before_title: string
  before_text: string
  before_searched: string
  edited_at: string
  settled_at: string | null
}

type FailingAddressRow = {
  address: string
  delivery_id: number
  since: string
  told_at: string | null
}

type ConditionRow = {
  id: Generated<number>
  feed_id: string | null
  host: string | null
  kind: string
  since: string
  held_at: string
  detail: string
  ended_at: string | null
  ending: string | null
  begin_told_at: string | null
  end_told_at: string | null
}

type SearchBlockRow = {
  id: Generated<number>
  item_count: number
  seen_from: string
  seen_to: string
  byte_count: number
}
