import { sql } from 'kysely'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Delivery } from './deliveries.ts'
import type { Db } from './schema.ts'

/** Another subscription that tells an address all that an alert tells, by e-mails that are sent or on their way. */
export type ToldElsewhere = { readonly by: SubscriptionId; readonly state: 'sent' | 'sending' }

/**
 * Who stands in two subscriptions is told of a rule's hit once, by the first of two alerts of news. Digests are not looked
 * at: whoever has those as well wants them. null when a match of the alert is told to the address by this alert alone.
 */
export async function findToldElsewhere(
  db: Db,
  { id, alertId, to }: Delivery,
): Promise<ToldElsewhere | null> {
  const { rows } = await sql<{ by: string | null; is_sending: number | null }>`
    select min(told.by) by, max(told.is_sending) is_sending
    from alert_matches am left join (
      select other.match_id, min(other.subscription_id) by, min(d.state = 'sending') is_sending
      from alert_matches own
        join alert_matches other on other.match_id = own.match_id
          and other.subscription_id <> own.subscription_id
        join alerts a on a.id = other.alert_id and a.kind = 'news'
        join deliveries d on d.alert_id = a.id and lower(d.address) = lower(${to.address})
      where own.alert_id = ${alertId} and (d.state = 'sent' or (d.state = 'sending' and d.id < ${id}))
      group by other.match_id
    ) told on told.match_id = am.match_id
    where am.alert_id = ${alertId}
    having count(*) = count(told.match_id)`.execute(db)
  const [row] = rows
  if (row === undefined || row.by === null) return null
  return { by: subscriptionIdOf(row.by), state: row.is_sending === 1 ? 'sending' : 'sent' }
}
