import { type RawBuilder, sql } from 'kysely'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Delivery } from './deliveries.ts'
import type { Db } from './schema.ts'

/** Another subscription that tells an address all that an alert tells, by e-mails that are sent or on their way. */
export type ToldElsewhere = { readonly by: SubscriptionId; readonly state: 'sent' | 'sending' }

/**
 * Who stands in two subscriptions is told of a rule's hit once, by the first of two alerts of news. Digests are not looked
 * at: whoever has those as well wants them. null when a match of the alert is told to the address by this alert alone, or
 * told `asOf` an older text of its item.
 */
export async function findHitsToldElsewhere(
  db: Db,
  delivery: Delivery,
  asOf: 'any text' | 'the latest text',
): Promise<ToldElsewhere | null> {
  const isLatest =
    asOf === 'any text' ? sql`true` : sql`coalesce(i.revised_at, '') <= coalesce(a.sealed_at, '')`
  return await findTold(db, delivery, {
    own: sql`select match_id id, subscription_id from alert_matches where alert_id = ${delivery.alertId}`,
    others: sql`select am.match_id id, am.subscription_id, am.alert_id from alert_matches am
      join alerts a on a.id = am.alert_id and a.kind = 'news'
      join matches m on m.id = am.match_id join items i on i.id = m.item_id and ${isLatest}
      where am.match_id in (select match_id from alert_matches where alert_id = ${delivery.alertId})`,
  })
}

/** The same of edits, each of which has an alert of its own for each subscription. */
export async function findEditsToldElsewhere(
  db: Db,
  delivery: Delivery,
): Promise<ToldElsewhere | null> {
  return await findTold(db, delivery, {
    own: sql`select edit_id id, subscription_id from alert_edits where alert_id = ${delivery.alertId}`,
    others: sql`select ae.edit_id id, ae.subscription_id, ae.alert_id from alert_edits ae
      join alerts a on a.id = ae.alert_id and a.kind = 'edit'
      where ae.edit_id in (select edit_id from alert_edits where alert_id = ${delivery.alertId})`,
  })
}

type Tellings = { readonly own: RawBuilder<unknown>; readonly others: RawBuilder<unknown> }

async function findTold(
  db: Db,
  { id, to }: Delivery,
  { own, others }: Tellings,
): Promise<ToldElsewhere | null> {
  const { rows } = await sql<{ by: string | null; is_sending: number | null }>`
    with own as (${own}), others as (${others}),
      told as (
        select others.id, min(others.subscription_id) by, min(d.state = 'sending') is_sending
        from own join others on others.id = own.id and others.subscription_id <> own.subscription_id
          join deliveries d on d.alert_id = others.alert_id and lower(d.address) = lower(${to.address})
        where d.state = 'sent' or (d.state = 'sending' and d.id < ${id})
        group by others.id
      )
    select min(told.by) by, max(told.is_sending) is_sending
    from own left join told on told.id = own.id
    having count(*) = count(told.id)`.execute(db)
  const [row] = rows
  if (row === undefined || row.by === null) return null
  return { by: subscriptionIdOf(row.by), state: row.is_sending === 1 ? 'sending' : 'sent' }
}
