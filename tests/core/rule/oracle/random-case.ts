import fc from 'fast-check'
import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import type { Concepts } from './oracle.ts'
import { randomConcepts, randomLeaf, randomRule } from './random-rules.ts'
import { randomDocument, someWords } from './random-texts.ts'

/** Rules and a document that are made of the same few words. */
export type RandomCase = {
  readonly rules: readonly string[]
  readonly concepts: Concepts
  readonly document: MatchDocument
}

export function randomCase(maxRules: number): fc.Arbitrary<RandomCase> {
  return caseOf(maxRules, randomRule)
}

/** The rules are single terms and concepts. */
export function randomLeafCase(maxRules: number): fc.Arbitrary<RandomCase> {
  return caseOf(maxRules, randomLeaf)
}

/** Rules of one kind, of some words or of those that are given. */
export function caseOf(
  maxRules: number,
  rule: (words: readonly string[]) => fc.Arbitrary<string>,
  minRules = 1,
  given?: readonly string[],
): fc.Arbitrary<RandomCase> {
  return (given === undefined ? someWords : fc.constant(given)).chain((words) =>
    fc.record({
      rules: fc.array(rule(words), { minLength: minRules, maxLength: maxRules, size: 'max' }),
      concepts: randomConcepts(words),
      document: randomDocument(words),
    }),
  )
}
