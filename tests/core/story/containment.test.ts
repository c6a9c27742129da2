import { expect, test } from 'vitest'
import { makeTextComparison } from '../../../src/core/story/containment.ts'

test('a comparison says the same of a text after it has forgotten it', () => {
  const { containment, resemblance } = makeTextComparison()
  const text = 'one two three four five six'
  const longer = `${text} seven eight`
  const others = Array.from({ length: 100 }, (_, at) => `text ${at} of some words`)

  const shares = others.map((other) => containment(text, other))

  expect(new Set(shares)).toEqual(new Set([0]))
  expect(containment(text, longer)).toBe(1)
  expect(resemblance(text, longer)).toBe(0.5)
})
