import { sql } from 'kysely'
import type { Mailbox } from '../core/alert/mailbox.ts'
import { type FeedId, feedIdOf, type RuleId, ruleIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { DeliveryState } from './deliveries.ts'
import { DUE_AT } from './due-deliveries.ts'
import type { Db } from './schema.ts'

/** A delivery with everything that was tried. */
export type TracedDelivery = {
  readonly id: number
  readonly to: Mailbox
  readonly state: DeliveryState
  readonly reason: string | null
  readonly messageId: string
  /** null for what has ended. */
  readonly nextAttemptAt: Timestamp | null
  readonly finishedAt: Timestamp | null
  readonly attemptCount: number
  /** The latest ones, newest first. */
  readonly attempts: readonly Attempt[]
}

export type Attempt = {
  readonly startedAt: Timestamp
  /** null while it lasts. */
  readonly finishedAt: Timestamp | null
  readonly outcome: string | null
  readonly response: string | null
}

/** Hourly for five days are a hundred and twenty; the latest tell the story. */
const MOST_ATTEMPTS = 20

/** The deliveries of an alert, those that need a look first. */
export async function listTracedDeliveries(
  db: Db,
  alertId: number,
  limit: number,
): Promise<readonly TracedDelivery[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['d.id', 'd.address', 'd.name', 'd.state', 'd.reason', 'd.message_id'])
    .select(['d.finished_at', 'd.attempt_count', DUE_AT.as('due_at')])
    .where('d.alert_id', '=', alertId)
    .orderBy(
      sql`case d.state when 'failed' then 0 when 'uncertain' then 1 when 'held' then 2 when 'sent' then 4 else 3 end`,
    )
    .orderBy('d.id')
    .limit(limit)
    .execute()
  return await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      to: { name: row.name, address: row.address },
      state: row.state as DeliveryState, // the column's check; times are written by this folder alone
      reason: row.reason,
      messageId: row.message_id,
      nextAttemptAt: row.due_at,
      finishedAt: row.finished_at as Timestamp | null,
      attemptCount: row.attempt_count,
      attempts: await listAttempts(db, row.id),
    })),
  )
}

async function listAttempts(db: Db, deliveryId: number): Promise<readonly Attempt[]> {
  const rows = await db
    .selectFrom('delivery_attempts')
    .select(['started_at', 'finished_at', 'outcome', 'response'])
    .where('delivery_id', '=', deliveryId)
    .orderBy('id', 'desc')
    .limit(MOST_ATTEMPTS)
    .execute()
  return rows.map((row) => ({
    startedAt: row.started_at as Timestamp,
    finishedAt: row.finished_at as Timestamp | null,
    outcome: row.outcome,
    response: row.response,
  }))
}

/** An item that an alert tells of, or that a rule hit. */
export type ToldItem = {
  readonly itemId: number
  readonly feedId: FeedId
  readonly title: string
  readonly url: string | null
  /** null: it is told because it was edited. */
  readonly ruleId: RuleId | null
  readonly at: Timestamp
}

/** What an alert tells: matches, then edits. */
export async function listToldItems(
  db: Db,
  alertId: number,
  limit: number,
): Promise<readonly ToldItem[]> {
  const matches = db
    .selectFrom('alert_matches as am')
    .innerJoin('matches as m', 'm.id', 'am.match_id')
    .innerJoin('items as i', 'i.id', 'm.item_id')
    .select(['i.id', 'i.feed_id', 'i.title', 'i.url', 'm.rule_id', 'm.matched_at as at'])
    .where('am.alert_id', '=', alertId)
    .orderBy('m.id')
    .limit(limit)
  const edits = db
    .selectFrom('alert_edits as ae')
    .innerJoin('edits as e', 'e.id', 'ae.edit_id')
    .innerJoin('items as i', 'i.id', 'e.item_id')
    .select(['i.id', 'i.feed_id', 'i.title', 'i.url', sql<null>`null`.as('rule_id')])
    .select('e.edited_at as at')
    .where('ae.alert_id', '=', alertId)
    .orderBy('e.id')
    .limit(limit)
  const rows = [...(await matches.execute()), ...(await edits.execute())]
  return rows.slice(0, limit).map(toldItemOf)
}

/** The newest matches of all rules. */
export async function listNewestMatches(db: Db, limit: number): Promise<readonly ToldItem[]> {
  const rows = await db
    .selectFrom('matches as m')
    .innerJoin('items as i', 'i.id', 'm.item_id')
    .select(['i.id', 'i.feed_id', 'i.title', 'i.url', 'm.rule_id', 'm.matched_at as at'])
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toldItemOf)
}

type ToldRow = {
  readonly id: number
  readonly feed_id: string
  readonly title: string
  readonly url: string | null
  readonly rule_id: string | null
  readonly at: string
}

function toldItemOf(row: ToldRow): ToldItem {
  return {
    itemId: row.id,
    feedId: feedIdOf(row.feed_id),
    title: row.title,
    url: row.url,
    ruleId: row.rule_id === null ? null : ruleIdOf(row.rule_id),
    at: row.at as Timestamp, // written from Timestamps alone
  }
}
