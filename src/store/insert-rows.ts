import { CompiledQuery, type Insertable } from 'kysely'
import type { Schema, Tx } from './schema.ts'

/** Rows in one statement, and from there on half of it each time: few statements, and few texts that are prepared. */
const LARGEST_PART = 32

/**
 * Inserts rows that all have the columns of the first. `ending` stands behind the values: what is to be done on a conflict.
 *
 * The text of a statement depends on the number of its rows alone, and is made once: of thirty items Kysely's own builder took
 * three quarters of the time that storing them took.
 */
export async function insertRows<T extends keyof Schema>(
  tx: Tx,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  ending = '',
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const shape = `${table} (${columns.join()})`
  let at = 0
  for (let size = LARGEST_PART; at < rows.length; size /= 2) {
    for (; rows.length - at >= size; at += size) {
      const part = rows.slice(at, at + size) as readonly Readonly<Record<string, unknown>>[]
      const values: unknown[] = []
      for (const row of part) for (const column of columns) values.push(row[column])
      const text = textOf(shape, columns.length, size, ending)
      await tx.executeQuery(CompiledQuery.raw(text, values))
    }
  }
}

const texts = new Map<string, string>()

/** `shape`: the table and its columns. */
function textOf(shape: string, columnCount: number, size: number, ending: string): string {
  const key = `${size} ${shape} ${ending}`
  const known = texts.get(key)
  if (known !== undefined) return known
  const row = `(${Array(columnCount).fill('?').join()})`
  const rows = Array.from({ length: size }, () => row).join()
  const text = `insert into ${shape} values ${rows} ${ending}`
  texts.set(key, text)
  return text
}
