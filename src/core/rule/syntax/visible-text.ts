import { CharacterClass, classOf } from '../scan/character-class.ts'

/** A rule without its invisible marks, and where each unit of what is left stands in the rule. */
export type VisibleText = { readonly text: string; readonly offsets: readonly number[] }

/**
 * Takes out soft hyphens, marks of direction and the like, which come along from web pages and would make words of
 * operators; null where there are none.
 */
export function visibleText(source: string): VisibleText | null {
  // nearly all rules have none, which is seen at once
  if (ALL_VISIBLE.test(source)) return null
  const offsets: number[] = []
  let text = ''
  for (let at = 0; at < source.length; at += 1) {
    const code = source.codePointAt(at) ?? 0
    const size = code > 0xffff ? 2 : 1
    if (!isInvisible(code)) {
      for (let unit = at; unit < at + size; unit += 1) offsets.push(unit)
      text += source.slice(at, at + size)
    }
    at += size - 1
  }
  return offsets.length === source.length ? null : { text, offsets }
}

/** Letters and signs of European scripts but the soft hyphen, kana, Han and syllables of Hangul. */
const ALL_VISIBLE =
  /^[\t\n\r -~\u00a1-\u00ac\u00ae-\u033f\u0370-\u052f\u3000-\u3163\u3165-\u9fff\uac00-\ud7a3]*$/

/** Of white space only the one without width. */
function isInvisible(code: number): boolean {
  const value = classOf(code)
  return value === CharacterClass.invisible || value === CharacterClass.joiner
}
