import { describe, expect, it } from 'vitest'
import { digitsOfWord } from '../../../src/core/rule/term/digits-of-word.ts'

describe('the digits of a word', () => {
  it.each([
    ['what parts thousands', '10,000', '10000'],
    ['letters', 'f-35s', '35'],
  ])('are the same whatever stands between them: %s', (_what, word, digits) => {
    expect(digitsOfWord(word)).toBe(digitsOfWord(digits))
  })

  it('are nothing in a word of letters', () => {
    expect(digitsOfWord('trade')).toBe(0)
  })

  it('tell numbers apart, zeros before them too', () => {
    expect(new Set(['20', '02', '2', '00', '0'].map(digitsOfWord)).size).toBe(5)
  })
})
