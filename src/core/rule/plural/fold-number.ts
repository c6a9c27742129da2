/**
 * A number with dots between its thousands without them, for languages in which a dot is nothing else: 10.000 is 10000 in
 * German, French and Spanish. 2.026 stays, for it looks like a year once the dot is gone.
 */
export function foldDottedNumber(folded: string): string {
  return foldGroups(folded, GROUPS)
}

/** The same for all other languages, in which 10.000 may be a decimal, and 1.234.567 can be nothing else. */
export function foldLongDottedNumber(folded: string): string {
  return foldGroups(folded, SEVERAL_GROUPS)
}

function foldGroups(folded: string, groups: RegExp): string {
  return groups.test(folded) && !LIKE_A_YEAR.test(folded) ? folded.replaceAll('.', '') : folded
}

const GROUPS = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/
const SEVERAL_GROUPS = /^[1-9]\d{0,2}(?:\.\d{3}){2,3}(?:,\d+)?$/
const LIKE_A_YEAR = /^(?:1\.[89]|2\.0)\d\d$/
