import type { RuleText } from '../config/read-rule-text.ts'
import { makeDocument } from '../core/feed/make-document.ts'
import type { MatchSpan } from '../core/rule/match-document.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import type { Explanation } from '../core/rule/query/explain.ts'
import { TYPED_QUERY } from './compile-typed-query.ts'

/** An example of a rule, and how it comes out with a query that is being tried. */
export type HeldExample = {
  readonly kind: 'matches' | 'ignores'
  readonly text: string
  /** It comes out as it should. */
  readonly isRight: boolean
  /** What the query hits in it. */
  readonly spans: readonly MatchSpan[]
  /** Of one that does not come out as it should: why. */
  readonly explanation: Explanation | null
}

/** Holds a typed query against the examples of a rule, as `check` would. */
export function holdExamples(
  matcher: Matcher,
  { matches, ignores }: Pick<RuleText, 'matches' | 'ignores'>,
): readonly HeldExample[] {
  const held = (kind: HeldExample['kind'], text: string): HeldExample => {
    // an example stands for an item that says it in its title as well as in its text
    const shared = { source: [], tags: [], authors: [], url: '', declaredLanguage: null }
    const document = makeDocument({ title: text, text, ...shared })
    const [hit] = matcher.match(document)
    const isRight = (hit !== undefined) === (kind === 'matches')
    const spans = (hit?.spans ?? []).filter(({ field }) => field === 'text')
    const explanation = isRight ? null : matcher.explain(TYPED_QUERY, document)
    return { kind, text, isRight, spans, explanation }
  }
  return [
    ...matches.map((text) => held('matches', text)),
    ...ignores.map((text) => held('ignores', text)),
  ]
}
