import { type Kysely, sql } from 'kysely'

/**
 * Stories are found by what their text says in part; every hit of a rule has a row of its own, also one that another item of
 * the story tells.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // no reference: a story's row cannot go before SQLite has sought its marks, by the one column that no key begins with
  `create table story_marks (
    mark integer not null,
    story_id integer not null,
    primary key (mark, story_id)
  ) strict, without rowid`,
  // a JSON list of the marks that the story is found by, for taking them back; null: none
  `alter table stories add column marks text`,
  `create index stories_marked on stories (id) where marks is not null`,
  // the keys of a story that joins another
  `create index story_keys_by_story on story_keys (story_id)`,

  // a rule had one row for each story, and that cannot be altered in place; what refers to it goes along
  `create table new_matches (
    id integer primary key,
    rule_id text not null,
    story_id integer not null references stories (id),
    item_id integer not null references items (id),
    rule_revision text not null,
    evidence text not null,
    matched_at text not null,
    told_story_id integer,
    unique (rule_id, told_story_id)
  ) strict`,
  `create table new_alert_matches (
    alert_id integer not null references alerts (id),
    match_id integer not null references new_matches (id),
    subscription_id text not null,
    primary key (alert_id, match_id)
  ) strict, without rowid`,
  `create table new_suppressions (
    match_id integer not null references new_matches (id),
    subscription_id text not null,
    address text not null,
    reason text not null,
    suppressed_at text not null,
    primary key (match_id, subscription_id, address)
  ) strict, without rowid`,
  `insert into new_matches
    select m.id, m.rule_id, i.story_id, m.item_id, m.rule_revision, m.evidence, m.matched_at, m.story_id
    from matches m join items i on i.id = m.item_id
    order by m.id`,
  `insert into new_alert_matches select alert_id, match_id, subscription_id from alert_matches`,
  `insert into new_suppressions
    select match_id, subscription_id, address, reason, suppressed_at from suppressions`,
  `drop table alert_matches`,
  `drop table suppressions`,
  `drop table matches`,
  `alter table new_matches rename to matches`,
  `alter table new_alert_matches rename to alert_matches`,
  `alter table new_suppressions rename to suppressions`,
  `create index matches_by_item on matches (item_id)`,
  `create index matches_by_story on matches (story_id)`,
  `create unique index alert_matches_once on alert_matches (match_id, subscription_id)`,
]
