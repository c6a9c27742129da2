import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeTag } from '../../../src/core/feed/make-tag.ts'

it.each([
  ['Energy', 'Energy'],
  ['Foreign Affairs & Trade', 'foreign-affairs-trade'],
  ['무역 정책', '무역-정책'],
  ['#korea', 'korea'],
  ['Économie', 'Économie'],
  ['x'.repeat(80), 'x'.repeat(64)],
])('makes of %s the tag %s', (text, tag) => {
  expect(makeTag(text)).toBe(tag)
})

it.each(['', ' ', '***', '--'])('makes no tag of %j', (text) => {
  expect(makeTag(text)).toBeNull()
})

it('makes the same of what it has made', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (text) => {
      const tag = makeTag(text)

      expect(tag === null ? null : makeTag(tag)).toBe(tag)
    }),
  )
})
