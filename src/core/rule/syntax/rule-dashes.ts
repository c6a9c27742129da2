import { CharacterClass, classOf } from '../scan/character-class.ts'

/** Dashes that typewriters and word processors make of a hyphen; other signs of their class part the cells of tables. */
const LONG = '\u2014\u2015\u2e3a\u2e3b\ufe58'

/** Whether a sign excludes what follows it directly, as a hyphen does. */
export function isDash(character: string | undefined): boolean {
  if (character === undefined) return false
  return classOf(character.charCodeAt(0)) === CharacterClass.hyphen || LONG.includes(character)
}
