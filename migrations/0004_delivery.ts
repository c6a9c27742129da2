import { type Kysely, sql } from 'kysely'

/** An alert knows how many matches it had when it was closed, so that one which joins later cannot go unseen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // unknown for what is closed already
  `alter table alerts add column sealed_match_count integer`,
]
