import type { GuardedTerm, PlainTerm } from './concept-term.ts'
import { isGuardedTerm, readGuardedTerm } from './read-guarded-term.ts'
import type { RuleProblem } from './rule-problem.ts'
import { closingQuote, isOpeningQuote } from './rule-quotes.ts'

/** What a line in the list of a concept is. */
export type ConceptEntry =
  | { readonly kind: 'reference'; readonly name: string }
  | {
      readonly kind: 'term'
      readonly term: PlainTerm
      readonly wordsStart: number
      readonly isQuoted: boolean
    }
  | {
      readonly kind: 'guarded'
      readonly term: GuardedTerm
      readonly warnings: readonly RuleProblem[]
    }
  /** A guard that cannot be read. */
  | { readonly kind: 'refused'; readonly problems: readonly RuleProblem[] }

/** Reads an entry; what it names is not looked up. */
export function readConceptEntry(text: string): ConceptEntry {
  if (isGuardedTerm(text)) return readGuarded(text)
  const trimmed = text.trim()
  if (/^[@＠]\S/.test(trimmed)) return { kind: 'reference', name: trimmed.slice(1) }
  const isExact = /^[=＝]/.test(trimmed)
  const written = isExact ? trimmed.slice(1) : trimmed
  const isQuoted = written.length > 1 && closesAtEnd(written)
  const signCount = (isExact ? 1 : 0) + (isQuoted ? 1 : 0)
  const wordsStart = text.length - text.trimStart().length + signCount
  const words = isQuoted ? written.slice(1, -1) : written
  return { kind: 'term', term: { kind: 'term', text, words, isExact }, wordsStart, isQuoted }
}

function readGuarded(text: string): ConceptEntry {
  const parsed = readGuardedTerm(text)
  if (parsed.kind === 'refused') return parsed
  const { query, warnings } = parsed
  return { kind: 'guarded', term: { kind: 'query', text, query }, warnings }
}

/** Whether the whole of a term stands in quotes: they are signs of the language, and not to be looked for. */
function closesAtEnd(written: string): boolean {
  return isOpeningQuote(written, 0) && closingQuote(written, 0) === written.length - 1
}
