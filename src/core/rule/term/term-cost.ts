import { CharacterClass, classOf, isCharacterwise } from '../scan/character-class.ts'
import type { Term } from './term.ts'

/**
 * A guess at the share of documents that hold a term, for choosing by which term a rule is filed: long
 * words are rarer than short ones, phrases rarer than their words, acronyms rare whatever their length. Only the order counts.
 */
export function costOfTerm({ field, words }: Term): number {
  if (field !== null) return field === 'lang' ? COST_OF_LANGUAGE : COST_OF_PROPERTY
  const parts = words.split(/\s+/).filter((part) => part !== '')
  const rarest = Math.min(...parts.map(costOfWord))
  return parts.length > 1 ? rarest * SHARE_OF_PHRASES : rarest
}

const COST_OF_LANGUAGE = 0.5
const COST_OF_PROPERTY = 0.05
const COST_OF_ACRONYM = 0.005
const SHARE_OF_PHRASES = 0.1

function costOfWord(word: string): number {
  if (/^\p{Lu}{2,4}$/u.test(word)) return COST_OF_ACRONYM
  const length = word.replace(/[*＊?？]/g, '').length
  const first = classOf(word.codePointAt(0) ?? 0)
  // a Korean syllable tells as much as two letters, a Han character more
  if (first === CharacterClass.hangul) return 1 / (1 + 4 * length * length)
  if (isCharacterwise(first)) return 1 / (1 + 6 * length * length)
  return 1 / (1 + length * length)
}
