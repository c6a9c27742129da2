import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import { BASIC_TABLES } from '../cases/basic-tables.ts'
import type { MatchingCase } from '../cases/matching-case.ts'
import { documentOf } from '../hold-rule.ts'

/** A case of the named tables, with the document that its text makes. */
export type NamedCase = {
  readonly name: string
  readonly rule: string
  readonly document: MatchDocument
  readonly holds: boolean
}

/** All named tables, each in its language. */
export const NAMED_CASES: readonly NamedCase[] = BASIC_TABLES.flatMap(([, language, cases]) =>
  casesIn(language, cases),
)

/** A path through the engine: rules in, and for each document the numbers of those that hold. */
export type RulePath = (rules: readonly string[]) => (document: MatchDocument) => readonly number[]

/** Of all pairs of a rule and a text so many are tried alone: to try each takes long, and its own text is known. */
const SHARE_ALONE = 5

/** The named cases that a path answers otherwise than expected, or for whose text all rules at once say otherwise than some alone. */
export function casesAnsweredOtherwise(path: RulePath): readonly string[] {
  const rules = NAMED_CASES.map(({ rule }) => rule)
  const together = path(rules)
  const alone = rules.map((rule) => path([rule]))
  const unlike = NAMED_CASES.filter(({ document, holds }, index) => {
    const isTried = (rule: number): boolean => (rule + index) % SHARE_ALONE === 0
    const expected = rules.flatMap((_, rule) =>
      isTried(rule) && alone[rule]!(document).length > 0 ? [rule] : [],
    )
    const found = together(document)
    return found.filter(isTried).join() !== expected.join() || found.includes(index) !== holds
  })
  return unlike.map(({ name }) => name)
}

function casesIn(language: string | null, cases: readonly MatchingCase[]): readonly NamedCase[] {
  return cases.map(([name, rule, text, holds]) => ({
    name: `${language ?? ''} ${name}: ${rule} in ${text}`,
    rule,
    document: documentOf({ text, language }),
    holds,
  }))
}
