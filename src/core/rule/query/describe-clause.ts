import type { Explanation } from './explain.ts'

/** A concept may have a hundred terms that nearly hit. */
const MAX_NOTES = 3

/** A clause that fails, with what nearly hit: `=SMR (“smr” differs in case or form)`. */
export function describeClause(failing: Explanation): string {
  const notes = [...new Set(listNotes(failing))]
  const rest = notes.length > MAX_NOTES ? ', …' : ''
  const reason = notes.length === 0 ? '' : ` (${notes.slice(0, MAX_NOTES).join(', ')}${rest})`
  return `${failing.clause}${reason}`
}

/** What nearly hit says more than what is not there at all. */
function listNotes({ note, children }: Explanation): readonly string[] {
  return [...(note === null ? [] : [note]), ...children.flatMap(listNotes)]
}
