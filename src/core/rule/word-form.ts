import { CharacterClass } from './character-class.ts'
import type { WordForm } from './document-scan.ts'
import type { Characters } from './read-characters.ts'

/** The word that a range of characters spells; dots count only as a sign that it is an abbreviation. */
export function readWordForm(
  characters: Characters,
  from: number,
  to: number,
  isDotted: boolean,
): WordForm {
  let folded = ''
  let capitalCount = 0
  for (let index = from; index < to; index += 1) {
    if (isDotted && characters.classes[index] === CharacterClass.dot) continue
    folded += String.fromCodePoint(characters.codes[index] ?? 0)
    if (characters.isCapital[index] === true) capitalCount += 1
  }
  const hasPlural =
    !isDotted &&
    folded.endsWith('s') &&
    characters.isCapital[to - 1] === false &&
    ((capitalCount >= 2 && characters.isCapital[to - 2] === true) ||
      (characters.classes[to - 2] === CharacterClass.digit && !DECADE.test(folded)))
  return { folded, core: hasPlural ? folded.slice(0, -1) : folded, capitalCount, isDotted }
}

/** The 1990s are no plural of a year; F-35s and 737s are several of a kind. */
const DECADE = /^(?:\d\d)?\d0s$/

/** Several words read as one. */
export function joinWordForms(forms: readonly WordForm[]): WordForm {
  const folded = forms.map((form) => form.folded).join('')
  const last = forms.at(-1)
  const pluralLength = last === undefined ? 0 : last.folded.length - last.core.length
  return {
    folded,
    core: folded.slice(0, folded.length - pluralLength),
    capitalCount: forms.reduce((sum, form) => sum + form.capitalCount, 0),
    isDotted: false,
  }
}
