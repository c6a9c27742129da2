import { CharacterClass, isWordClass } from './character-class.ts'
import { type Characters, classAt, codeAt } from './characters.ts'

/** Groups of three digits with a space or an apostrophe between them: 10 000 and 10'000 are 10,000. */

const GROUP = 3
const ZERO = 0x30
const TAB = 0x09
/** More digits behind a comma or a dot are another group, and the one before it the beginning of a number: 3 100,000. */
const MOST_DECIMALS = 2

/** Where the next group begins behind one that ends at `to`; null where none does. `isFirst`: it may be shorter. */
export function nextGroup(
  characters: Characters,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
  isFirst: boolean,
): number | null {
  const length = to - from
  if (length > GROUP || (isFirst ? codeAt(characters, from) === ZERO : length < GROUP)) return null
  if (!isSeparator(characters, to) || endOfDigits(characters, from, to) < to) return null
  const next = to + 1
  const end = next + GROUP
  if (end > limit || endOfDigits(characters, next, end) < end) return null
  return end === limit || mayFollow(characters, end, limit) ? next : null
}

/** Whether a number of so many digits may be the first group of a longer one, with a space behind it and a digit behind that. */
export function mayBeGrouped(length: number, value: number, next: number, after: number): boolean {
  return (
    value === CharacterClass.digit &&
    next === CharacterClass.space &&
    after === CharacterClass.digit &&
    length <= GROUP
  )
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
