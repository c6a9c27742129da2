import { type Characters, unpackCode } from './characters.ts'
import { HASH_START, hashCode } from './hash-word.ts'

/*
 * What a word is looked up by, without a string being made of it: two numbers. Words of up to eleven letters a to z,
 * which nearly all are, are spelled out in them, five bits a letter, so that words with equal keys are equal:
 * `low` has the last six letters, `high` those before. Of any other word `low` is a hash and `high` is HASHED.
 */

/** `high` of a word that is not spelled out. */
export const HASHED = -1

const LONGEST_SPELLED = 11
const LETTER_BITS = 5
const LETTER_MASK = 0x1f
const LOW_MASK = 0x3fff_ffff
const LOW_BITS = 30

/** `low` with one more letter behind. */
export function lowWith(low: number, code: number): number {
  return ((low << LETTER_BITS) | (code & LETTER_MASK)) & LOW_MASK
}

/** `high` when one more letter comes behind; `low` is that of before. */
export function highWith(high: number, low: number): number {
  return (high << LETTER_BITS) | (low >>> (LOW_BITS - LETTER_BITS))
}

/** Whether a word of so many letters is spelled out, if all of them are a to z. */
export function isSpelledOut(length: number): boolean {
  return length <= LONGEST_SPELLED
}

/** The hash of a range of characters that is not spelled out. */
export function hashRange({ packed }: Characters, from: number, to: number): number {
  let hash = HASH_START
  for (let at = from; at < to; at += 1) hash = hashCode(hash, unpackCode(packed[at] ?? 0))
  return hash
}
