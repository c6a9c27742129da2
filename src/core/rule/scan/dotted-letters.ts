import { CharacterClass, isLetterClass, isWordClass } from './character-class.ts'
import { type Characters, classAt, codeAt, isCapitalAt } from './characters.ts'
import { spell } from './spell.ts'

/** What dots, spaces and an & hold together: U.S., U. S., EE. UU., Ph.D., R & D. */

type Part = { readonly from: number; readonly to: number }

/** The end of S.M.R. or U.S., its last dot included; null where no two single letters with dots stand. */
export function endOfDottedLetters(
  characters: Characters,
  from: number,
  limit: number,
): number | null {
  const isLetter = (index: number): boolean =>
    index < limit && isLetterClass(classAt(characters, index))
  let end = from
  let letterCount = 0
  while (isLetter(end) && !(end + 1 < limit && isWordClass(classAt(characters, end + 1)))) {
    letterCount += 1
    end += 1
    if (end >= limit || classAt(characters, end) !== CharacterClass.dot) break
    end += 1
  }
  const dotCount = end - from - letterCount
  return letterCount >= 2 && dotCount >= letterCount - 1 ? end : null
}

/** Where an abbreviation goes on behind one of its parts, over a dot, a space or an &; null where it does not. */
export function nextAbbreviated(characters: Characters, part: Part, limit: number): number | null {
  if (part.to >= limit || part.to - part.from > LONGEST_PART) return null
  if (classAt(characters, part.to) !== CharacterClass.dot) {
    return nextBehindAmpersand(characters, part, limit)
  }
  return (
    nextDoubled(characters, part, limit) ??
    nextInitial(characters, part, limit) ??
    nextOfDegree(characters, part, limit)
  )
}

const LONGEST_PART = 2

/** The R of R & D before its D; without spaces it is one word anyway. */
function nextBehindAmpersand(characters: Characters, part: Part, limit: number): number | null {
  const sign = afterSpace(characters, part.to)
  if (sign >= limit || classAt(characters, sign) !== CharacterClass.ampersand) return null
  const next = afterSpace(characters, sign + 1)
  return isInitial(characters, part, limit) && isInitial(characters, oneAt(next), limit)
    ? next
    : null
}

/** J. D. is J.D., and U. S. is U.S. */
function nextInitial(characters: Characters, part: Part, limit: number): number | null {
  const next = afterSpace(characters, part.to + 1)
  const isDotted = next + 1 < limit && classAt(characters, next + 1) === CharacterClass.dot
  if (!isDotted || !isInitial(characters, part, limit)) return null
  return isInitial(characters, oneAt(next), limit) ? next : null
}

/** Degrees, in which not every part is one letter. */
const DEGREES: ReadonlySet<string> = new Set(
  'ph.d b.sc m.sc ll.b ll.m ll.d d.phil m.phil ed.d b.eng m.eng'.split(' '),
)
const LONGEST_DEGREE = Math.max(...[...DEGREES].map((degree) => degree.length))

function nextOfDegree(characters: Characters, part: Part, limit: number): number | null {
  if (classAt(characters, part.from) !== CharacterClass.latin) return null
  const next = afterSpace(characters, part.to + 1)
  let to = next
  while (to < limit && to - next < LONGEST_DEGREE && isWordClass(classAt(characters, to))) to += 1
  const spelled = `${spell(characters, part.from, part.to)}.${spell(characters, next, to)}`
  return DEGREES.has(spelled) ? next : null
}

/** Spanish doubles the letters of an abbreviation in the plural: EE.UU. and EE. UU. are also EEUU. */
function nextDoubled(characters: Characters, part: Part, limit: number): number | null {
  const next = afterSpace(characters, part.to + 1)
  const isEnd = next + 2 >= limit || !isWordClass(classAt(characters, next + 2))
  const isPair = isDoubled(characters, part.from, part.to) && isDoubled(characters, next, next + 2)
  return next + 2 <= limit && isEnd && isPair ? next : null
}

function isDoubled(characters: Characters, from: number, to: number): boolean {
  return (
    to - from === 2 &&
    codeAt(characters, from) === codeAt(characters, from + 1) &&
    isCapitalAt(characters, from)
  )
}

function isInitial(characters: Characters, { from, to }: Part, limit: number): boolean {
  const isAlone = to >= limit || !isWordClass(classAt(characters, to))
  return to === from + 1 && to <= limit && isAlone && isCapitalAt(characters, from)
}

function oneAt(at: number): Part {
  return { from: at, to: at + 1 }
}

function afterSpace(characters: Characters, at: number): number {
  return classAt(characters, at) === CharacterClass.space ? at + 1 : at
}
