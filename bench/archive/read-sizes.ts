import { sql } from 'kysely'
import type { Db } from '../../src/store/schema.ts'

/** The largest tables and indexes, and the whole, in bytes. */
export async function readSizes(db: Db): Promise<readonly (readonly [string, number])[]> {
  const { rows } = await sql<{ name: string; bytes: number }>`
    select name, sum(pgsize) as bytes from dbstat where aggregate = true
    group by name order by bytes desc`.execute(db)
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0)
  return [...rows.slice(0, SHOWN).map(({ name, bytes }) => [name, bytes] as const), ['all', total]]
}

const SHOWN = 7
