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

/** What happens to a set of rules: one is put in the place of another or taken away, then a document comes. */
export type Course = Pick<RandomCase, 'concepts'> & {
  /** Rules that never hold come first, and are gone from the step of this number on. */
  readonly crowdUntil: number
  readonly steps: readonly {
    readonly id: number
    readonly rule: string | null
    readonly document: MatchDocument
  }[]
}

export const randomCourse: fc.Arbitrary<Course> = someWords.chain((words) =>
  fc.record({
    concepts: randomConcepts(words),
    crowdUntil: fc.constantFrom(0, 0, 0, 0, 0, 4, 6, 8),
    steps: fc.array(
      fc.record({
        id: fc.nat({ max: 9 }),
        rule: fc.option(randomRule(words), { freq: 3 }),
        document: randomDocument(words),
      }),
      { minLength: 10, maxLength: 15 },
    ),
  }),
)

/** Rules, and many documents that are made of the same words. */
export const randomStream: fc.Arbitrary<
  Omit<RandomCase, 'document'> & { readonly documents: readonly MatchDocument[] }
> = someWords.chain((words) =>
  fc.record({
    rules: fc.array(randomRule(words), { minLength: 15, maxLength: 15 }),
    concepts: randomConcepts(words),
    documents: fc.array(randomDocument(words), { minLength: 10, maxLength: 10 }),
  }),
)

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
