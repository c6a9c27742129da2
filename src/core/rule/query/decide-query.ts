import type { FoundTerms } from './found-terms.ts'
import { areTermsNear, FEW_PAIRS, isNearTrue } from './near-places.ts'
import { lengthOf, Operator, operatorOf, type QueryPrograms } from './query-programs.ts'

/** Whether the query whose program begins at `start` holds for the document. */
export function isTrue(programs: QueryPrograms, start: number, found: FoundTerms): boolean {
  const { code } = programs
  const { hits } = found
  const head = code[start] ?? 0
  const end = start + lengthOf(head)
  switch (operatorOf(head)) {
    case Operator.term:
      return (hits.fieldsOf(code[start + 3] ?? 0) & (code[start + 2] ?? 0)) !== 0
    case Operator.anyTerm: {
      const fields = code[start + 2] ?? 0
      for (let at = start + 3; at < end; at += 1) {
        if ((hits.fieldsOf(code[at] ?? 0) & fields) !== 0) return true
      }
      return false
    }
    case Operator.and:
      return areAllTrue(programs, start + 1, end, found)
    case Operator.or:
      for (let at = start + 1; at < end; at += lengthOf(code[at] ?? 0)) {
        if (isTrue(programs, at, found)) return true
      }
      return false
    case Operator.not:
      return !isTrue(programs, start + 1, found)
    case Operator.atLeast: {
      let missing = code[start + 1] ?? 0
      for (let at = start + 2; at < end; at += lengthOf(code[at] ?? 0)) {
        if (isTrue(programs, at, found)) missing -= 1
        if (missing === 0) return true
      }
      return false
    }
    case Operator.near: {
      // it cannot hold where one of its sides is missing, which is quickly seen
      if (!areAllTrue(programs, start + 2, end, found)) return false
      const near = programs.nearAt(code[start + 1] ?? 0)
      return near !== undefined && isNearTrue(found, near)
    }
    case Operator.nearTerms:
      return areSidesNear(programs, start, end, found)
    default:
      return false
  }
}

function areAllTrue(
  programs: QueryPrograms,
  first: number,
  end: number,
  found: FoundTerms,
): boolean {
  const { code } = programs
  for (let at = first; at < end; at += lengthOf(code[at] ?? 0)) {
    if (!isTrue(programs, at, found)) return false
  }
  return true
}

/** Whether a term of the left side stands near one of the right. */
function areSidesNear(
  programs: QueryPrograms,
  start: number,
  end: number,
  found: FoundTerms,
): boolean {
  const { code } = programs
  const { hits } = found
  const fields = code[start + 2] ?? 0
  const near = { fields, distance: code[start + 3] ?? 0, isOrdered: code[start + 4] === 1 }
  const firstLeft = start + 6
  const firstRight = firstLeft + (code[start + 5] ?? 0)
  if ((firstRight - firstLeft) * (end - firstRight) > FEW_PAIRS) {
    const query = programs.nearAt(code[start + 1] ?? 0)
    return query !== undefined && isNearTrue(found, query)
  }
  for (let left = firstLeft; left < firstRight; left += 1) {
    const one = code[left] ?? 0
    if ((hits.fieldsOf(one) & fields) === 0) continue
    for (let right = firstRight; right < end; right += 1) {
      const other = code[right] ?? 0
      const isThere = (hits.fieldsOf(other) & fields) !== 0
      if (isThere && areTermsNear(found, one, other, near)) return true
    }
  }
  return false
}
