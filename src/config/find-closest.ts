/**
 * The known name that a mistyped one was probably meant to be, for "did you mean". Letters may be wrong, missing, added
 * or swapped, one for every three letters of the longer name; null when no name is that near.
 */
export function findClosest(typed: string, known: Iterable<string>): string | null {
  let closest: string | null = null
  let smallest = Number.POSITIVE_INFINITY
  for (const name of known) {
    const allowed = Math.floor(Math.max(typed.length, name.length) / 3)
    if (Math.abs(typed.length - name.length) > allowed) continue
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase())
    if (distance <= allowed && distance < smallest) {
      closest = name
      smallest = distance
    }
  }
  return closest
}

/** Longer names are cut for comparing, so that a file with a huge key costs nothing. */
const COMPARED_LENGTH = 64

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, each counted one. */
function editDistance(left: string, right: string): number {
  const a = left.slice(0, COMPARED_LENGTH)
  const b = right.slice(0, COMPARED_LENGTH)
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwap = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] ?? Number.POSITIVE_INFINITY
}
