import { type Kysely, sql } from 'kysely'

/** Feeds and their polls, items and stories, matches, alerts and their deliveries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  `create table meta (key text primary key, value text not null) strict, without rowid`,

  `create table feeds (
    id text primary key,
    url text not null,
    title text,
    link text,
    language text,
    first_succeeded_at text,
    last_polled_at text,
    last_succeeded_at text,
    last_outcome text,
    last_message text,
    failure_count integer not null default 0,
    retry_at text,
    etag text,
    last_modified text,
    body_hash text
  ) strict, without rowid`,

  `create table hosts (
    host text primary key,
    blocked_until text not null
  ) strict, without rowid`,

  `create table polls (
    id integer primary key,
    feed_id text not null,
    started_at text not null,
    duration_ms integer not null,
    outcome text not null,
    status integer,
    byte_count integer not null,
    item_count integer not null,
    added_count integer not null,
    revised_count integer not null,
    match_count integer not null,
    message text
  ) strict`,
  `create index polls_by_feed on polls (feed_id, started_at)`,

  `create table stories (
    id integer primary key,
    first_item_id integer,
    created_at text not null
  ) strict`,
  `create table story_keys (
    key text not null,
    story_id integer not null references stories (id) on delete cascade,
    seen_at text not null,
    primary key (key, story_id)
  ) strict, without rowid`,

  `create table items (
    id integer primary key,
    feed_id text not null,
    story_id integer not null references stories (id),
    guid text,
    url text,
    canonical_url text,
    title text not null,
    published_at text,
    published_raw text,
    updated_at text,
    authors text not null,
    categories text not null,
    summary text,
    text text not null,
    searched text not null,
    language text,
    content_hash text not null,
    first_seen_at text not null,
    last_seen_at text not null,
    revised_at text,
    article_attempts integer not null default 0,
    article_retry_at text,
    article_problem text
  ) strict`,
  `create index items_by_feed on items (feed_id, first_seen_at)`,
  `create index items_by_story on items (story_id)`,
  `create index items_by_time on items (first_seen_at)`,
  `create index items_with_article_due on items (article_retry_at) where article_retry_at is not null`,

  // outlives the items: what was once known does not come back as news
  `create table identities (
    feed_id text not null,
    key text not null,
    item_id integer not null,
    seen_at text not null,
    primary key (feed_id, key)
  ) strict, without rowid`,
  `create index identities_by_item on identities (item_id)`,

  `create table rules (
    id text primary key,
    revision text not null,
    query text not null,
    feed_ids text not null,
    applied_at text not null
  ) strict, without rowid`,

  `create table matches (
    id integer primary key,
    rule_id text not null,
    story_id integer not null references stories (id),
    item_id integer not null references items (id),
    rule_revision text not null,
    evidence text not null,
    matched_at text not null,
    unique (rule_id, story_id)
  ) strict`,
  `create index matches_by_item on matches (item_id)`,
  `create index matches_by_story on matches (story_id)`,

  `create table alerts (
    id integer primary key,
    subscription_id text,
    kind text not null,
    created_at text not null,
    gather_until text not null,
    due_at text not null,
    notice text,
    part_number integer,
    part_count integer,
    sealed_at text,
    subject text,
    text text,
    html text
  ) strict`,
  `create index alerts_open on alerts (subscription_id, kind) where sealed_at is null`,
  `create index alerts_by_subscription on alerts (subscription_id, created_at)`,

  `create table alert_matches (
    alert_id integer not null references alerts (id),
    match_id integer not null references matches (id),
    subscription_id text not null,
    primary key (alert_id, match_id)
  ) strict, without rowid`,
  `create unique index alert_matches_once on alert_matches (match_id, subscription_id)`,

  `create table deliveries (
    id integer primary key,
    alert_id integer not null references alerts (id),
    address text not null,
    name text not null,
    state text not null check (state in
      ('pending', 'held', 'sending', 'uncertain', 'sent', 'suppressed', 'failed')),
    reason text,
    message_id text not null unique,
    attempt_count integer not null default 0,
    first_attempt_at text,
    next_attempt_at text,
    finished_at text,
    unique (alert_id, address)
  ) strict`,
  `create index deliveries_open on deliveries (next_attempt_at)
    where state in ('pending', 'held', 'sending', 'uncertain')`,

  `create table delivery_attempts (
    id integer primary key,
    delivery_id integer not null references deliveries (id),
    message_id text not null,
    started_at text not null,
    finished_at text,
    outcome text,
    response text
  ) strict`,
  `create index delivery_attempts_by_delivery on delivery_attempts (delivery_id)`,

  // matches that no alert tells, and why: the ledger has a row for each of them too
  `create table suppressions (
    match_id integer not null references matches (id),
    subscription_id text not null,
    address text not null,
    reason text not null,
    suppressed_at text not null,
    primary key (match_id, subscription_id, address)
  ) strict, without rowid`,
]
