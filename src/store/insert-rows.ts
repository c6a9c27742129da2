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
  const { columns, texts } = shapeOf(table, ending, Object.keys(first))
  let at = 0
  for (let size = LARGEST_PART; at < rows.length; size /= 2) {
    for (; rows.length - at >= size; at += size) {
      const part = rows.slice(at, at + size) as readonly Readonly<Record<string, unknown>>[]
      const values: unknown[] = []
      for (const row of part) for (const column of columns) values.push(row[column])
      let text = texts.get(size)
      if (text === undefined) {
        text = textOf(table, columns, size, ending)
        texts.set(size, text)
      }
      await tx.executeQuery(CompiledQuery.raw(text, values))
    }
  }
}

/** Statements of a table, for each number of rows. */
type Shape = { readonly columns: readonly string[]; readonly texts: Map<number, string> }

/** By table, and for each by what stands behind the values. */
const shapes = new Map<string, Map<string, Shape>>()

function shapeOf(table: string, ending: string, columns: readonly string[]): Shape {
  const ofTable = shapes.get(table) ?? new Map<string, Shape>()
  shapes.set(table, ofTable)
  const known = ofTable.get(ending)
  if (known !== undefined && areSame(known.columns, columns)) return known
  const shape = { columns, texts: new Map<number, string>() }
  ofTable.set(ending, shape)
  return shape
}

function areSame(ones: readonly string[], others: readonly string[]): boolean {
  return ones.length === others.length && ones.every((one, index) => one === others[index])
}

function textOf(table: string, columns: readonly string[], size: number, ending: string): string {
  const row = `(${Array(columns.length).fill('?').join()})`
  const rows = Array.from({ length: size }, () => row).join()
  return `insert into ${table} (${columns.join()}) values ${rows} ${ending}`
}
