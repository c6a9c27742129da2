import { ruleIdOf } from '../../../../src/core/ids.ts'
import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import { RuleSet } from '../../../../src/core/rule/rule-set.ts'
import {
  mergeVersions,
  type RuleVersion,
  ruleSetOf,
  versionOfId,
} from '../../../../src/core/rule/rule-versions.ts'
import { holdingRules, matcherOfRules } from './hold-rules.ts'
import { LEXICON, NAMED_CASES } from './named-cases.ts'

/** A path through the engine: rules in, and for each document the numbers of those that hold. */
type RulePath = (rules: readonly string[]) => (document: MatchDocument) => readonly number[]

const RULES = NAMED_CASES.map(({ rule }) => rule)

/** Rules that are there from the beginning. */
const matcherPath: RulePath = (rules) => {
  const matcher = matcherOfRules(rules, {}, { koreanLexicon: LEXICON })
  return (document) => holdingRules(matcher, document)
}

/** Rules of which half come behind the first document. */
export const liveSetPath: RulePath = (rules) => {
  const set = new RuleSet(new Map(), LEXICON)
  let added = 0
  const addUntil = (count: number): void => {
    for (; added < count; added += 1) set.add(ruleIdOf(String(added)), rules[added]!)
  }
  addUntil(rules.length / 2)
  return (document) => {
    if (added < rules.length) set.match(document)
    addUntil(rules.length)
    return set.match(document).map(({ ruleId }) => Number(ruleId))
  }
}

/** Rules that stay when as many others, the same backwards, have gone, and of which one is away for each document before it. */
export const thinnedSetPath: RulePath = (rules) => {
  const set = new RuleSet(new Map(), LEXICON)
  for (const [index, rule] of rules.toReversed().entries()) set.add(ruleIdOf(`gone-${index}`), rule)
  for (const [index, rule] of rules.entries()) set.add(ruleIdOf(String(index)), rule)
  for (const index of rules.keys()) set.remove(ruleIdOf(`gone-${index}`))
  let next = 0
  return (document) => {
    set.add(ruleIdOf(String(next)), rules[next]!)
    next = (next + 1) % rules.length
    const found = set.match(document).map(({ ruleId }) => Number(ruleId))
    set.remove(ruleIdOf(String(next)))
    return found.toSorted((one, other) => one - other)
  }
}

/** Rules that a backtest compares with themselves: both sides in one set, of which each has to say the same. */
export const comparedPath: RulePath = (rules) => {
  const version = (query: string): RuleVersion => ({ query, concepts: new Map() })
  const merged = mergeVersions([...rules, ...rules].map(version))
  const set = ruleSetOf(merged, LEXICON)
  return (document) => {
    const found = set.listHolding(document).map(versionOfId)
    const tried = found.filter((number) => number < rules.length)
    const inForce = found.filter((number) => number >= rules.length)
    const isSame = inForce.map((number) => number - rules.length).join() === tried.join()
    return isSame ? tried : []
  }
}

/** Of all pairs of a rule and a text so many are tried alone: to try each takes long, and its own text is always tried. */
const SHARE_ALONE = 199

/** The named cases that a matcher answers otherwise than expected, or for whose text all rules at once say otherwise than some alone. */
export function casesAnsweredOtherwise(): readonly string[] {
  const together = matcherPath(RULES)
  const alone = RULES.map((rule) => matcherPath([rule]))
  const unlike = NAMED_CASES.filter(({ document, holds }, index) => {
    const isTried = (rule: number): boolean => rule === index || (rule + index) % SHARE_ALONE === 0
    const expected = RULES.flatMap((_, rule) =>
      isTried(rule) && alone[rule]!(document).length > 0 ? [rule] : [],
    )
    const found = together(document)
    return found.filter(isTried).join() !== expected.join() || found.includes(index) !== holds
  })
  return unlike.map(({ name }) => name)
}

/** The named cases for whose text a path says of any of all rules what a matcher does not say. */
export function casesUnlikeMatcher(path: RulePath): readonly string[] {
  const matcher = matcherPath(RULES)
  const other = path(RULES)
  const unlike = NAMED_CASES.filter(
    ({ document }) => other(document).join() !== matcher(document).join(),
  )
  return unlike.map(({ name }) => name)
}
