import { CharacterClass, isWhiteSpace, isWordClass } from './character-class.ts'
import type { Token } from './document-scan.ts'
import type { Characters } from './read-characters.ts'

/** Abbreviations whose dot ends no sentence; single and doubled letters (J., EE.UU., pp.) need no entry. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `adm al apr approx art asst aug ave bros capt cf cir cmdr co col corp dec dept det dir div dr ed eq est etc
  exec feb fig figs gen gov hon inc jan jr jul jun lt ltd maj mar max min mr mrs ms mt nov no nos oct op para
  phd pp pres prof pt pub rep reps res rev sec secs sen sens sep sept sgt sr st supp supt tel univ viz vol vols vs
  abs bzw ca evtl ggf hr hrsg inkl mio mrd nr str tsd usw vgl zzgl
  bd env mgr mlle mm mme ste
  apdo atte dra ee gral lic num pag sra srta uds`.split(/\s+/),
)

/**
 * Whether the dot at `at` ends a sentence: white space or nothing follows (behind closing quotes,
 * brackets and marks of notes), or a capital directly ("over.Agreement"), and the word before it is no abbreviation.
 */
export function isSentenceEnd(
  characters: Characters,
  at: number,
  limit: number,
  before: Token | undefined,
): boolean {
  const { classes } = characters
  const word = before !== undefined && endsBefore(characters, before, at) ? before : null
  let after = at + 1
  while (after < limit && isCloser(characters, after)) after += 1
  if (after >= limit || isWhiteSpace(classes[after] ?? 0))
    return word === null || !isAbbreviation(word)
  if (word === null || after > at + 1) return false
  if (word.kind === 'hangul')
    return classes[after] === CharacterClass.hangul && word.to - word.from > 1
  return (
    word.kind === 'word' &&
    word.to - word.from >= 3 &&
    classes[word.to - 1] !== CharacterClass.digit &&
    characters.capitals[after] === 1 &&
    characters.capitals[word.to - 1] === 0 &&
    after + 1 < limit &&
    isWordClass(classes[after + 1] ?? 0)
  )
}

/** Whether the word stands directly before the dot, a possessive or a bracket not between. */
function endsBefore(characters: Characters, token: Token, at: number): boolean {
  return token.to === at && characters.classes[at] === CharacterClass.dot
}

function isAbbreviation(word: Token): boolean {
  if (word.form === null) return false
  const { folded } = word.form
  const isLetter = /^(\p{L})\1?$/u.test(folded)
  return isLetter || ABBREVIATIONS.has(folded)
}

function isCloser(characters: Characters, at: number): boolean {
  const value = characters.classes[at]
  if (value === CharacterClass.quote || value === CharacterClass.apostrophe) return true
  const code = characters.codes[at] ?? 0
  const isNote = value === CharacterClass.sign && code >= 0x30 && code <= 0x39
  return isNote || code === 0x29 || code === 0x5d
}
