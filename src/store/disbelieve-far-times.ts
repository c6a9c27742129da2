import { type RawBuilder, sql } from 'kysely'
import { LONGEST_GATHERING_MS } from '../core/alert/plan-alerts.ts'
import { LONGEST_RETRY_MS } from '../core/alert/retry-policy.ts'
import { addMs, MINUTE_MS, type Timestamp } from '../core/time.ts'
import { IS_OPEN } from './due-deliveries.ts'
import type { Tx } from './schema.ts'

/** Clocks of two moments may differ by a little without one of them being wrong. */
const SLACK_MS = MINUTE_MS

/**
 * Whether a delivery `d` waits for a time that nothing can rightly have set at `now`: a first attempt is due when it is
 * put down, another one after the longest wait between two. What is held waits for a schedule.
 */
export function waitsTooLong(now: Timestamp): RawBuilder<boolean> {
  const latestRetryAt = addMs(now, LONGEST_RETRY_MS + SLACK_MS)
  return sql<boolean>`(d.state in ('pending', 'uncertain')
    and d.next_attempt_at > iif(d.attempt_count = 0, ${addMs(now, SLACK_MS)}, ${latestRetryAt}))`
}

/** Whether an alert `a` takes matches in for longer than any does. */
export function gathersTooLong(now: Timestamp): RawBuilder<boolean> {
  return sql<boolean>`(a.sealed_at is null
    and a.gather_until > ${addMs(now, LONGEST_GATHERING_MS + SLACK_MS)})`
}

/** Makes due what waits or gathers too long: the clock was ahead when that was written. Returns how much that frees. */
export async function disbelieveFarTimes(tx: Tx, now: Timestamp): Promise<number> {
  const freed = await sql<{ alert_id: number }>`
    update deliveries as d set next_attempt_at = ${now}
    where ${IS_OPEN}
      and d.next_attempt_at > ${addMs(now, SLACK_MS)} and ${waitsTooLong(now)}
    returning alert_id`.execute(tx)
  const alertIds = JSON.stringify(freed.rows.map((row) => row.alert_id))
  await sql`
    update alerts set gather_until = min(gather_until, ${now}), due_at = min(due_at, ${now})
    where id in (select value from json_each(${alertIds}))`.execute(tx)
  const gathering = await sql`
    update alerts as a set gather_until = ${now} where ${gathersTooLong(now)}`.execute(tx)
  return freed.rows.length + Number(gathering.numAffectedRows ?? 0)
}
