import fc from 'fast-check'
import { documentOf } from '../hold-rule.ts'
import type { RandomCase } from './random-case.ts'

/** Few words, so that each stands in a text several times and stretches of NEAR lie in and over one another. */
const SIDES = ['oak', 'elm', 'fir', 'oak', 'elm', 'fir', '"oak elm"', '*elm*', '(oak OR fir)']
const WORDS = ['oak', 'elm', 'fir', 'yew', 'yew', 'yew', 'oak-elm', 'oak elm', 'yew.']

/** NEAR within NEAR, of any kind and up to four deep, and short texts. */
export function randomNearCase(maxRules: number): fc.Arbitrary<RandomCase> {
  return fc.record({
    rules: fc.array(nestedNear(4), { minLength: 1, maxLength: maxRules, size: 'max' }),
    concepts: fc.constant({}),
    document: fc
      .record({
        title: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
        text: fc.array(fc.constantFrom(...WORDS), { maxLength: 14, size: 'max' }),
      })
      .map(({ title, text }) => documentOf({ title: title.join(' '), text: text.join(' ') })),
  })
}

function nestedNear(depth: number): fc.Arbitrary<string> {
  const side = fc.constantFrom(...SIDES)
  if (depth === 0) return side
  const inner = nestedNear(depth - 1).map((rule) =>
    / NOT | O?NEAR/.test(rule) ? `(${rule})` : rule,
  )
  const two = depth > 2 ? nestedNear(1).map((rule) => `(${rule})`) : side
  const operator = fc
    .tuple(
      fc.constantFrom('NEAR', 'NEAR', 'ONEAR', 'ONEAR', 'NOT NEAR', 'NOT ONEAR'),
      fc.constantFrom(0, 0, 1, 2, 4, 9),
    )
    .map(([name, distance]) => `${name}/${distance}`)
  return fc.oneof(
    { weight: 2, arbitrary: fc.tuple(inner, operator, side).map((parts) => parts.join(' ')) },
    { weight: 2, arbitrary: fc.tuple(side, operator, inner).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: fc.tuple(inner, operator, two).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: fc.tuple(two, operator, inner).map((parts) => parts.join(' ')) },
  )
}
