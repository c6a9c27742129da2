import { type Kysely, sql } from 'kysely'

/** Which address a feed's validators are of, what its server asked for, and which feeds are to be tried again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // unknown for what is stored: those feeds are fetched whole once
  `alter table feeds add column validators_url text`,
  `alter table feeds add column throttle_count integer not null default 0`,
  `alter table feeds add column throttled_until text`,
  `create index feeds_to_retry on feeds (retry_at) where retry_at is not null`,
]
