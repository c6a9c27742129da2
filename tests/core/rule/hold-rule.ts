import { readKoreanLexicon } from '../../../src/config/read-korean-lexicon.ts'
import { type RuleId, ruleIdOf } from '../../../src/core/ids.ts'
import type { MatchDocument, MatchSpan } from '../../../src/core/rule/match-document.ts'
import { createMatcher, type Matcher, type MatcherOptions } from '../../../src/core/rule/matcher.ts'
import type { Explanation } from '../../../src/core/rule/query/explain.ts'

/** Concepts by name, as in config.yaml. */
export type Concepts = Readonly<Record<string, readonly string[]>>

const RULE: RuleId = ruleIdOf('rule')

export function documentOf(parts: Partial<MatchDocument>): MatchDocument {
  return {
    title: '',
    text: '',
    source: [],
    tags: [],
    authors: [],
    url: '',
    language: null,
    ...parts,
  }
}

/** A matcher of one rule, as users have it; throws with the problems if the rule is refused. */
export function matcherOf(
  query: string,
  concepts: Concepts = {},
  options: MatcherOptions = { koreanLexicon: readKoreanLexicon() },
): Matcher {
  const build = createMatcher([{ id: RULE, query }], new Map(Object.entries(concepts)), options)
  if (build.kind === 'built') return build.matcher
  throw new Error(build.problems.map((problem) => problem.message).join('; '))
}

export function holds(query: string, parts: Partial<MatchDocument>, concepts?: Concepts): boolean {
  return matcherOf(query, concepts).match(documentOf(parts)).length > 0
}

/** The same where no Korean lexicon is given. */
export function holdsWithoutLexicon(query: string, parts: Partial<MatchDocument>): boolean {
  return matcherOf(query, {}, {}).match(documentOf(parts)).length > 0
}

export function spansIn(
  query: string,
  parts: Partial<MatchDocument>,
  concepts?: Concepts,
): readonly MatchSpan[] {
  const [hit] = matcherOf(query, concepts).match(documentOf(parts))
  return hit?.spans ?? []
}

/** What of title and text was hit, as it stands there. */
export function hitTexts(
  query: string,
  text: string,
  language: string | null = null,
): readonly string[] {
  return spansIn(query, { text, language }).map(({ start, end }) => text.slice(start, end))
}

export function explain(
  query: string,
  parts: Partial<MatchDocument>,
  concepts?: Concepts,
): Explanation {
  const explanation = matcherOf(query, concepts).explain(RULE, documentOf(parts))
  if (explanation === null) throw new Error('the rule is unknown')
  return explanation
}

export function describeRuleText(query: string, concepts?: Concepts): string | null {
  return matcherOf(query, concepts).describe(RULE)
}
