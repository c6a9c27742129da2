/** Stands in a pattern for exactly one character. No text holds it: it is no character of Unicode. */
export const ANY_CHARACTER = '\uffff'
export const ANY_CHARACTER_CODE = 0xffff
/** Stands in a pattern for any characters, also none. */
export const ANY_RUN = '*'

/** Whether the text fits the pattern from end to end. Takes at most pattern times text steps, whatever they are. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let inPattern = 0
  let inText = 0
  let runAt = -1
  let runText = 0
  while (inText < text.length) {
    const wanted = pattern[inPattern]
    if (wanted === ANY_RUN) {
      runAt = inPattern
      runText = inText
      inPattern += 1
    } else if (wanted === ANY_CHARACTER || wanted === text[inText]) {
      inPattern += 1
      inText += 1
    } else if (runAt >= 0) {
      runText += 1
      inText = runText
      inPattern = runAt + 1
    } else {
      return false
    }
  }
  while (pattern[inPattern] === ANY_RUN) inPattern += 1
  return inPattern === pattern.length
}

/** * and ? as they may be typed, full-width ones alike. */
export function isStar(character: string | undefined): boolean {
  return character === '*' || character === '＊'
}

export function isQuestionMark(character: string | undefined): boolean {
  return character === '?' || character === '？'
}
