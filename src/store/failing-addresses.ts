import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Db, Tx } from './schema.ts'

/** An address to which an alert was given up, and none was delivered since. */
export type FailingAddress = {
  /** In small letters. */
  readonly address: string
  readonly since: Timestamp
  /** Of the first alert that was given up. */
  readonly reason: string
  readonly subject: string | null
  readonly alertId: number
  readonly attemptCount: number
  readonly messageId: string
}

/** Remembers that a delivery was given up; of an address that is known to fail the first one stays. */
export async function noteFailing(
  tx: Tx,
  address: string,
  deliveryId: number,
  now: Timestamp,
): Promise<void> {
  await tx
    .insertInto('failing_addresses')
    .values({ address: address.toLowerCase(), delivery_id: deliveryId, since: now, told_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** An address that takes mail fails no longer: when it fails again, that is told again. */
export async function forgetFailing(tx: Tx, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    await deleteFailing(tx, address.toLowerCase())
  }
}

const deleteFailing = compileOnce((tx: Tx, address: string) =>
  tx.deleteFrom('failing_addresses').where('address', '=', address),
)

export async function listFailingAddresses(db: Db): Promise<readonly FailingAddress[]> {
  return await selectFailing(db, 'all')
}

/** Those that the administrators were not told of. */
export async function listUntoldFailing(db: Db): Promise<readonly FailingAddress[]> {
  return await selectFailing(db, 'untold')
}

export async function markFailingTold(tx: Tx, now: Timestamp): Promise<void> {
  await tx
    .updateTable('failing_addresses')
    .set({ told_at: now })
    .where('told_at', 'is', null)
    .execute()
}

/** Takes back that something was told at `toldAt`: the notice reached nobody. */
export async function markFailingUntold(tx: Tx, toldAt: Timestamp): Promise<void> {
  await tx
    .updateTable('failing_addresses')
    .set({ told_at: null })
    .where('told_at', '=', toldAt)
    .execute()
}

/** Notices that were given up since then: to whom in small letters, and when what they say was marked as told. */
export async function listFailedNotices(
  db: Db,
  since: Timestamp,
): Promise<readonly { readonly address: string; readonly toldAt: Timestamp }[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['d.address', 'a.created_at'])
    .where('d.finished_at', '>=', since)
    .where('d.state', '=', 'failed')
    .where('a.kind', '=', 'admin')
    .execute()
  return rows.map((row) => ({
    address: row.address.toLowerCase(),
    toldAt: row.created_at as Timestamp, // written by alerts.ts alone
  }))
}

async function selectFailing(db: Db, which: 'all' | 'untold'): Promise<readonly FailingAddress[]> {
  const rows = await db
    .selectFrom('failing_addresses as f')
    .innerJoin('deliveries as d', 'd.id', 'f.delivery_id')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['f.address', 'f.since', 'd.reason', 'd.attempt_count', 'd.message_id'])
    .select(['a.id as alert_id', 'a.subject'])
    .$if(which === 'untold', (query) => query.where('f.told_at', 'is', null))
    .orderBy('f.since')
    .orderBy('f.address')
    .execute()
  return rows.map((row) => ({
    address: row.address,
    since: row.since as Timestamp, // written by noteFailing alone
    reason: row.reason ?? '',
    subject: row.subject,
    alertId: row.alert_id,
    attemptCount: row.attempt_count,
    messageId: row.message_id,
  }))
}
