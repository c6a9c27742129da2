import { type RawBuilder, sql } from 'kysely'

/** A list as one value of a statement, however long it is. */
export function valuesOf<T extends string | number>(values: readonly T[]): RawBuilder<T> {
  return valuesIn<T>(jsonOf(values))
}

/** The same where the list was made a text before. */
export function valuesIn<T extends string | number>(json: JsonList<T>): RawBuilder<T> {
  return sql<T>`(select value from json_each(${json}))`
}

/** A list as a text. */
export type JsonList<T> = string & { readonly listOf?: T }

export function jsonOf<T extends string | number>(values: readonly T[]): JsonList<T> {
  return JSON.stringify(values)
}
