import { type Kysely, sql } from 'kysely'

/** Who unsubscribed, which outranks the configuration; and the secret by which links for it are known to be ours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: readonly string[] = [
  // subscription_id '' stands for all subscriptions
  `create table opt_outs (
    address text not null,
    subscription_id text not null,
    opted_out_at text not null,
    via text not null check (via in ('one-click', 'page', 'administrator')),
    primary key (address, subscription_id)
  ) strict, without rowid`,

  `insert into meta (key, value) values ('unsubscribe_secret', lower(hex(randomblob(32))))`,
]
