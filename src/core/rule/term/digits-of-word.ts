import { type Characters, codeAt } from '../scan/characters.ts'

/**
 * The digits of a word as one number, 0 for a word without any. Whatever is folded and read as one keeps its digits, so that a
 * word is nothing to a term whose digits make another number; different ones may make the same.
 */
export function digitsOfWord(word: string): number {
  let digits = 0
  for (let at = 0; at < word.length; at += 1) digits = withDigit(digits, word.charCodeAt(at))
  return digits
}

/** The same of a range of characters, whatever else stands between the digits. */
export function digitsOfRange(characters: Characters, from: number, to: number): number {
  let digits = 0
  for (let at = from; at < to; at += 1) digits = withDigit(digits, codeAt(characters, at))
  return digits
}

function withDigit(digits: number, code: number): number {
  if (code < ZERO || code > NINE) return digits
  return (Math.imul(digits, SPREAD) + code - ZERO + 1) | 0
}

const ZERO = 0x30
const NINE = 0x39
const SPREAD = 31
