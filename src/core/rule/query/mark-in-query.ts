import type { Explanation } from './explain.ts'

/** What is shown of a long query on either side of the first mark. */
const MAX_SHOWN = 80

/**
 * A query with some of its clauses in marks: `@smr AND (Korea OR 한국) AND ⟦steel⟧`. Null where that shows nothing, because a
 * clause is all of it or comes from a concept.
 */
export function markInQuery(query: string, clauses: readonly Explanation[]): string | null {
  const places = clauses
    .flatMap(({ place }) => (place === null ? [] : [place]))
    .toSorted((a, b) => a.start - b.start)
  const [first] = places
  const isWhole = places.some(({ start, end }) => query.slice(start, end) === query.trim())
  if (first === undefined || isWhole) return null
  const from = first.start > MAX_SHOWN ? first.start - MAX_SHOWN : 0
  const until = Math.min(query.length, Math.max(first.end, from) + MAX_SHOWN)
  let marked = from > 0 ? '…' : ''
  let at = from
  for (const { start, end } of places) {
    if (start < at || end > until) continue
    marked += `${query.slice(at, start)}⟦${query.slice(start, end)}⟧`
    at = end
  }
  return `${marked}${query.slice(at, until)}${until < query.length ? '…' : ''}`.replace(/\s+/g, ' ')
}
