import { CharacterClass, isWordClass } from './character-class.ts'
import { type Characters, classAt, codeAt } from './characters.ts'

/** Groups of three digits with a space or an apostrophe between them: 10 000 and 10'000 are 10,000. */

/** Digits of a group; only the first may have fewer. */
export const LONGEST_GROUP = 3
const ZERO = 0x30
const TAB = 0x09
/** More digits behind a comma or a dot are another group, and the one before it the beginning of a number: 3 100,000. */
const MOST_DECIMALS = 2

/** Where the next group begins behind one that ends at `to`, with `groupCount` others before it; null where none does. */
export function nextGroup(
  characters: Characters,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
  groupCount: number,
): number | null {
  if (classAt(characters, from) !== CharacterClass.digit) return null
  const length = to - from
  const isGroup =
    groupCount === 0
      ? length <= LONGEST_GROUP && codeAt(characters, from) !== ZERO
      : length === LONGEST_GROUP
  if (!isGroup || !isSeparator(characters, to) || endOfDigits(characters, from, to) < to)
    return null
  const next = to + 1
  const end = next + LONGEST_GROUP
  if (end > limit || endOfDigits(characters, next, end) < end) return null
  return end === limit || mayFollow(characters, end, limit) ? next : null
}

function isSeparator(characters: Characters, at: number): boolean {
  const value = classAt(characters, at)
  if (value === CharacterClass.space) return codeAt(characters, at) !== TAB
  return value === CharacterClass.apostrophe
}

/** Whether what stands behind three digits leaves them a group: no digit or letter, and of decimals few. */
function mayFollow(characters: Characters, at: number, limit: number): boolean {
  const value = classAt(characters, at)
  if (value === CharacterClass.dot || value === CharacterClass.comma) {
    return endOfDigits(characters, at + 1, limit) <= at + 1 + MOST_DECIMALS
  }
  return !isWordClass(value)
}

function endOfDigits(characters: Characters, from: number, limit: number): number {
  let end = from
  while (end < limit && classAt(characters, end) === CharacterClass.digit) end += 1
  return end
}
