import { type Kysely, sql } from 'kysely'

/** Items know whether they were there when the watch began; articles that are due are found without reading the items. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  `alter table items add column was_published integer not null default 0 check (was_published in (0, 1))`,
  `update items set was_published = 1
    where first_seen_at <= (select f.first_succeeded_at from feeds f where f.id = items.feed_id)`,

  // holds all that choosing among due articles needs: a row of items carries a whole text
  `drop index items_with_article_due`,
  `create index items_with_article_due on items (article_retry_at, feed_id, first_seen_at)
    where article_retry_at is not null`,
  // its condition stands among its columns too, for SQLite asks the row for it otherwise
  `create index items_with_first_article on items
    (feed_id, article_retry_at, was_published, article_attempts)
    where was_published = 1 and article_attempts = 0 and article_retry_at is not null`,
]
