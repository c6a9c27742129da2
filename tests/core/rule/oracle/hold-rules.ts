import { ruleIdOf } from '../../../../src/core/ids.ts'
import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import {
  createMatcher,
  type Matcher,
  type MatcherOptions,
} from '../../../../src/core/rule/matcher.ts'
import type { Concepts } from './oracle.ts'

/** A matcher of many rules, their ids being their numbers; throws with the problems if any is refused. */
export function matcherOfRules(
  rules: readonly string[],
  concepts: Concepts = {},
  options: MatcherOptions = {},
): Matcher {
  const sources = rules.map((query, index) => ({ id: ruleIdOf(String(index)), query }))
  const build = createMatcher(sources, new Map(Object.entries(concepts)), options)
  if (build.kind === 'built') return build.matcher
  throw new Error(build.problems.map(({ message, ruleId }) => `${ruleId}: ${message}`).join('; '))
}

/** The numbers of the rules that hold. */
export function holdingRules(matcher: Matcher, document: MatchDocument): readonly number[] {
  return matcher.match(document).map(({ ruleId }) => Number(ruleId))
}
