import { msOf, type Timestamp } from '../core/time.ts'
import type { Db, Tx } from './schema.ts'

/** What the administrators were told last of a full disk: since when it was, and whether they know that it is over. */
export type DiskTelling = { readonly since: Timestamp; readonly isOver: boolean }

const KEY = 'full_disk_told'

/** null when they were never told of one. */
export async function findDiskTelling(db: Db): Promise<DiskTelling | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst()
  const [state, since] = row?.value.split(' ') ?? []
  if (since === undefined || Number.isNaN(msOf(since as Timestamp))) return null // written by saveDiskTelling alone
  return { since: since as Timestamp, isOver: state === 'over' } // as just seen
}

export async function saveDiskTelling(tx: Tx, { since, isOver }: DiskTelling): Promise<void> {
  const value = `${isOver ? 'over' : 'lasts'} ${since}`
  await tx
    .insertInto('meta')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
