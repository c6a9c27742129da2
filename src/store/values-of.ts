import { type RawBuilder, sql } from 'kysely'

/** A list as one value of a statement, however long it is. */
export function valuesOf<T extends string | number>(values: readonly T[]): RawBuilder<T> {
  return sql<T>`(select value from json_each(${JSON.stringify(values)}))`
}
