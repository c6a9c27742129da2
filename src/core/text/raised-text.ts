/**
 * What stands in a `<sup>`, as a text without one has it: SMR™ for a raised TM, m² and SMRs¹ for raised numbers, whose
 * readers tell the mark of a note from an exponent, SMR[a] for the letter of a note. The ending of 1<sup>st</sup>
 * belongs to its word, and small print is a text as any other. `before` is the end of what it is raised behind.
 */
export function raise(words: string, before: string): string {
  const sign = SIGNS.get(words.trim())
  if (sign !== undefined && WORD_END.test(before)) return sign
  if (LETTER_OF_NOTE.test(words) && NOTED.test(before) && !ROMAN.test(before)) {
    return `[${words.trim()}]`
  }
  return raiseNumbers(words)
}

/** Enough of what stands before to see its last word. */
export const LONGEST_BEFORE = 40

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['TM', '™'],
  ['tm', '™'],
  ['(TM)', '™'],
  ['SM', '℠'],
  // a small r is the end of Dr
  ['R', '®'],
  ['(R)', '®'],
  ['(C)', '©'],
])
const WORD_END = /[\p{L}\p{N}]$/u

const LETTER_OF_NOTE = /^\s*[a-z]\s*$/
/** Acronyms and longer words; a letter behind a short one belongs to it (M<sup>e</sup>, n<sup>o</sup>, St<sup>e</sup>). */
const NOTED = /(?:\p{Lu}{2}|(?<!\p{L})\p{L}{4,})[s)\]]?$/u
/** XXI<sup>e</sup> is a number that goes on. */
const ROMAN = /(?<!\p{L})[IVXLC]+$/u

function raiseNumbers(words: string): string {
  const [mark, label = ''] = RAISED_NUMBERS.exec(words) ?? []
  if (mark === undefined) return words
  const raised = mark.replace(/\d/g, (digit) => RAISED_DIGITS[Number(digit)] ?? digit)
  return label === '' ? raised : ` ${raised}`
}

/** Short numbers and signs alone; Korean and Japanese notes may be called 주 or 註. */
const RAISED_NUMBERS = /^[^\p{L}\p{N}]*([주註注]\s?)?(?:\d{1,3}(?:[^\p{L}\p{N}]+|$))+$/u
const RAISED_DIGITS = [...'⁰¹²³⁴⁵⁶⁷⁸⁹']
