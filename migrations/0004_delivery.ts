import { type Kysely, sql } from 'kysely'

/** An alert knows how many matches it had when it was closed; what was delivered in a day is found without the rest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // so that a match which joins later cannot go unseen; unknown for what is closed already
  `alter table alerts add column sealed_match_count integer`,

  `create index deliveries_ended on deliveries (finished_at, state) where finished_at is not null`,
]
