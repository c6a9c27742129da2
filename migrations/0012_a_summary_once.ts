import { type Kysely, sql } from 'kysely'

/** A summary that is the whole text of its item is stored as that alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw('alter table items add column summary_is_text integer not null default 0')
    .execute(db)
}
