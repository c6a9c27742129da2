import { sql } from 'kysely'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Tx } from './schema.ts'

/** Whether matches may still join the alert `alerts`: nobody was, or is being, told of it. */
export const STILL_GATHERS = sql<boolean>`
  sealed_at is null and part_number is null and not exists (
    select 1 from deliveries d
    where d.alert_id = alerts.id and (d.attempt_count > 0 or d.finished_at is not null))`

/**
 * Closes an alert to further matches and counts those it has. What is claimed is sealed with the claim: whatever
 * becomes of it, nothing joins it.
 */
export async function sealAlert(tx: Tx, alertId: number, now: Timestamp): Promise<void> {
  await sealUnsealed(tx, alertId, now)
}

const sealUnsealed = compileOnce(
  (_: Tx, alertId: number, now: Timestamp) => sql`
    update alerts set sealed_at = ${now},
      sealed_match_count = (select count(*) from alert_matches m where m.alert_id = alerts.id)
    where id = ${alertId} and sealed_at is null`,
)

/** Opens an alert again whose deliveries were all given back untried: what matches until `dueAt` joins it. */
export async function unsealUntried(tx: Tx, alertId: number, dueAt: Timestamp): Promise<void> {
  await sql`
    update alerts set sealed_at = null, sealed_match_count = null, due_at = ${dueAt}
    where id = ${alertId} and subject is null and not exists (
      select 1 from deliveries d
      where d.alert_id = alerts.id and (d.attempt_count > 0 or d.finished_at is not null))`.execute(
    tx,
  )
}
