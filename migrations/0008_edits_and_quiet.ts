import { type Kysely, sql } from 'kysely'

/** Edits of what was told, threads of e-mails, proofs of life, and addresses that cannot be reached. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // an item was edited that somebody had been told of; what it said before is compared when the e-mail is made
  `create table edits (
    id integer primary key,
    item_id integer not null references items (id),
    before_title text not null,
    before_text text not null,
    before_searched text not null,
    edited_at text not null,
    settled_at text
  ) strict`,
  `create index edits_by_item on edits (item_id)`,
  `create table alert_edits (
    alert_id integer not null references alerts (id),
    edit_id integer not null references edits (id),
    subscription_id text not null,
    primary key (alert_id, edit_id)
  ) strict, without rowid`,
  `create unique index alert_edits_once on alert_edits (edit_id, subscription_id)`,
  // of an alert of the kind edit: the item
  `alter table alerts add column item_id integer`,
  // a JSON list of the Message-IDs that a message follows, oldest first; null until its first attempt
  `alter table deliveries add column thread text`,

  `create table quiet_reports (
    subscription_id text primary key,
    reported_until text not null
  ) strict, without rowid`,

  `create table failing_addresses (
    address text primary key,
    delivery_id integer not null references deliveries (id),
    since text not null,
    told_at text
  ) strict, without rowid`,
  `create index failing_addresses_untold on failing_addresses (address) where told_at is null`,
]
