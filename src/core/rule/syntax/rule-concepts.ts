import { checkTerm } from './check-term.ts'
import { type ConceptEntry, readConceptEntry } from './concept-entry.ts'
import type { ConceptLists } from './concept-lists.ts'
import { conceptsBelow } from './concept-references.ts'
import type { ConceptTerm } from './concept-term.ts'
import { listOversizedConcepts } from './list-oversized-concepts.ts'
import { type ConceptCycle, orderConcepts } from './order-concepts.ts'
import { parseRule } from './parse-rule.ts'
import { conceptsIn, type Query } from './query.ts'
import { isGuardedTerm } from './read-guarded-term.ts'
import { type RuleProblem, ruleError, ruleWarning } from './rule-problem.ts'

/** A problem in a concept; offsets count within the term of that number. */
export type ConceptProblem = RuleProblem & {
  readonly concept: string
  readonly termIndex: number | null
}

/** Names of all concepts that a rule reaches, directly or through others, sorted. A rule that is refused reaches none. */
export function conceptClosure(source: string, concepts: ConceptLists): readonly string[] {
  const parsed = parseRule(source)
  if (parsed.kind === 'refused') return []
  const named = conceptsIn(parsed.query).map(({ name }) => name)
  return [...conceptsBelow(named, concepts)].sort()
}

/** The concepts that a rule reaches, with their terms: all that its meaning hangs on besides its own text. */
export function conceptsReachedBy(source: string, concepts: ConceptLists): ConceptLists {
  return new Map(conceptClosure(source, concepts).map((name) => [name, concepts.get(name) ?? []]))
}

/** A problem for every concept in a query that does not exist. */
export function unknownConcepts(query: Query, concepts: ConceptLists): readonly RuleProblem[] {
  return conceptsIn(query)
    .filter(({ name }) => !concepts.has(name))
    .map((concept) => unknownConcept(concept.name, concept, concepts))
}

/**
 * All terms that a concept stands for, each once, those of the concepts in its list included. A concept that a guard names
 * stays a part of that guard.
 */
export function termsOfConcept(name: string, concepts: ConceptLists): readonly ConceptTerm[] {
  return mergeTerms(name, (concept) => readEntries(concepts.get(concept) ?? []))
}

function readEntries(texts: readonly string[]): readonly ConceptEntry[] {
  return texts.map(readConceptEntry)
}

function mergeTerms(
  name: string,
  entriesOf: (concept: string) => readonly ConceptEntry[],
): readonly ConceptTerm[] {
  const terms = new Map<string, ConceptTerm>()
  const seen = new Set<string>()
  const open = [name]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    for (const entry of entriesOf(next)) {
      if (entry.kind === 'reference') open.push(entry.name)
      else if (entry.kind !== 'refused' && !terms.has(entry.term.text)) {
        terms.set(entry.term.text, entry.term)
      }
    }
  }
  return [...terms.values()]
}

/** Everything that is wrong or suspicious in the concepts, used or not. */
export function checkConcepts(concepts: ConceptLists): readonly ConceptProblem[] {
  const problems: ConceptProblem[] = []
  for (const [concept, texts] of concepts) {
    if (texts.length === 0) {
      const problem = ruleError(
        'empty-concept',
        { start: 0, end: 0 },
        `the concept ${concept} has no terms`,
        'list at least one term',
      )
      problems.push({ ...problem, concept, termIndex: null })
    }
    for (const [termIndex, text] of texts.entries()) {
      for (const problem of checkEntry(text, concepts)) {
        problems.push({ ...problem, concept, termIndex })
      }
    }
  }
  const { bottomUp, cycles } = orderConcepts(concepts)
  for (const cycle of cycles) problems.push(refuseCycle(cycle))
  return problems.some(({ severity }) => severity === 'error')
    ? problems
    : [...problems, ...refuseOversized(bottomUp, concepts)]
}

function refuseOversized(
  bottomUp: readonly string[],
  concepts: ConceptLists,
): readonly ConceptProblem[] {
  // without guards a concept is no larger than its terms
  if (![...concepts.values()].some((texts) => texts.some(isGuardedTerm))) return []
  const entries = new Map([...concepts].map(([name, texts]) => [name, readEntries(texts)]))
  const entriesOf = (name: string): readonly ConceptEntry[] => entries.get(name) ?? []
  const termsOf = (name: string): readonly ConceptTerm[] => mergeTerms(name, entriesOf)
  const oversized = listOversizedConcepts(bottomUp, { entriesOf, termsOf })
  return oversized.map((concept) => ({
    ...ruleError(
      'concept-too-large',
      { start: 0, end: 0 },
      `the guards of the concept ${concept} come to too much with the concepts that they name`,
      'name fewer concepts beside NEAR, or use the concepts in rules',
    ),
    concept,
    termIndex: null,
  }))
}

function checkEntry(text: string, concepts: ConceptLists): readonly RuleProblem[] {
  const entry = readConceptEntry(text)
  const whole = { start: 0, end: text.length }
  switch (entry.kind) {
    case 'refused':
      return entry.problems
    case 'guarded':
      return [...entry.warnings, ...unknownConcepts(entry.term.query, concepts)]
    case 'term':
      return checkPlain(entry, whole)
    case 'reference':
      return concepts.has(entry.name) ? [] : [unknownConcept(entry.name, whole, concepts)]
  }
}

type Span = { readonly start: number; readonly end: number }

function checkPlain(
  { term, wordsStart, isQuoted }: Extract<ConceptEntry, { kind: 'term' }>,
  whole: Span,
): readonly RuleProblem[] {
  const inWords = checkTerm({ text: term.words, isExact: term.isExact, field: null })
  const shifted = inWords.map((problem) => ({
    ...problem,
    start: problem.start + wordsStart,
    end: problem.end + wordsStart,
  }))
  const operator = /\s(AND|OR|NOT)\s/.exec(term.text)?.[1]
  if (operator === undefined || isQuoted) return shifted
  return [
    ...shifted,
    ruleWarning(
      'operator-in-concept',
      whole,
      `${operator} is looked for as a word of the phrase`,
      'a concept lists terms; write operators in rules',
    ),
  ]
}

function unknownConcept(name: string, at: Span, concepts: ConceptLists): RuleProblem {
  const known = [...concepts.keys().take(10)].join(', ')
  const hint = known === '' ? 'no concepts are configured' : `concepts are ${known}`
  return ruleError('unknown-concept', at, `there is no concept ${name}`, hint)
}

function refuseCycle({ concept, name, loop, termIndex, start, end }: ConceptCycle): ConceptProblem {
  const problem = ruleError(
    'concept-cycle',
    { start, end },
    `@${name} leads back to ${concept}: ${loop}`,
    'remove one of the references',
  )
  return { ...problem, concept, termIndex }
}
