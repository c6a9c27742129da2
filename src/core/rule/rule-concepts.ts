import { checkTerm } from './check-term.ts'
import { parseRule } from './parse-rule.ts'
import { childrenOf, type Query } from './query.ts'
import { type RuleProblem, ruleError, ruleWarning } from './rule-problem.ts'
import { closingQuote, isOpeningQuote } from './rule-quotes.ts'

/** config.yaml's concepts: name without @, and its terms as written. */
export type ConceptLists = ReadonlyMap<string, readonly string[]>

/** A term of a concept, ready to be looked for. */
export type ConceptTerm = {
  /** As written in the concept. */
  readonly text: string
  /** Without the sign of exactness. */
  readonly words: string
  readonly isExact: boolean
}

/** A problem in a concept; offsets count within the term of that number. */
export type ConceptProblem = RuleProblem & {
  readonly concept: string
  readonly termIndex: number | null
}

type Entry =
  | { readonly kind: 'reference'; readonly name: string }
  | {
      readonly kind: 'term'
      readonly term: ConceptTerm
      readonly wordsStart: number
      readonly isQuoted: boolean
    }

/** Names of all concepts that a rule reaches, directly or through others, sorted. A rule that is refused reaches none. */
export function conceptClosure(source: string, concepts: ConceptLists): readonly string[] {
  const parsed = parseRule(source)
  if (parsed.kind === 'refused') return []
  const reached = new Set<string>()
  const open = [...conceptNames(parsed.query)]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    open.push(...referencesOf(concepts.get(name) ?? []))
  }
  return [...reached].sort()
}

/** A problem for every concept in a rule that does not exist. */
export function unknownConcepts(query: Query, concepts: ConceptLists): readonly RuleProblem[] {
  if (query.kind !== 'concept') {
    return childrenOf(query).flatMap((child) => unknownConcepts(child, concepts))
  }
  return concepts.has(query.name) ? [] : [unknownConcept(query.name, query, concepts)]
}

/** All terms that a concept stands for, those of the concepts it names included, each once. */
export function termsOfConcept(name: string, concepts: ConceptLists): readonly ConceptTerm[] {
  const terms = new Map<string, ConceptTerm>()
  const seen = new Set<string>()
  const open = [name]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    for (const text of concepts.get(next) ?? []) {
      const entry = readEntry(text)
      if (entry.kind === 'reference') open.push(entry.name)
      else if (!terms.has(text)) terms.set(text, entry.term)
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
  return problems
}

function checkEntry(concept: string, text: string, concepts: ConceptLists): readonly RuleProblem[] {
  const whole = { start: 0, end: text.length }
  const entry = readEntry(text)
  if (entry.kind === 'term') {
    const inWords = checkTerm({ text: entry.term.words, isExact: entry.term.isExact, field: null })
    const shifted = inWords.map((problem) => ({
      ...problem,
      start: problem.start + entry.wordsStart,
      end: problem.end + entry.wordsStart,
    }))
    const operator = /\s(AND|OR|NOT)\s/.exec(text)?.[1]
    if (operator === undefined || entry.isQuoted) return shifted
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
  if (!concepts.has(entry.name)) return [unknownConcept(entry.name, whole, concepts)]
  if (!reaches(entry.name, concept, concepts)) return []
  return [
    ruleError(
      'concept-cycle',
      whole,
      `@${entry.name} leads back to ${concept}`,
      'remove one of the references',
    ),
  ]
}

function unknownConcept(
  name: string,
  at: { readonly start: number; readonly end: number },
  concepts: ConceptLists,
): RuleProblem {
  const known = [...concepts.keys()].slice(0, 10).join(', ')
  const hint = known === '' ? 'no concepts are configured' : `concepts are ${known}`
  return ruleError('unknown-concept', at, `there is no concept ${name}`, hint)
}

function conceptNames(query: Query): readonly string[] {
  return query.kind === 'concept' ? [query.name] : childrenOf(query).flatMap(conceptNames)
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

function referencesOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const entry = readEntry(text)
    return entry.kind === 'reference' ? [entry.name] : []
  })
}

function readEntry(text: string): Entry {
  const trimmed = text.trim()
  if (/^[@＠]\S/.test(trimmed)) return { kind: 'reference', name: trimmed.slice(1) }
  const isExact = /^[=＝]/.test(trimmed)
  const written = isExact ? trimmed.slice(1) : trimmed
  const isQuoted = written.length > 1 && closesAtEnd(written)
  const signCount = (isExact ? 1 : 0) + (isQuoted ? 1 : 0)
  const wordsStart = text.length - text.trimStart().length + signCount
  const words = isQuoted ? written.slice(1, -1) : written
  return { kind: 'term', term: { text, words, isExact }, wordsStart, isQuoted }
}

/** Whether the whole of a term stands in quotes: they are signs of the language, and not to be looked for. */
function closesAtEnd(written: string): boolean {
  return isOpeningQuote(written, 0) && closingQuote(written, 0) === written.length - 1
}
