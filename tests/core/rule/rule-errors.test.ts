import { describe, expect, test } from 'vitest'
import { parseRule } from '../../../src/core/rule/syntax/parse-rule.ts'
import type { RuleProblem } from '../../../src/core/rule/syntax/rule-problem.ts'

/**
 * Rules as they go wrong in practice: pasted from documents, translated from the languages of other services, typed in a
 * hurry. ⟦ and ⟧ stand around what the first error must point at.
 */
const MALFORMED: readonly (readonly [code: string, marked: string])[] = [
  ['empty-rule', '⟦\u3000\n⟧'],
  ['unclosed-quote', 'korea OR ⟦"⟧free trade AND smr'],
  ['unclosed-quote', 'title:⟦«⟧accord'],
  ['unclosed-quote', '(korea OR ⟦"⟧free trade) AND smr'],
  ['unclosed-quote', '(korea OR ⟦"⟧free trade'],
  ['malformed-operator', 'korea ⟦NEAR3/⟧ japan'],
  ['malformed-operator', 'korea ⟦NOTNEAR/3⟧ japan'],
  ['malformed-operator', 'korea ⟦NOT-NEAR/3⟧ japan'],
  ['malformed-operator', 'korea ⟦NOTONEAR⟧ japan'],
  ['unknown-operator', 'korea ⟦AND/OR⟧ japan'],
  ['unknown-operator', 'korea ⟦WITHIN/5⟧ japan'],
  ['unknown-operator', 'korea ⟦N/5⟧ japan'],
  ['unclosed-quote', 'korea NEAR/3 ⟦„⟧Handel'],
  ['unclosed-quote', 'korea -⟦『⟧自由'],
  ['unclosed-quote', '"free trade" OR ⟦"⟧'],
  ['unclosed-quote', 'korea AND ⟦＂⟧free trade'],
  ['unclosed-parenthesis', '⟦(⟧korea AND (smr OR lng)'],
  ['unclosed-parenthesis', 'ATLEAST/2 ⟦(⟧korea, japan'],
  ['unclosed-parenthesis', 'title:⟦(⟧korea OR japan'],
  ['unclosed-parenthesis', 'korea NOT ⟦(⟧japan OR china'],
  ['unclosed-parenthesis', '⟦（⟧한국 OR 일본'],
  ['unopened-parenthesis', '(korea OR japan)⟦)⟧ AND smr'],
  ['unopened-parenthesis', 'korea NEAR/3 smr⟦)⟧'],
  ['unopened-parenthesis', 'ATLEAST/2 (korea, japan)⟦）⟧'],
  ['missing-operand', 'korea ⟦AND⟧ OR japan'],
  ['missing-operand', 'korea ⟦NOT⟧ OR japan'],
  ['missing-operand', '(korea ⟦AND⟧) japan'],
  ['missing-operand', '(korea OR japan) ⟦&&⟧'],
  ['missing-operand', '⟦|⟧ korea'],
  ['missing-operand', 'korea OR ⟦( )⟧'],
  ['missing-operand', 'korea ⟦w/3⟧'],
  ['missing-operand', '⟦pre/2⟧ korea'],
  ['missing-operand', 'korea ⟦adj2⟧ AND japan'],
  ['missing-operand', '⟦title:⟧ AND korea'],
  ['nothing-required', '⟦NOT (korea AND japan)⟧'],
  ['nothing-required', '⟦-korea -japan⟧'],
  ['nothing-required', 'korea OR japan OR ⟦-china⟧'],
  ['nothing-required', '⟦NOT title:sports⟧'],
  ['nothing-required', '⟦NOT ATLEAST/2 (korea, japan)⟧'],
  ['near-fields', 'title:korea ⟦NEAR/2⟧ source:ministry'],
  ['near-fields', 'tag:trade ⟦w/3⟧ title:korea'],
  ['near-fields', 'lang:en ⟦NEAR/3⟧ korea'],
  ['near-operand', 'korea NEAR/3 ⟦(smr AND lng)⟧'],
  ['near-operand', '⟦(korea NOT japan)⟧ NEAR/3 smr'],
  ['near-operand', '⟦(korea smr)⟧ NEAR/2 japan'],
  ['near-operand', 'smr w/5 ⟦ATLEAST/2 (korea, japan)⟧'],
  ['near-operand', '(lng OR ⟦(smr AND korea)⟧) NEAR/3 japan'],
  ['field-in-field', '⟦title:⟧text:korea'],
  ['field-in-field', '⟦source:⟧(ministry AND (smr OR title:korea))'],
  ['unknown-field', 'korea AND ⟦date:⟧2026'],
  ['unknown-field', '⟦language:⟧ko AND korea'],
  ['unknown-field', 'korea NOT ⟦site:⟧gov.uk'],
  ['unknown-field', '⟦subject:⟧"free trade"'],
  ['unknown-field', '⟦headlines:⟧(korea OR japan)'],
  ['unknown-language', 'korea lang:⟦한국어⟧'],
  ['wildcard-too-short', 'korea AND ⟦협*⟧'],
  ['wildcard-too-short', 'title:⟦eu*⟧'],
  ['wildcard-too-short', '⟦**⟧ AND korea'],
  ['wildcard-inside', 'korea ⟦co*operation⟧'],
  ['wildcard-inside', '"free ⟦tr*de⟧ deal"'],
  ['wildcard-inside', 'korea OR ⟦자유*협정⟧'],
  ['at-least-range', '⟦ATLEAST/2⟧ (korea)'],
  ['at-least-range', 'smr AND ⟦ATLEAST/4⟧ (korea, japan, china)'],
  ['malformed-operator', 'korea ⟦NEAR/-3⟧ japan'],
  ['malformed-operator', 'korea ⟦NEAR/501⟧ japan'],
  ['malformed-operator', 'korea ⟦NEAR/3.5⟧ japan'],
  ['malformed-operator', 'korea ⟦NEAR/five⟧ japan'],
  ['malformed-operator', 'korea ⟦ONEAR/⟧ japan'],
  ['malformed-operator', 'korea ⟦near/p⟧ japan'],
  ['malformed-operator', '⟦ATLEAST⟧ (korea, japan)'],
  ['malformed-operator', '"free trade"⟦~999⟧'],
  ['unknown-operator', 'korea ⟦XOR⟧ japan'],
  ['malformed-operator', 'korea ⟦NEAR-3⟧ japan'],
  ['malformed-operator', 'korea ⟦near3/⟧ japan'],
  ['malformed-operator', 'korea ⟦not-near/3⟧ japan'],
  ['malformed-operator', 'korea ⟦NOTNEAR⟧ japan'],
  ['malformed-operator', '⟦ATLEAST-2⟧ (korea, japan)'],
  ['unknown-operator', 'korea ⟦OR/⟧ japan'],
  ['unknown-operator', 'korea ⟦AND/5⟧ japan'],
  ['unknown-operator', 'korea ⟦within/5⟧ japan'],
  ['unknown-operator', 'korea ⟦ＡＮＤ／ＯＲ⟧ japan'],
  ['foreign-operator', 'korea ⟦+5⟧ japan'],
  ['near-fields', 'tag:(korea ⟦NEAR/3⟧ japan)'],
  ['near-fields', 'tag:⟦"korea japan"~3⟧'],
  ['unexpected-sign', 'ATLEAST/2 (korea⟦;⟧ japan)'],
  ['slop-without-phrase', 'korea OR ⟦"원전"~3⟧'],
  ['unexpected-comma', 'korea⟦,⟧ japan AND smr'],
  ['unexpected-comma', 'title:(korea⟦,⟧ japan)'],
  ['unexpected-comma', '(korea OR japan)⟦,⟧ smr'],
  ['unexpected-comma', '한국⟦，⟧ 일본'],
  ['unexpected-comma', 'ATLEAST/2 (korea, (japan⟦,⟧ china))'],
  ['foreign-wildcard', '⟦reactor!⟧ NEAR/3 korea'],
  ['foreign-operator', 'korea ⟦/10⟧ japan'],
  ['foreign-operator', 'korea ⟦/p⟧ japan'],
  ['unexpected-sign', '⟦{korea}⟧ smr'],
  ['unexpected-sign', '⟦smr^4⟧ korea'],
  ['misplaced-exact', 'korea ⟦=text:smr⟧'],
  ['misplaced-exact', '⟦korea=smr⟧'],
  ['empty-term', '⟦=⟧(korea OR japan)'],
  ['empty-term', 'korea OR ⟦“”⟧'],
  ['empty-term', 'title:⟦""⟧'],
  ['empty-term', 'korea NEAR/3 "⟦-⟧"'],
  ['empty-term', 'korea AND ⟦…⟧'],
  ['empty-term', '⟦•⟧ korea AND smr'],
  ['empty-term', 'korea ⟦–⟧ smr'],
  ['empty-concept-name', 'korea AND ⟦@⟧'],
  ['ambiguous-quote', "korea AND ⟦'workers' rights'⟧"],
  ['ambiguous-quote', "(⟦='the workers' rights'⟧ OR korea)"],
  ['ambiguous-quote', 'korea ⟦‘workers’ union and their rights’.⟧'],
  ['ambiguous-quote', "⟦'korea' OR \"O' x\" AND unions'⟧ lng"],
  ['near-operand', 'korea ⟦NEAR/3 NOT⟧ japan'],
  ['near-operand', '(korea OR smr) ⟦w/3 -⟧"free trade"'],
  ['foreign-operator', 'korea ⟦∨⟧ japan'],
  ['foreign-operator', 'korea⟦∧⟧japan'],
  ['foreign-operator', 'korea ⟦¬⟧japan'],
  ['foreign-operator', 'korea ⟦￢⟧(japan)'],
  ['foreign-operator', 'korea ⟦+@smr⟧'],
  ['foreign-operator', 'korea ⟦+title:smr⟧'],
  ['foreign-operator', 'korea ⟦＋smr⟧'],
  ['foreign-function', 'korea ⟦near(⟧a b, 5)'],
  ['foreign-function', '⟦Phrase(⟧free trade) korea'],
  ['foreign-function', '⟦exact(⟧SMR)'],
  ['foreign-function', '⟦ALLCAPS（⟧SMR）'],
  ['foreign-function', '⟦HEADLINE(⟧korea)'],
  ['foreign-function', '⟦title(⟧korea)'],
  ['missing-operand', '⟦NEAR⟧(korea, japan, 5)'],
  ['unexpected-sign', 'title ⟦:⟧ korea'],
  ['unexpected-sign', 'Title ⟦:⟧korea'],
  ['unexpected-sign', 'korea ⟦:⟧japan'],
  ['unexpected-sign', 'title: ⟦:⟧korea'],
]

