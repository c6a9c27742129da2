import {
  type KoreanLexicon,
  LONGEST_LEXICON_WORD,
  SHORTEST_LEXICON_WORD,
} from './korean-lexicon.ts'
import { cheapestDivision } from './korean-price.ts'

/**
 * Short names of ministries and committees: a field, and 부 or 위. Both begin common nouns, so that 산업부 is in
 * 산업|부문 and 금융위 in 금융|위기 by chance. What stands behind the field tells: the cheaper word.
 */

const BODIES = '부위'
/** Members of a committee, which 위 is short for, and what ministers are called in China. */
const OFFICIALS = /^(?:위원|부장)/
const SHORTEST_NAME = 3
/** 과학기술정보통신부 has nine syllables. */
const LONGEST_NAME = 12

/** Whether a short name stands before syllables that rather make a noun with its last: 부문, 부담금, 위기관리. */
export function endsInOtherNoun(name: string, rest: string, lexicon: KoreanLexicon): boolean {
  const body = name.charAt(name.length - 1)
  if (rest === '' || !BODIES.includes(body)) return false
  if (name.length < SHORTEST_NAME || name.length > LONGEST_NAME) return false
  if (OFFICIALS.test(body + rest) || !isShortName(name, lexicon)) return false
  return priceBehindNoun(rest, lexicon) > priceBehindNoun(body + rest, lexicon)
}

/** Whether the field is made of words, and the last syllable is no part of another: 시위 is no body. */
function isShortName(name: string, lexicon: KoreanLexicon): boolean {
  const [field, last] = [name.slice(0, -1), name.slice(-SHORTEST_LEXICON_WORD)]
  const endsInWord =
    lexicon.has(last) && isMadeOfWords(name.slice(0, -SHORTEST_LEXICON_WORD), lexicon)
  return isMadeOfWords(field, lexicon) && !endsInWord
}

function isMadeOfWords(text: string, lexicon: KoreanLexicon): boolean {
  if (text === '') return true
  for (let size = SHORTEST_LEXICON_WORD; size <= LONGEST_LEXICON_WORD; size += 1) {
    if (size > text.length || !lexicon.has(text.slice(0, size))) continue
    if (isMadeOfWords(text.slice(size), lexicon)) return true
  }
  return false
}

function priceBehindNoun(run: string, lexicon: KoreanLexicon): number {
  return cheapestDivision({ run, term: null, mayEnd: true, follows: 'word' }, lexicon)
}
