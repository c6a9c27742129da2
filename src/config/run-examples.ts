import { makeDocument } from '../core/feed/make-document.ts'
import { type RuleId, ruleIdOf } from '../core/ids.ts'
import type { MatchDocument, MatchSpan } from '../core/rule/match-document.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import { describeClause, quoteHits } from '../core/rule/query/describe-clause.ts'
import type { Explanation } from '../core/rule/query/explain.ts'
import { findMissing, listPresentSpans } from '../core/rule/query/find-missing.ts'
import { markInQuery } from '../core/rule/query/mark-in-query.ts'
import { type ConfigProblem, errorAt } from './config-problem.ts'
import type { ConfigFile } from './config-schema.ts'

export type ExampleCounts = { readonly passed: number; readonly failed: number }

export type ExampleReport = ExampleCounts & { readonly problems: readonly ConfigProblem[] }

/** A text that a rule is to hit or not to hit. */
type Example = { readonly id: RuleId; readonly query: string; readonly text: string }

/** Holds every rule in `ruleIds` against its own examples, and says of each that comes out otherwise why it did. */
export function runExamples(
  file: ConfigFile,
  matcher: Matcher,
  ruleIds: ReadonlySet<RuleId>,
): ExampleReport {
  const problems: ConfigProblem[] = []
  let count = 0
  for (const [key, rule] of Object.entries(file.rules)) {
    const id = ruleIdOf(key)
    if (!ruleIds.has(id)) continue
    count += rule.matches.length + rule.ignores.length
    for (const [index, text] of rule.matches.entries()) {
      const problem = findMiss(matcher, { id, query: rule.match, text })
      if (problem !== null) problems.push({ ...problem, path: ['rules', key, 'matches', index] })
    }
    for (const [index, text] of rule.ignores.entries()) {
      const problem = findFalseHit(matcher, { id, query: rule.match, text })
      if (problem !== null) problems.push({ ...problem, path: ['rules', key, 'ignores', index] })
    }
  }
  return { passed: count - problems.length, failed: problems.length, problems }
}

/** An example stands for an item that says it in its title as well as in its text, so that `title:` can be tried. */
function documentOf(text: string): MatchDocument {
  return makeDocument({
    title: text,
    text,
    source: [],
    tags: [],
    authors: [],
    url: '',
    declaredLanguage: null,
  })
}

function findMiss(matcher: Matcher, { id, query, text }: Example): ConfigProblem | null {
  const document = documentOf(text)
  if (matcher.match(document).some(({ ruleId }) => ruleId === id)) return null
  const explanation = matcher.explain(id, document)
  const clauses = explanation === null ? [] : findMissing(explanation).clauses
  const failing = clauses.map((clause) => describeClause(clause, document))
  const cause = failing.length === 0 ? '' : `; what fails is ${failing.join('; ')}`
  const message = `rule "${id}" does not hit this text${cause}${whereIn(query, clauses)}`
  const places = clauses.flatMap(listPresentSpans)
  return problemOf('example-missed', message, 'correct the rule or the example', places)
}

function findFalseHit(matcher: Matcher, { id, query, text }: Example): ConfigProblem | null {
  const document = documentOf(text)
  const hit = matcher.match(document).find(({ ruleId }) => ruleId === id)
  if (hit === undefined) return null
  const explanation = matcher.explain(id, document)
  const clauses = explanation === null ? [] : listDeciding(explanation)
  const hits = clauses.map((clause) => `${clause.clause} hits ${quoteHits(clause, document)}`)
  const cause = hits.length === 0 ? '' : `, but ${hits.join('; ')}`
  const message = `rule "${id}" must not hit this text${cause}${whereIn(query, clauses)}`
  const hint = 'correct the rule, for example with NOT, or the example'
  return problemOf('example-hit', message, hint, hit.spans)
}

/** The clauses by whose hits a rule holds: the smallest that stand in the rule itself. */
function listDeciding({
  kind,
  isTrue,
  spans,
  children,
  ...rest
}: Explanation): readonly Explanation[] {
  if (!isTrue || spans.length === 0) return []
  const isGroup = kind === 'and' || kind === 'or' || kind === 'atLeast'
  if (isGroup) return children.flatMap(listDeciding)
  return [{ kind, isTrue, spans, children, ...rest }]
}

function whereIn(query: string, clauses: readonly Explanation[]): string {
  const marked = markInQuery(query, clauses)
  return marked === null ? '' : `: ${marked}`
}

/** Shown at the first of the places in the example, where there are any. */
function problemOf(
  code: string,
  message: string,
  hint: string,
  places: readonly MatchSpan[],
): ConfigProblem {
  const starts = places.filter(({ field }) => field === 'text').map(({ start }) => start)
  const offset = starts.length === 0 ? null : Math.min(...starts)
  return { ...errorAt([], code, message, hint), offset }
}
