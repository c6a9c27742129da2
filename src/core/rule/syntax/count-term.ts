import {
  CharacterClass,
  classOf,
  isCapital,
  isCharacterwise,
  isWordClass,
} from '../scan/character-class.ts'
import { isQuestionMark, isStar } from '../term/wildcards.ts'

/** How much of what a term is made of, as far as reading it asks. */
export type TermCounts = {
  /** Letters and digits of any script. */
  readonly letters: number
  /** Of the scripts that part words by spaces: capitals, and letters that are none. */
  readonly capitals: number
  readonly smallLetters: number
  /** Hangul, Han and kana. */
  readonly characters: number
  /** Runs of letters and digits; each part of a hyphenated word is one. */
  readonly words: number
  readonly longestWord: number
  readonly wildcards: number
}

/** Counts in one walk: a hundred thousand rules are read at a start. */
export function countTerm(text: string): TermCounts {
  let letters = 0
  let capitals = 0
  let smallLetters = 0
  let characters = 0
  let words = 0
  let longestWord = 0
  let wildcards = 0
  let wordLength = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0
    if (code > 0xffff) at += 1
    const value = classOf(code)
    if (isWordClass(value)) {
      letters += 1
      if (isCapital(code)) capitals += 1
      else if (value !== CharacterClass.digit) smallLetters += 1
      if (wordLength === 0) words += 1
      wordLength += 1
    } else if (isCharacterwise(value)) {
      letters += 1
      characters += 1
      wordLength = 0
    } else if (isQuestionMark(text[at]) || isStar(text[at])) {
      wildcards += 1
      if (wordLength > 0) wordLength += 1
    } else if (value !== CharacterClass.mark && value !== CharacterClass.invisible) {
      wordLength = 0
    }
    if (wordLength > longestWord) longestWord = wordLength
  }
  return { letters, capitals, smallLetters, characters, words, longestWord, wildcards }
}
