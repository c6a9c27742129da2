import { CharacterClass, classOf } from '../scan/character-class.ts'

/** A rule without its invisible marks, and where each unit of what is left stands in the rule. */
export type VisibleText = { readonly text: string; readonly offsets: readonly number[] }

/**
 * Takes out soft hyphens, marks of direction and the like, which come along from web pages and would make words of
 * operators; null where there are none.
 */
export function visibleText(source: string): VisibleText | null {
  // plain letters have none, nor have most rules in other scripts
  if (!MAY_BE_INVISIBLE.test(source)) return null
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

const MAY_BE_INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u

/** Of white space only the one without width. */
function isInvisible(code: number): boolean {
  const value = classOf(code)
  return value === CharacterClass.invisible || value === CharacterClass.joiner
}
