/**
 * Long lists in short statements: SQLite binds at most 32,766 values in one, and a document may bring more than that.
 */

/** Values, or rows of a few columns, in one statement: far below the limit, and enough that statements stay few. */
export const PART_SIZE = 500

/** The list in parts of `size` (at least 1), in its order; the last part may be shorter. An empty list has none. */
export function inParts<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
}
