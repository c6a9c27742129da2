import type { Timestamp } from '../../core/time.ts'
import type { Db, Tx } from '../schema.ts'

/** When everything that was too old had last been removed; null: never yet. */
export async function findPrunedAt(db: Db): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'pruned_at')
    .executeTakeFirst()
  return (row?.value ?? null) as Timestamp | null // written below alone
}

export async function savePrunedAt(tx: Tx, at: Timestamp): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key: 'pruned_at', value: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: at }))
    .execute()
}
