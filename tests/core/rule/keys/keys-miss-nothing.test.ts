import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { DocumentKeys } from '../../../../src/core/rule/keys/document-keys.ts'
import { mayHold } from '../../../../src/core/rule/keys/key-need.ts'
import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import { FUZZ_TIMEOUT_MS, fuzzRuns } from '../../../support/fuzz-runs.ts'
import { matcherOfRules } from '../oracle/hold-rules.ts'
import { LEXICON, NAMED_CASES } from '../oracle/named-cases.ts'
import type { Concepts } from '../oracle/oracle.ts'
import { randomCase, randomLeafCase } from '../oracle/random-case.ts'
import { randomNearCase } from '../oracle/random-near.ts'

vi.setConfig({ testTimeout: FUZZ_TIMEOUT_MS })

describe('the keys of a document', () => {
  test.each([
    ['rules of all kinds', randomCase(60)],
    ['single terms', randomLeafCase(12)],
    ['terms near one another', randomNearCase(20)],
  ])('let no document go that %s hit', (_, cases) => {
    fc.assert(
      fc.property(cases, ({ rules, concepts, document }) => {
        expect(missedRules(rules, concepts, document)).toEqual([])
      }),
      fuzzRuns(60),
    )
  })

  test('let none of the named cases go', () => {
    const missed = NAMED_CASES.filter(
      ({ rule, document }) => missedRules([rule], {}, document).length > 0,
    )

    expect(missed.map(({ rule }) => rule)).toEqual([])
  })
})

/** Rules that the matcher says hit, and the keys say cannot. */
function missedRules(
  rules: readonly string[],
  concepts: Concepts,
  document: MatchDocument,
): readonly string[] {
  const matcher = matcherOfRules(rules, concepts, { koreanLexicon: LEXICON })
  const keys = new DocumentKeys().keysOf(document)
  const hits = matcher.match(document).map(({ ruleId }) => ruleId)
  const missed = hits.filter((id) => !mayHold(matcher.needsOf(id), keys))
  return missed.map((id) => rules[Number(id)] ?? id)
}
