import { sql } from 'kysely'
import { inTransaction } from '../database.ts'
import type { Db } from '../schema.ts'

/** How large the file of the database is, and how much of it holds nothing. */
export type PageCounts = {
  readonly pageBytes: number
  readonly pageCount: number
  readonly freeCount: number
}

export async function readPageCounts(db: Db): Promise<PageCounts> {
  const { rows } = await sql<PageCounts>`
    select (select page_size from pragma_page_size) pageBytes,
      (select page_count from pragma_page_count) pageCount,
      (select freelist_count from pragma_freelist_count) freeCount`.execute(db)
  return rows[0] ?? { pageBytes: 0, pageCount: 0, freeCount: 0 }
}

/**
 * Cuts up to so many empty pages off the end of the file, in one transaction. The file itself shrinks when the WAL is
 * checkpointed, which SQLite does by itself. Nothing happens where the database was not made for it.
 */
export async function freePages(db: Db, count: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    // the driver takes one step of a statement without columns, which is one page, whatever number stands in it
    for (let page = 0; page < count; page += 1) {
      await sql`pragma incremental_vacuum(1)`.execute(tx)
    }
  })
}
