import { CharacterClass, isLetterClass } from './character-class.ts'
import { type Characters, classAt, codeAt, isCapitalAt } from './characters.ts'
import { spell } from './spell.ts'

/**
 * Two words that are written as one: a year before a name in capitals (2025APEC, 2035NDC), and a union before the number of
 * its members (EU27). Letters before digits are one name in all other cases (G20, COP28, CO2), and so are digits before them (5G).
 */
export function endOfGlued(characters: Characters, from: number, to: number): number {
  if (to - from < SHORTEST) return to
  const isNumber = classAt(characters, from) === CharacterClass.digit
  if (isNumber) return isYearBeforeName(characters, from, to) ? from + YEAR_LENGTH : to
  return isUnionOfSeveral(characters, from, to) ? to - COUNT_LENGTH : to
}

const SHORTEST = 4
const YEAR_LENGTH = 4
const SHORTEST_NAME = 2
const YEAR = /^(?:19|20)/
const COUNT_LENGTH = 2
/** Those that releases name by the number of their members, without a space. */
const UNIONS: ReadonlySet<string> = new Set(['eu'])
const LONGEST_UNION = 2

function isYearBeforeName(characters: Characters, from: number, to: number): boolean {
  const name = from + YEAR_LENGTH
  if (to - name < SHORTEST_NAME || !YEAR.test(spell(characters, from, from + 2))) return false
  for (let at = from; at < to; at += 1) {
    const value = classAt(characters, at)
    if (at < name ? value !== CharacterClass.digit : !isLetterClass(value)) return false
  }
  return isCapitalAt(characters, name) && isCapitalAt(characters, name + 1)
}

function isUnionOfSeveral(characters: Characters, from: number, to: number): boolean {
  const number = to - COUNT_LENGTH
  if (number - from > LONGEST_UNION || !UNIONS.has(spell(characters, from, number))) return false
  if (!isCapitalAt(characters, from)) return false
  return isDigit(codeAt(characters, number)) && isDigit(codeAt(characters, number + 1))
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}
