import { sql } from 'kysely'
import { LONGEST_ATTEMPT_MS } from '../core/alert/smtp-limits.ts'
import { addMs, HOUR_MS, type Timestamp } from '../core/time.ts'
import { gathersTooLong, waitsTooLong } from './disbelieve-far-times.ts'
import { DUE_AT } from './due-deliveries.ts'
import { IS_LOST } from './lost-matches.ts'
import type { Db } from './schema.ts'

/** What keeps the ledger from proving that nothing was lost; `count` is of rows, `example` names one. */
export type LedgerProblem = {
  readonly code:
    | 'match-without-row'
    /** More matches than the alert had when it was closed: what came later was told to nobody. */
    | 'match-too-late'
    | 'overdue'
    | 'held-without-reason'
    | 'two-message-ids'
  readonly count: number
  readonly example: string
}

/** A row that nobody took although it was due this long ago. */
const OVERDUE_MS = HOUR_MS

export async function verifyLedger(db: Db, now: Timestamp): Promise<readonly LedgerProblem[]> {
  const problems: LedgerProblem[] = []
  const check = async (
    code: LedgerProblem['code'],
    rows: Promise<readonly string[]>,
  ): Promise<void> => {
    const found = await rows
    if (found[0] !== undefined) problems.push({ code, count: found.length, example: found[0] })
  }
  await check('match-without-row', listMatchesWithoutRow(db))
  await check('match-too-late', listAlertsWithLateMatches(db))
  await check('overdue', listOverdue(db, now))
  await check('held-without-reason', listHeldWithoutReason(db))
  await check('two-message-ids', listTwoMessageIds(db))
  return problems
}

async function listMatchesWithoutRow(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: number; rule_id: string }>`
    select m.id, m.rule_id from matches m
    where ${IS_LOST}`.execute(db)
  return rows.map((row) => `match ${row.id} of rule ${row.rule_id}`)
}

async function listAlertsWithLateMatches(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: number; late_count: number }>`
    select a.id, count(*) - a.sealed_match_count late_count
    from alerts a join alert_matches am on am.alert_id = a.id
    where a.sealed_match_count is not null
    group by a.id having count(*) > a.sealed_match_count`.execute(db)
  return rows.map((row) => `alert ${row.id} has ${row.late_count} more than when it was closed`)
}

async function listOverdue(db: Db, now: Timestamp): Promise<readonly string[]> {
  const { rows } = await sql<{
    address: string
    alert_id: number
    state: string
    at: string | null
  }>`
    select d.address, d.alert_id, d.state, ${DUE_AT} at
    from deliveries d join alerts a on a.id = d.alert_id
    where (d.state in ('pending', 'held', 'uncertain') and (d.next_attempt_at is null
        or ${DUE_AT} < ${addMs(now, -OVERDUE_MS)} or ${waitsTooLong(now)} or ${gathersTooLong(now)}))
      or (d.state = 'sending' and not exists (
        select 1 from delivery_attempts t
        where t.delivery_id = d.id and t.finished_at is null
          and t.started_at >= ${addMs(now, -LONGEST_ATTEMPT_MS)}))`.execute(db)
  return rows.map(
    (row) => `alert ${row.alert_id} to ${row.address} is ${row.state}, due ${row.at ?? 'never'}`,
  )
}

async function listHeldWithoutReason(db: Db): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['alert_id', 'address'])
    .where('state', 'in', ['held', 'suppressed', 'failed'])
    .where('reason', 'is', null)
    .execute()
  return rows.map((row) => `alert ${row.alert_id} to ${row.address}`)
}

async function listTwoMessageIds(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ alert_id: number; address: string }>`
    select d.alert_id, d.address from deliveries d join delivery_attempts t on t.delivery_id = d.id
    group by d.alert_id, d.address having count(distinct t.message_id) > 1`.execute(db)
  return rows.map((row) => `alert ${row.alert_id} to ${row.address}`)
}