/** Rules with a mistake, and what to write instead. */
const HINTS: readonly (readonly [rule: string, hint: string])[] = [
  ["'workers' rights' AND trade", 'write "workers\' rights" if it is one phrase, else "workers"'],
  ["='Workers' Party'", 'write ="Workers\' Party" if it is one phrase, else ="Workers"'],
  ["'a \"b\" workers' rights'", 'put the phrase into double quotes'],
  ['co-op*', 'write coop*, which finds it with a hyphen too'],
  ['*op-co', 'write *opco, which finds it with a hyphen too'],
  ['F-3*', 'write at least 3 letters beside a *, 2 in Hangul or Han'],
  ['AT&T*', 'write at least 3 letters beside a *, 2 in Hangul or Han'],
  ['talks NEAR/3 NOT trade', 'write talks NOT NEAR/3 trade'],
  ['talks pre/2 -"free trade"', 'write talks NOT pre/2 "free trade"'],
  ['(talks OR deal) NEAR NOT @fta', 'write a NOT NEAR @fta'],
  [
    'NEAR(talks, trade)',
    'put a word before it, as in a NEAR/5 b; or write it in quotes if it is a word to look for',
  ],
  ['near(talks trade, 5)', 'write a NEAR/5 b; or put near into quotes to look for it'],
  ['title(talks)', 'write title:(a OR b); or put title into quotes to look for it'],
  ['talks ∧ trade', 'write AND, or put the words into quotes if the sign belongs to them'],
  ['title :talks', 'write title:, without a space before the colon'],
]

describe('a rule that went wrong', () => {
  test.each(MALFORMED)('is refused with %s: %s', (code, marked) => {
    const start = marked.indexOf('⟦')
    const end = marked.indexOf('⟧') - 1

    expect(firstErrorOf(marked.replace('⟦', '').replace('⟧', ''))).toMatchObject({
      code,
      start,
      end,
    })
  })

  test.each(HINTS)('says what to write instead: %s', (rule, hint) => {
    expect(firstErrorOf(rule)?.hint).toBe(hint)
  })

  test('has been read as it stands where no mistake is in it', () => {
    const rules = [
      "workers' rights",
      "workers' 'free trade'",
      "'the union's rights' NEAR/3 'O'Brien'",
      "rock 'n' roll",
      'C++ url::8080',
      '"allcaps"(korea) near (japan)',
    ]

    expect(rules.map(firstErrorOf)).toEqual(rules.map(() => undefined))
  })
})

function firstErrorOf(rule: string): RuleProblem | undefined {
  const parsed = parseRule(rule)
  return parsed.kind === 'refused' ? parsed.problems[0] : undefined
}
