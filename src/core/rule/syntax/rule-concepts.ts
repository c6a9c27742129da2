import { checkTerm } from './check-term.ts'
import { type ConceptEntry, readConceptEntry } from './concept-entry.ts'
import type { ConceptTerm } from './concept-term.ts'
import { listOversizedConcepts } from './list-oversized-concepts.ts'
import { parseRule } from './parse-rule.ts'
import { conceptsIn, type Query } from './query.ts'
import { isGuardedTerm } from './read-guarded-term.ts'
import { type RuleProblem, ruleError, ruleWarning } from './rule-problem.ts'

/** config.yaml's concepts: name without @, and its terms as written. */
export type ConceptLists = ReadonlyMap<string, readonly string[]>

/** A problem in a concept; offsets count within the term of that number. */
export type ConceptProblem = RuleProblem & {
  readonly concept: string
  readonly termIndex: number | null
}

/** Names of all concepts that a rule reaches, directly or through others, sorted. A rule that is refused reaches none. */
export function conceptClosure(source: string, concepts: ConceptLists): readonly string[] {
  const parsed = parseRule(source)
  if (parsed.kind === 'refused') return []
  const reached = new Set<string>()
  const open = conceptsIn(parsed.query).map(({ name }) => name)
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    open.push(...referencesOf(concepts.get(name) ?? []))
  }
  return [...reached].sort()
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
  const terms = new Map<string, ConceptTerm>()
  const seen = new Set<string>()
  const open = [name]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    for (const text of concepts.get(next) ?? []) {
      const entry = readConceptEntry(text)
      if (entry.kind === 'reference') open.push(entry.name)
      else if (entry.kind !== 'refused' && !terms.has(text)) terms.set(text, entry.term)
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
      for (const problem of checkEntry(concept, text, concepts)) {
        problems.push({ ...problem, concept, termIndex })
      }
    }
  }
  return problems.some(({ severity }) => severity === 'error')
    ? problems
    : [...problems, ...refuseOversized(concepts)]
}

function refuseOversized(concepts: ConceptLists): readonly ConceptProblem[] {
  // without guards a concept is no larger than its terms
  if (![...concepts.values()].some((texts) => texts.some(isGuardedTerm))) return []
  const names = listOversizedConcepts([...concepts.keys()], (name) =>
    termsOfConcept(name, concepts),
  )
  return names.map((concept) => ({
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

function checkEntry(concept: string, text: string, concepts: ConceptLists): readonly RuleProblem[] {
  const entry = readConceptEntry(text)
  const whole = { start: 0, end: text.length }
  switch (entry.kind) {
    case 'refused':
      return entry.problems
    case 'guarded':
      return [
        ...entry.warnings,
        ...conceptsIn(entry.term.query).flatMap((named) =>
          checkReference(named.name, named, concept, concepts),
        ),
      ]
    case 'term':
      return checkPlain(entry, whole)
    case 'reference':
      return checkReference(entry.name, whole, concept, concepts)
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

/** What is wrong with naming a concept in another one. */
function checkReference(
  name: string,
  at: Span,
  concept: string,
  concepts: ConceptLists,
): readonly RuleProblem[] {
  if (!concepts.has(name)) return [unknownConcept(name, at, concepts)]
  if (!reaches(name, concept, concepts)) return []
  return [
    ruleError(
      'concept-cycle',
      at,
      `@${name} leads back to ${concept}`,
      'remove one of the references',
    ),
  ]
}

function unknownConcept(name: string, at: Span, concepts: ConceptLists): RuleProblem {
  const known = [...concepts.keys()].slice(0, 10).join(', ')
  const hint = known === '' ? 'no concepts are configured' : `concepts are ${known}`
  return ruleError('unknown-concept', at, `there is no concept ${name}`, hint)
}

function reaches(from: string, target: string, concepts: ConceptLists): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === target) return true
    if (seen.has(name)) continue
    seen.add(name)
    open.push(...referencesOf(concepts.get(name) ?? []))
  }
  return false
}

/** The concepts that a list names, as entries of their own or in guards. */
function referencesOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    if (!/[@＠]/.test(text)) return [] // saves reading the guards of most terms for every rule
    const entry = readConceptEntry(text)
    if (entry.kind === 'reference') return [entry.name]
    return entry.kind === 'guarded' ? conceptsIn(entry.term.query).map(({ name }) => name) : []
  })
}
