import type { MatchDocument } from '../match-document.ts'
import type { Explanation } from './explain.ts'
import { listPresentSpans } from './find-missing.ts'

/** A concept may have a hundred terms that nearly hit, and a text a hundred hits. */
const MAX_NAMED = 3

/**
 * A clause that fails, with what nearly hit or what should not be there: `=SMR (“smr” differs in case or form)`,
 * `none of: SMRT (“SMRT” is there)`.
 */
export function describeClause(failing: Explanation, document: MatchDocument): string {
  const found = failing.kind === 'not' ? quoteHits(failing, document) : ''
  const notes = found === '' ? [...new Set(listNotes(failing))] : [`${found} is there`]
  const rest = notes.length > MAX_NAMED ? ', …' : ''
  const reason = notes.length === 0 ? '' : ` (${notes.slice(0, MAX_NAMED).join(', ')}${rest})`
  return `${failing.clause}${reason}`
}

/** The words of a document that a clause hit, each once, in the order of the text: `“SMR”, “small modular reactors” (@smr)`. */
export function quoteHits(clause: Explanation, document: MatchDocument): string {
  const spans = listPresentSpans(clause).toSorted((a, b) => a.start - b.start)
  const words = spans.flatMap(({ field, start, end, concept }) => {
    if (field !== 'title' && field !== 'text') return []
    const quoted = `“${document[field].slice(start, end)}”`
    return [concept === null || clause.kind === 'concept' ? quoted : `${quoted} (@${concept})`]
  })
  const distinct = [...new Set(words)]
  const rest = distinct.length > MAX_NAMED ? ', …' : ''
  return `${distinct.slice(0, MAX_NAMED).join(', ')}${rest}`
}

/** What nearly hit says more than what is not there at all. */
function listNotes({ note, children }: Explanation): readonly string[] {
  return [...(note === null ? [] : [note]), ...children.flatMap(listNotes)]
}
