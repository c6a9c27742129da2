import { type RuleId, ruleIdOf } from '../core/ids.ts'
import { createMatcher, type Matcher } from '../core/rule/matcher.ts'
import type { ConceptLists } from '../core/rule/syntax/concept-lists.ts'
import { conceptsAbove } from '../core/rule/syntax/concept-references.ts'
import type { ConfigPath, ConfigProblem } from './config-problem.ts'
import { findClosest } from './find-closest.ts'
import { readKoreanLexicon } from './read-korean-lexicon.ts'
import type { ResolvedFile } from './resolve-concepts.ts'

/** The rules that could be compiled, and what is wrong with the others. */
export type CompiledRules = {
  readonly matcher: Matcher | null
  /** The rules that `matcher` holds. */
  readonly ruleIds: ReadonlySet<RuleId>
  readonly problems: readonly ConfigProblem[]
}

type Refused = Extract<ReturnType<typeof createMatcher>, { kind: 'refused' }>
type CompileProblem = Refused['problems'][number]

type Texts = {
  readonly rules: readonly { readonly id: RuleId; readonly query: string }[]
  readonly concepts: ConceptLists
}

/**
 * Compiles all rules together. Where some are refused, the rest is compiled without them, so that the examples of the
 * others are still held against them. `absent` are concepts that were complained of before: a rule that names one of
 * them is left out without a word.
 */
export function compileRules(file: ResolvedFile, absent: ReadonlySet<string>): CompiledRules {
  let rules = Object.entries(file.rules).map(([id, { match }]) => ({
    id: ruleIdOf(id),
    query: match,
  }))
  let concepts: ConceptLists = new Map(
    Object.entries(file.concepts).filter(([name]) => !absent.has(name)),
  )
  let problems: readonly ConfigProblem[] | null = null
  for (;;) {
    const result = createMatcher(rules, concepts, { koreanLexicon: readKoreanLexicon() })
    const found = result.kind === 'built' ? result.warnings : result.problems
    problems ??= found
      .filter((problem) => !absent.has(missingConcept(problem, { rules, concepts }) ?? ''))
      .filter((problem) => !isMeant(problem, concepts))
      .map((problem) => placeInConfig(problem, { rules, concepts }))
    if (result.kind === 'built') {
      return { matcher: result.matcher, ruleIds: new Set(rules.map(({ id }) => id)), problems }
    }
    const errors = found.filter(({ severity }) => severity === 'error')
    const badRules = new Set(errors.map(({ ruleId }) => ruleId))
    // without those above them, which would fail one after the other
    const badConcepts = conceptsAbove(
      errors.flatMap(({ concept }) => concept ?? []),
      concepts,
    )
    const left = rules.filter(({ id }) => !badRules.has(id))
    const leftConcepts = new Map([...concepts].filter(([name]) => !badConcepts.has(name)))
    if (left.length === rules.length && leftConcepts.size === concepts.size) {
      return { matcher: null, ruleIds: new Set(), problems }
    }
    rules = left
    concepts = leftConcepts
  }
}

/** The name of the concept that a rule or another concept asks for in vain; null for any other problem. */
function missingConcept(problem: CompileProblem, texts: Texts): string | null {
  if (problem.code !== 'unknown-concept') return null
  const { rules, concepts } = texts
  const text =
    problem.concept === null
      ? rules.find(({ id }) => id === problem.ruleId)?.query
      : concepts.get(problem.concept)?.[problem.termIndex ?? 0]
  return (text ?? '').slice(problem.start, problem.end).trim().slice(1)
}

/**
 * An acronym beside its long form is meant in capitals; a warning for each would hide those that matter. An operator that
 * `checkTerms` let pass stands in quotes.
 */
function isMeant({ code, concept }: CompileProblem, concepts: ConceptLists): boolean {
  if (code === 'operator-in-concept') return true
  return code === 'only-capitals' && concept !== null && (concepts.get(concept)?.length ?? 0) > 1
}

function placeInConfig(problem: CompileProblem, texts: Texts): ConfigProblem {
  const { code, severity, message, start } = problem
  const missing = missingConcept(problem, texts)
  const closest = missing === null ? null : findClosest(missing, texts.concepts.keys())
  const hint = closest === null ? problem.hint : `did you mean "@${closest}"?`
  return { code, severity, message, hint, path: pathOf(problem), at: 'value', offset: start }
}

function pathOf({ ruleId, concept, termIndex }: CompileProblem): ConfigPath {
  if (concept !== null) return ['concepts', concept, ...(termIndex === null ? [] : [termIndex])]
  return ruleId === null ? ['rules'] : ['rules', ruleId, 'match']
}
