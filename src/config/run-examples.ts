import { makeDocument } from '../core/feed/make-document.ts'
import { type RuleId, ruleIdOf } from '../core/ids.ts'
import type { MatchDocument, MatchSpan } from '../core/rule/match-document.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import { describeClause } from '../core/rule/query/describe-clause.ts'
import type { Explanation } from '../core/rule/query/explain.ts'
import { type ConfigProblem, errorAt } from './config-problem.ts'
import type { ConfigFile } from './config-schema.ts'

export type ExampleCounts = { readonly passed: number; readonly failed: number }

export type ExampleReport = ExampleCounts & { readonly problems: readonly ConfigProblem[] }

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
      const problem = findMiss(matcher, id, text)
      if (problem !== null) problems.push({ ...problem, path: ['rules', key, 'matches', index] })
    }
    for (const [index, text] of rule.ignores.entries()) {
      const problem = findFalseHit(matcher, id, text)
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

function findMiss(matcher: Matcher, id: RuleId, text: string): ConfigProblem | null {
  const document = documentOf(text)
  if (matcher.match(document).some(({ ruleId }) => ruleId === id)) return null
  const explanation = matcher.explain(id, document)
  const clauses = explanation === null ? [] : listFailing(explanation).map(describeClause)
  const cause = clauses.length === 0 ? '' : `; what fails is ${clauses.join('; ')}`
  const hint = 'correct the rule or the example'
  return errorAt([], 'example-missed', `rule "${id}" does not hit this text${cause}`, hint)
}

/** The smallest clauses that are false and make the whole false. */
function listFailing(explanation: Explanation): readonly Explanation[] {
  if (explanation.isTrue) return []
  const failing = explanation.children.filter((child) => !child.isTrue)
  const isWhole = failing.length === 0 || failing.length === explanation.children.length
  return isWhole ? [explanation] : failing.flatMap(listFailing)
}

function findFalseHit(matcher: Matcher, id: RuleId, text: string): ConfigProblem | null {
  const hit = matcher.match(documentOf(text)).find(({ ruleId }) => ruleId === id)
  if (hit === undefined) return null
  const words = new Set(hit.spans.map((span) => describeSpan(span, text)))
  const cause = words.size === 0 ? '' : `, but it hits ${[...words].join(', ')}`
  const hint = 'correct the rule, for example with NOT, or the example'
  return errorAt([], 'example-hit', `rule "${id}" must not hit this text${cause}`, hint)
}

function describeSpan({ start, end, concept }: MatchSpan, text: string): string {
  const words = JSON.stringify(text.slice(start, end))
  return concept === null ? words : `${words} (@${concept})`
}
