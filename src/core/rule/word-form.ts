import { CharacterClass } from './character-class.ts'
import type { WordForm } from './document-scan.ts'
import type { Characters } from './read-characters.ts'
import { spell } from './spell.ts'

/** The forms of the words in some characters; words that are written alike share one. */
export type WordForms = {
  /** The word that a range of characters spells; dots count only as a sign that it is an abbreviation. */
  readonly read: (from: number, to: number, isDotted: boolean) => WordForm
}

/** Longer ones are no words that come again. */
const LONGEST_SHARED = 40

export function createWordForms(characters: Characters): WordForms {
  const known = new Map<string, WordForm>()
  return {
    read(from, to, isDotted): WordForm {
      if (isDotted || to - from > LONGEST_SHARED || hasCapital(characters, from, to)) {
        return readWordForm(characters, from, to, isDotted)
      }
      const written = spell(characters, from, to)
      const shared = known.get(written)
      if (shared !== undefined) return shared
      const form = readWordForm(characters, from, to, false)
      known.set(written, form)
      return form
    },
  }
}

function hasCapital({ capitals }: Characters, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) if (capitals[index] === 1) return true
  return false
}

function readWordForm(
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
    capitalCount += characters.capitals[index] ?? 0
  }
  const hasPlural =
    !isDotted &&
    folded.endsWith('s') &&
    characters.capitals[to - 1] === 0 &&
    ((capitalCount >= 2 && characters.capitals[to - 2] === 1) || isSeveralOfANumber(folded))
  return { folded, core: hasPlural ? folded.slice(0, -1) : folded, capitalCount, isDotted }
}

/** F-35s, K2s and 737s are several of a kind; the 1990s are no plural of a year, and 60s may be seconds. */
function isSeveralOfANumber(folded: string): boolean {
  return /(?:^\d{3,}|\p{L}\d+)s$/u.test(folded) && !/^\d{3}0s$/.test(folded)
}

/** Several words read as one. */
export function joinWordForms(forms: readonly WordForm[]): WordForm {
  let folded = ''
  let capitalCount = 0
  let pluralLength = 0
  let isCapitalLast = false
  for (const form of forms) {
    folded += form.folded
    capitalCount += form.capitalCount
    pluralLength = form.folded.length - form.core.length
    isCapitalLast = form.capitalCount > 0
  }
  // the 50s of T-50s say by themselves that they are a decade
  if (pluralLength === 0 && !isCapitalLast && isSeveralOfANumber(folded)) pluralLength = 1
  const core = pluralLength === 0 ? folded : folded.slice(0, folded.length - pluralLength)
  return { folded, core, capitalCount, isDotted: false }
}
