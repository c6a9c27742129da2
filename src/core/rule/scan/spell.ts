import { LONGEST_CHAIN } from '../korean/korean-particles.ts'
import { type Characters, codeAt } from './characters.ts'

/** The folded characters of a range as a string. */
export function spell(characters: Characters, from: number, to: number): string {
  let text = ''
  for (let index = from; index < to; index += 1) {
    text += String.fromCodePoint(codeAt(characters, index))
  }
  return text
}

/**
 * The beginning of a range, long enough to see whether all of it is particles. A run of a million syllables
 * is looked at from each of its hits, so none of them may read it to the end.
 */
export function spellAhead(characters: Characters, from: number, to: number): string {
  return spell(characters, from, Math.min(to, from + LONGEST_CHAIN + 1))
}
