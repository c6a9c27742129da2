import { describe, expect, test } from 'vitest'
import { UNKNOWN_WORD, WordMemo } from '../../../src/core/rule/term/word-memo.ts'

type Entry = {
  readonly low: number
  readonly high: number
  readonly marks: number
  readonly value: number
}

function memoOf(entries: readonly Entry[]): WordMemo {
  const memo = new WordMemo()
  for (const { low, high, marks, value } of entries) memo.add(low, high, marks, value)
  return memo
}

/** Words that the memo looks for in one place: a text may be made of such words alone. */
function entriesOfOnePlace(count: number): readonly Entry[] {
  return Array.from({ length: count }, (_, value) => {
    const high = value + 1
    return { low: 0x1234_5678 ^ Math.imul(high << 3, 0x85eb_ca6b), high, marks: 0, value }
  })
}

describe('a memo of words', () => {
  test('gives what it was given, and knows nothing else', () => {
    const entries = Array.from({ length: 20_000 }, (_, value) => {
      return { low: value + 1, high: value >> 3, marks: value & 7, value }
    })
    const memo = memoOf(entries)

    const found = entries.map(({ low, high, marks }) => memo.find(low, high, marks))

    expect(found).toEqual(entries.map(({ value }) => value))
    expect(memo.find(1, 0, 2)).toBe(UNKNOWN_WORD)
    expect(memo.find(20_001, 2_500, 0)).toBe(UNKNOWN_WORD)
  })

  test('remembers only some of the words that it would look for in one place, and those rightly', () => {
    const entries = entriesOfOnePlace(5_000)
    const memo = memoOf(entries)

    const found = entries.map(({ low, high }) => memo.find(low, high, 0))
    const known = found.filter((value) => value !== UNKNOWN_WORD)

    expect(known.length).toBeGreaterThan(50)
    expect(known.length).toBeLessThan(500)
    expect(known).toEqual(known.map((value) => found.indexOf(value)))
  })
})
