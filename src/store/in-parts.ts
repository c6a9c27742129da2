/**
 * Long lists in short statements. SQLite binds at most 32,766 values in one statement, and a document may bring more
 * items than that: what is looked up or written for all of them goes in parts.
 */

/** Values that one statement looks up: far below the limit, and large enough that the number of statements is small. */
export const LOOKUP_SIZE = 500

/** The values in parts of `size` (at least 1), in their order; the last one may be shorter. */
export function inParts<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  )
}
