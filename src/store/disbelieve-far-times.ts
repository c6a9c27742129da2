import { sql } from 'kysely'
import { LONGEST_GATHERING_MS } from '../core/alert/plan-alerts.ts'
import { LONGEST_RETRY_MS } from '../core/alert/retry-policy.ts'
import { addMs, MINUTE_MS, type Timestamp } from '../core/time.ts'
import type { Tx } from './schema.ts'

/** Clocks of two moments may differ by a little without one of them being wrong. */
const SLACK_MS = MINUTE_MS

/** The latest time that a next attempt can rightly have at `now`. */
export function latestRetryAt(now: Timestamp): Timestamp {
  return addMs(now, LONGEST_RETRY_MS + SLACK_MS)
}

/**
 * Makes due what waits for a time that no retry and no gathering can have set: the clock was ahead when it was written.
 * Returns how many deliveries that frees. What is held waits for a schedule, which may lie as far ahead as it likes.
 */
export async function disbelieveFarTimes(tx: Tx, now: Timestamp): Promise<number> {
  const gatheredUntil = addMs(now, LONGEST_GATHERING_MS + SLACK_MS)
  const freed = await sql<{ alert_id: number }>`
    update deliveries set next_attempt_at = ${now}
    where state in ('pending', 'held', 'sending', 'uncertain')
      and next_attempt_at > ${latestRetryAt(now)} and state in ('pending', 'uncertain')
    returning alert_id`.execute(tx)
  const gathering = await sql<{ id: number }>`
    update alerts set gather_until = ${now}
    where sealed_at is null and gather_until > ${gatheredUntil} returning id`.execute(tx)
  const alertIds = JSON.stringify([
    ...freed.rows.map((row) => row.alert_id),
    ...gathering.rows.map((row) => row.id),
  ])
  await sql`
    update alerts set gather_until = min(gather_until, ${now}), due_at = min(due_at, ${now})
    where id in (select value from json_each(${alertIds}))
      and exists (select 1 from deliveries d
        where d.alert_id = alerts.id and d.state in ('pending', 'uncertain'))`.execute(tx)
  return freed.rows.length + gathering.rows.length
}
