import type { MatchSpan } from '../match-document.ts'
import type { Explanation } from './explain.ts'

/** How far a rule is from holding. */
export type Missing = {
  /** How many clauses would have to come out otherwise for it to hold, at the least; 0 where it holds. */
  readonly count: number
  /** These clauses; of a list of which so many have to hold, the list. */
  readonly clauses: readonly Explanation[]
  /** Clauses beside these that say what must be there, and are true by words of the item. */
  readonly presentCount: number
}

/**
 * Of alternatives the one counts that lacks least, and of these the one of which most is there; where nothing is there of any,
 * all of them together are what is missing.
 */
export function findMissing(explanation: Explanation): Missing {
  const { kind, isTrue, children, needed } = explanation
  if (isTrue) return { count: 0, clauses: [], presentCount: countPresent(explanation) }
  const whole = { count: 1, clauses: [explanation], presentCount: 0 }
  switch (kind) {
    case 'and':
      return together(children.map(findMissing))
    case 'near': {
      const both = together(children.map(findMissing))
      return both.count > 0 ? both : { ...whole, presentCount: both.presentCount }
    }
    case 'or': {
      const [nearest] = children.map(findMissing).toSorted(nearestFirst)
      return nearest === undefined || nearest.presentCount === 0 ? whole : nearest
    }
    case 'atLeast': {
      const nearest = children
        .map(findMissing)
        .toSorted(nearestFirst)
        .slice(0, needed ?? 0)
      return { ...together(nearest), clauses: [explanation] }
    }
    case 'term':
    case 'concept':
    case 'not':
      return whole
  }
}

/**
 * Whether a rule that does not hold came close: one clause alone is amiss, and words of the item speak for the rule, be it
 * only by something that looks like the term.
 */
export function isClose({ count, clauses, presentCount }: Missing): boolean {
  return count === 1 && (presentCount > 0 || clauses.some(looksAlike))
}

/** Whether a clause that fails does so for want of something that the item nearly says. */
export function looksAlike({ kind, note, children }: Explanation): boolean {
  if (kind === 'not') return false
  const isAlike = note !== null && kind !== 'atLeast' && !note.startsWith(LANGUAGE)
  return isAlike || children.some(looksAlike)
}

/** Every item is in some language: that it is another one makes no rule close. */
const LANGUAGE = 'the language of the item is'

/** What of a rule that does not hold is there: the hits of its clauses, those that must not be there among them. */
export function listPresentSpans({ isTrue, spans, children }: Explanation): readonly MatchSpan[] {
  return children.length === 0 && isTrue ? spans : children.flatMap(listPresentSpans)
}

function together(parts: readonly Missing[]): Missing {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    clauses: parts.flatMap(({ clauses }) => clauses),
    presentCount: parts.reduce((sum, { presentCount }) => sum + presentCount, 0),
  }
}

function nearestFirst(a: Missing, b: Missing): number {
  return a.count - b.count || b.presentCount - a.presentCount
}

/** What a feed, a tag or a language says is the same for whole feeds, and makes no item close to a rule. */
function countPresent({ kind, isTrue, spans, children }: Explanation): number {
  if (!isTrue || kind === 'not') return 0
  if (kind === 'and') return children.reduce((sum, child) => sum + countPresent(child), 0)
  return spans.some(({ field }) => field === 'title' || field === 'text') ? 1 : 0
}
