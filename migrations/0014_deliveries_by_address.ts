import { type Kysely, sql } from 'kysely'

/** What an address was sent since a time: a thread is looked for in it. Open deliveries come last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index deliveries_by_address on deliveries (lower(address), coalesce(finished_at, '~'))`,
    )
    .execute(db)
}
