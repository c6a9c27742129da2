import { sql } from 'kysely'
import { type RuleId, ruleIdOf, type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import { IS_OPEN } from './due-deliveries.ts'
import type { Db, Tx } from './schema.ts'
import { valuesOf } from './values-of.ts'

/** An alert with deliveries that have not ended, of a subscription that is gone. */
export type OrphanedAlert = {
  readonly alertId: number
  readonly subscriptionId: SubscriptionId
  /** In small letters, of the deliveries that have not ended. */
  readonly addresses: readonly string[]
  readonly ruleIds: readonly RuleId[]
}

export async function listOrphanedAlerts(
  db: Db,
  configured: readonly SubscriptionId[],
): Promise<readonly OrphanedAlert[]> {
  const { rows } = await sql<OrphanRow>`
    select a.id, a.subscription_id, json_group_array(distinct lower(d.address)) addresses,
      (select json_group_array(distinct m.rule_id) from matches m
        where m.id in (select am.match_id from alert_matches am where am.alert_id = a.id)
          or m.item_id in (select e.item_id from alert_edits ae join edits e on e.id = ae.edit_id
            where ae.alert_id = a.id)) rule_ids
    from deliveries d join alerts a on a.id = d.alert_id
    where ${IS_OPEN} and a.subscription_id is not null
      and a.subscription_id not in ${valuesOf(configured)}
    group by a.id`.execute(db)
  const listOf = (json: string): readonly string[] => JSON.parse(json) as string[] // made by SQLite
  return rows.map((row) => ({
    alertId: row.id,
    subscriptionId: subscriptionIdOf(row.subscription_id),
    addresses: listOf(row.addresses),
    ruleIds: listOf(row.rule_ids).map(ruleIdOf),
  }))
}

type OrphanRow = {
  readonly id: number
  readonly subscription_id: string
  readonly addresses: string
  readonly rule_ids: string
}

/** Whether a subscription tells one of the alert's matches by an alert of its own. */
export async function isToldBy(
  db: Db,
  alertId: number,
  subscriptionId: SubscriptionId,
): Promise<boolean> {
  const row = await db
    .selectFrom('alert_matches as am')
    .innerJoin('alert_matches as other', 'other.match_id', 'am.match_id')
    .select('other.alert_id')
    .where('am.alert_id', '=', alertId)
    .where('other.subscription_id', '=', subscriptionId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function giveAlertTo(
  tx: Tx,
  alertId: number,
  subscriptionId: SubscriptionId,
): Promise<void> {
  await tx
    .updateTable('alerts')
    .set({ subscription_id: subscriptionId })
    .where('id', '=', alertId)
    .execute()
  for (const table of ['alert_matches', 'alert_edits'] as const) {
    await tx
      .updateTable(table)
      .set({ subscription_id: subscriptionId })
      .where('alert_id', '=', alertId)
      .execute()
  }
}
