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

/** Whether a row of deliveries, called `d`, was not attempted after this attempt. */
export function isUntriedSince(attemptId: number): RawBuilder<boolean> {
  return sql<boolean>`not exists (
    select 1 from delivery_attempts t where t.delivery_id = d.id and t.id > ${attemptId})`
}

/** The attempt after which a delivery was tried in the run; without a run there is none. */
export function lastBefore(run: OutboxRun | null): number {
  return run === null ? Number.MAX_SAFE_INTEGER : run.lastAttemptId
}
