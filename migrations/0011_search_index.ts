import { type Kysely, sql } from 'kysely'

/** The search index, empty: the daemon fills it beside its other work, and what is not in it yet is found by reading it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // items in their order, and the keys of their words: written once, then read, joined with others, or removed.
  // A number is never given again, so that a search sees that a block which it began with is gone
  `create table search_blocks (
    id integer primary key autoincrement,
    item_count integer not null,
    seen_from text not null,
    seen_to text not null,
    byte_count integer not null
  ) strict`,
  // no reference to the block: rows come before it and go after it, in slices
  `create table search_chunks (
    block_id integer not null,
    first_key text not null,
    data blob not null,
    primary key (block_id, first_key)
  ) strict, without rowid`,
  `create table search_orders (
    block_id integer not null,
    first_ordinal integer not null,
    data blob not null,
    primary key (block_id, first_ordinal)
  ) strict, without rowid`,

  // keys_version: by which program the keys were made; through_id: every item up to it is in a block
  `create table search_state (
    id integer primary key check (id = 1),
    keys_version text not null,
    through_id integer not null
  ) strict`,
  `insert into search_state (id, keys_version, through_id) values (1, '', 0)`,

  // edits of items, each noted: their blocks have them as they were before
  `create table search_edits (id integer primary key, item_id integer not null) strict`,
  `create trigger search_item_edited after update of title, text, authors, language on items
    when old.title is not new.title or old.text is not new.text
      or old.authors is not new.authors or old.language is not new.language
  begin
    insert into search_edits (item_id) values (new.id);
  end`,
  // the next item would be given the number again, and be taken for indexed
  `create trigger search_last_item_removed after delete on items
    when old.id > coalesce((select max(id) from items), 0)
  begin
    update search_state set through_id = coalesce((select max(id) from items), 0)
    where through_id > coalesce((select max(id) from items), 0);
  end`,
]
