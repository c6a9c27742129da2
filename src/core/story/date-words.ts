/** In English alone: the headlines of other languages mostly give figures. */
export const MONTHS: readonly string[] = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const RELATIVE = ['today', 'tomorrow', 'yesterday', '오늘', '내일', '어제', '지난']
const KOREAN_DAYS = ['월요일', '화요일', '수요일', '목요일', '금요일', '토요일', '일요일']

const DATE_WORDS: ReadonlySet<string> = new Set([...MONTHS, ...DAYS, ...RELATIVE, ...KOREAN_DAYS])

/**
 * Whether a word, folded as storyWordsOf does, says when, not what: one editor writes "on Tuesday", another "today" or the
 * date.
 */
export function isDateWord(word: string): boolean {
  return DATE_WORDS.has(word)
}
