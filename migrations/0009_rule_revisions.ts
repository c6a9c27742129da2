import { type Kysely, sql } from 'kysely'

/** What rules were like while they were in force, so that a change can be held against what it would replace. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // concepts: a JSON object of those that the query reaches, each with its terms; null where they were not noted then
  `create table rule_revisions (
    id integer primary key,
    rule_id text not null,
    revision text not null,
    query text not null,
    concepts text,
    in_force_from text not null,
    in_force_until text
  ) strict`,
  `create unique index rule_revisions_in_force on rule_revisions (rule_id) where in_force_until is null`,
  `create index rule_revisions_by_rule on rule_revisions (rule_id, in_force_from)`,
  `insert into rule_revisions (rule_id, revision, query, concepts, in_force_from)
    select id, revision, query, case when instr(query, '@') = 0 and instr(query, '＠') = 0 then '{}' end, applied_at
    from rules`,
]
