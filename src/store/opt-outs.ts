import type { Selectable } from 'kysely'
import { foldAddress, type OptOut, type OptOutVia } from '../core/alert/opt-out.ts'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Db, Schema, Tx } from './schema.ts'

/** What stands in the column for all subscriptions. */
const ALL = ''

/** Why an address gets nothing of a subscription; that it wants nothing at all comes first. Null: it may be written to. */
export async function findOptOut(
  db: Db,
  address: string,
  subscriptionId: SubscriptionId,
): Promise<OptOut | null> {
  const [row] = await selectOptOut(db, foldAddress(address), subscriptionId)
  return row === undefined ? null : optOutOf(row)
}

const selectOptOut = compileOnce((db, address: string, subscriptionId: string) =>
  db
    .selectFrom('opt_outs')
    .selectAll()
    .where('address', '=', address)
    .where('subscription_id', 'in', [ALL, subscriptionId])
    .orderBy('subscription_id')
    .limit(1),
)

/** The newest first. */
export async function listOptOuts(db: Db): Promise<readonly OptOut[]> {
  const rows = await db
    .selectFrom('opt_outs')
    .selectAll()
    .orderBy('opted_out_at', 'desc')
    .orderBy('address')
    .orderBy('subscription_id')
    .execute()
  return rows.map(optOutOf)
}

export async function countOptOuts(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('opt_outs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Records an opt-out once; returns whether it is new. The first one stays as it was. */
export async function saveOptOut(tx: Tx, optOut: OptOut): Promise<boolean> {
  const row = await tx
    .insertInto('opt_outs')
    .values({
      address: foldAddress(optOut.address),
      subscription_id: optOut.subscriptionId ?? ALL,
      opted_out_at: optOut.optedOutAt,
      via: optOut.via,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('address')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes opt-outs of an address back; null stands for the one from everything. Returns how many there were. */
export async function removeOptOuts(
  tx: Tx,
  address: string,
  subscriptionIds: readonly (SubscriptionId | null)[],
): Promise<number> {
  const result = await tx
    .deleteFrom('opt_outs')
    .where('address', '=', foldAddress(address))
    .where(
      'subscription_id',
      'in',
      subscriptionIds.map((id) => id ?? ALL),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Lets the opt-outs of a subscription hold for the one that has come in its place, too. */
export async function copyOptOuts(tx: Tx, from: SubscriptionId, to: SubscriptionId): Promise<void> {
  await tx
    .insertInto('opt_outs')
    .columns(['address', 'subscription_id', 'opted_out_at', 'via'])
    .expression((query) =>
      query
        .selectFrom('opt_outs')
        .select(({ val }) => ['address', val<string>(to).as('to'), 'opted_out_at', 'via'])
        .where('subscription_id', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What proves that an unsubscribe link is ours; made with the database, and never changed. */
export async function getUnsubscribeSecret(db: Db): Promise<string> {
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'unsubscribe_secret')
    .executeTakeFirstOrThrow()
  return value
}

function optOutOf(row: Selectable<Schema['opt_outs']>): OptOut {
  return {
    address: row.address,
    subscriptionId: row.subscription_id === ALL ? null : subscriptionIdOf(row.subscription_id),
    optedOutAt: row.opted_out_at as Timestamp, // times and ways are written by this file alone
    via: row.via as OptOutVia,
  }
}
