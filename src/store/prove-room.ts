import { sql } from 'kysely'
import { inTransaction } from './database.ts'
import type { Db } from './schema.ts'

const KEY = 'probe'
/** As much as a poll of a few items takes: pages that are free inside the file must not be all that there is. */
const BYTES = 65_536

/** Writes something and takes it back, as two commits that reach the disk. Rejects when that cannot be done. */
export async function proveRoom(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`insert or replace into meta (key, value) values (${KEY}, hex(zeroblob(${BYTES / 2})))`.execute(
      tx,
    )
  })
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('meta').where('key', '=', KEY).execute()
  })
}
