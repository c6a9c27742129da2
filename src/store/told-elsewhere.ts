import { type RawBuilder, sql } from 'kysely'
import type { AlertKind } from '../core/alert/plan-alerts.ts'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Delivery } from './deliveries.ts'
import { DUE_AT, IS_OPEN } from './due-deliveries.ts'
import type { Db } from './schema.ts'

/** Another subscription that tells an address all that an alert tells, by e-mails that are sent, on their way or about to be. */
export type ToldElsewhere = { readonly by: SubscriptionId; readonly state: 'sent' | 'sending' }

/**
 * Who stands in two subscriptions is told of a rule's hit once, by the first of two alerts of news. Digests are not looked
 * at: whoever has those as well wants them. null when a match of the alert is told to the address by this alert alone, or
 * told `asOf` an older text of its item. Of two that are due at the same time the one of the earlier alert is sent.
 */
export async function findHitsToldElsewhere(
  db: Db,
  delivery: Delivery,
  asOf: 'any text' | 'the latest text',
  now: Timestamp,
): Promise<ToldElsewhere | null> {
  const select = asOf === 'any text' ? selectHitsTold : selectLatestHitsTold
  return toldElsewhereOf(await select(db, delivery.id, delivery.alertId, delivery.to.address, now))
}

/** The same of edits, each of which has an alert of its own for each subscription. */
export async function findEditsToldElsewhere(
  db: Db,
  delivery: Delivery,
  now: Timestamp,
): Promise<ToldElsewhere | null> {
  const { id, alertId, to } = delivery
  return toldElsewhereOf(await selectEditsTold(db, id, alertId, to.address, now))
}

type Tellings = {
  /** What an alert tells. */
  readonly own: (alertId: number) => RawBuilder<unknown>
  /** The rows `o` that tell the same as a row of `own`. */
  readonly others: RawBuilder<unknown>
  readonly kind: AlertKind
  readonly where: RawBuilder<unknown>
}

const HITS: Tellings = {
  own: (alertId) => sql`
    select match_id id, subscription_id from alert_matches where alert_id = ${alertId}`,
  others: sql`alert_matches o on o.match_id = own.id`,
  kind: 'news',
  where: sql`true`,
}

const LATEST_HITS: Tellings = {
  ...HITS,
  where: sql`exists (
    select 1 from matches m join items i on i.id = m.item_id
    where m.id = own.id and coalesce(i.revised_at, '') <= coalesce(a.sealed_at, ''))`,
}

const EDITS: Tellings = {
  own: (alertId) => sql`
    select edit_id id, subscription_id from alert_edits where alert_id = ${alertId}`,
  others: sql`alert_edits o on o.edit_id = own.id`,
  kind: 'edit',
  where: sql`true`,
}

type ToldRow = { readonly by: string | null; readonly is_sending: number | null }

/** A thousand subscriptions may tell the same; whose deliveries go to the address is asked before anything else of them. */
const toldBy =
  ({ own, others, kind, where }: Tellings) =>
  (_: Db, id: number, alertId: number, address: string, now: Timestamp): RawBuilder<ToldRow> =>
    sql<ToldRow>`
      with own as (${own(alertId)}),
        told as (
          select own.id, min(o.subscription_id) by, min(d.state <> 'sent') is_sending
          from own cross join ${others} and o.subscription_id <> own.subscription_id
            cross join deliveries d on d.alert_id = o.alert_id and lower(d.address) = lower(${address})
            cross join alerts a on a.id = o.alert_id and a.kind = ${kind}
          where (d.state = 'sent' or (d.state = 'sending' and d.id <> ${id})
              or (${IS_OPEN} and ${DUE_AT} <= ${now} and d.id < ${id})) and ${where}
          group by own.id
        )
      select min(told.by) by, max(told.is_sending) is_sending
      from own left join told on told.id = own.id
      having count(*) = count(told.id)`

const selectHitsTold = compileOnce(toldBy(HITS))
const selectLatestHitsTold = compileOnce(toldBy(LATEST_HITS))
const selectEditsTold = compileOnce(toldBy(EDITS))

function toldElsewhereOf([row]: readonly ToldRow[]): ToldElsewhere | null {
  if (row === undefined || row.by === null) return null
  return { by: subscriptionIdOf(row.by), state: row.is_sending === 1 ? 'sending' : 'sent' }
}
