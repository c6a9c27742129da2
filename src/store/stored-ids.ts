import { compileOnce } from './compile-once.ts'
import type { Db } from './schema.ts'
import { type JsonList, jsonOf, valuesIn } from './values-of.ts'

/** Which of these items are still stored. */
export async function listStoredIds(
  db: Db,
  itemIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await selectStored(db, jsonOf(itemIds))
  return new Set(rows.map(({ id }) => id))
}

const selectStored = compileOnce((db, ids: JsonList<number>) =>
  db.selectFrom('items').select('id').where('id', 'in', valuesIn(ids)),
)
