import { type Kysely, sql } from 'kysely'

/** Since when the item of a key is no longer kept, so that keys which outlived it for years are found without the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // renewed when the feed shows the key again
  `alter table identities add column item_gone_at text`,
  `create index identities_of_gone_items on identities (item_gone_at) where item_gone_at is not null`,
]
