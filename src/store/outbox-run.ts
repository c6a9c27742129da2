import { type RawBuilder, sql } from 'kysely'
import type { Db } from './schema.ts'

/** One run over the outbox, in which no delivery is attempted twice. Attempts after this one are the run's own. */
export type OutboxRun = { readonly lastAttemptId: number }

export async function beginOutboxRun(db: Db): Promise<OutboxRun> {
  const { id } = await db
    .selectFrom('delivery_attempts')
    .select(({ fn }) => fn.max<number | null>('id').as('id'))
    .executeTakeFirstOrThrow()
  return { lastAttemptId: id ?? 0 }
}

/** Whether a row of deliveries, called `d`, was not attempted in the run; without a run every row is as good. */
export function isUntriedIn(run: OutboxRun | null): RawBuilder<boolean> {
  if (run === null) return sql<boolean>`true`
  return sql<boolean>`not exists (
    select 1 from delivery_attempts t where t.delivery_id = d.id and t.id > ${run.lastAttemptId})`
}
