import { readKoreanLexicon } from '../config/read-korean-lexicon.ts'
import type { Settings } from '../config/settings.ts'
import { ruleIdOf } from '../core/ids.ts'
import { createMatcher, type Matcher, type RuleDiagnosis } from '../core/rule/matcher.ts'
import type { QueryProblem } from './tried-query.ts'

/** The only rule of a matcher that is made from a query that somebody typed. */
export const TYPED_QUERY = ruleIdOf('query')

export type TypedQuery =
  | {
      readonly kind: 'compiled'
      readonly matcher: Matcher
      readonly warnings: readonly QueryProblem[]
      /** The query read back in words. */
      readonly inWords: string
    }
  | { readonly kind: 'refused'; readonly problems: readonly QueryProblem[] }

/** Compiles a query that may name the concepts of the settings; says where it is wrong otherwise. */
export function compileTypedQuery(
  query: string,
  { concepts }: Pick<Settings, 'concepts'>,
): TypedQuery {
  const result = createMatcher([{ id: TYPED_QUERY, query }], concepts, {
    koreanLexicon: readKoreanLexicon(),
  })
  if (result.kind === 'refused') {
    const errors = result.problems.filter(({ severity }) => severity === 'error')
    return { kind: 'refused', problems: errors.map(problemOf) }
  }
  const { matcher, warnings } = result
  return {
    kind: 'compiled',
    matcher,
    warnings: warnings.filter(({ ruleId }) => ruleId === TYPED_QUERY).map(problemOf),
    inWords: matcher.describe(TYPED_QUERY) ?? '',
  }
}

function problemOf(found: RuleDiagnosis): QueryProblem {
  const { code, severity, message, hint, start, end } = found
  return { code, severity, message, hint, start, end }
}
