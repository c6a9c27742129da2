import { describe, expect, it } from 'vitest'
import { cutTo, displayWidth, padTo } from '../../../src/cli/output/display-width.ts'

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['trade', 5],
    ['한국', 4],
    ['日本語', 6],
    ['ﾊﾝ', 2],
    ['ＳＭＲ', 6],
    ['e\u0301', 1],
    ['a\u200bb', 2],
    ['🇰🇷', 2],
    ['🚆', 2],
    ['Größe', 5],
  ])('of %j is %i', (text, width) => {
    const measured = displayWidth(text)

    expect(measured).toBe(width)
  })
})

describe('cutTo', () => {
  it.each([
    ['trade', 5, 'trade'],
    ['trades', 5, 'trad…'],
    ['한국어', 4, '한…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('cuts %j to %i columns', (text, columns, expected) => {
    const cut = cutTo(text, columns)

    expect(cut).toBe(expected)
  })
})

it('padTo fills up with spaces and never cuts', () => {
  const padded = [padTo('한국', 6), padTo('trade', 3)]

  expect(padded).toEqual(['한국  ', 'trade'])
})
