import { type Kysely, sql } from 'kysely'

/** What is the matter with a feed or a host, from when until when, and what was told of it; gaps; rhythm; moves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  `create table conditions (
    id integer primary key,
    feed_id text,
    host text,
    kind text not null,
    since text not null,
    held_at text not null,
    detail text not null,
    ended_at text,
    ending text check (ending in ('recovered', 'replaced', 'removed')),
    begin_told_at text,
    end_told_at text,
    check ((feed_id is null) <> (host is null)),
    check ((ended_at is null) = (ending is null))
  ) strict`,
  // one at a time of a kind, whoever writes
  `create unique index conditions_of_feed on conditions (feed_id, kind) where ended_at is null and feed_id is not null`,
  `create unique index conditions_of_host on conditions (host, kind) where ended_at is null and host is not null`,
  `create index conditions_untold on conditions (id) where begin_told_at is null or (ended_at is not null and end_told_at is null)`,
  `create index conditions_ended on conditions (feed_id, ended_at) where ended_at is not null`,

  `create table gaps (
    id integer primary key,
    feed_id text not null,
    from_at text not null,
    until_at text not null
  ) strict`,
  `create index gaps_by_feed on gaps (feed_id, until_at)`,

  `alter table feeds add column outcome_count integer not null default 0`,
  // what is stored already is fetched whole once more
  `alter table feeds add column full_at text`,
  `alter table feeds add column ttl_minutes integer`,
  `alter table feeds add column fresh_until text`,
  `alter table feeds add column moved_to text`,
  `alter table feeds add column moved_count integer not null default 0`,
  `alter table feeds add column adopted_url text`,
  `alter table feeds add column move_checked_at text`,
  `alter table feeds add column last_news_at text`,
  `alter table feeds add column quiet_after text`,
  `alter table feeds add column listed_items text not null default '[]'`,

  `create index feeds_fresh on feeds (fresh_until) where fresh_until is not null`,

  // what was known before is not to be seen as a gap, as silence or as a feed without a rhythm
  `update feeds set last_news_at = (
    select max(first_seen_at) from items where items.feed_id = feeds.id and was_published = 0
  )`,
  `update feeds set listed_items = coalesce(
    (
      select json_group_array(id) from items where items.feed_id = feeds.id and last_seen_at = (
        select max(last_seen_at) from items as latest where latest.feed_id = feeds.id
      )
    ),
    '[]'
  )`,
]
