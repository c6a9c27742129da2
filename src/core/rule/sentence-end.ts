import { CharacterClass, isWhiteSpace, isWordClass } from './character-class.ts'
import { type Characters, classAt, codeAt, isCapitalAt } from './characters.ts'
import { TokenKind } from './tokens.ts'
import { spellToken, type WordSource } from './word-form.ts'

/** Abbreviations whose dot ends no sentence; single and doubled letters (J., EE.UU., pp.) need no entry. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `adm al apr approx art asst aug ave bros capt cf cir cmdr co col corp dec dept det dir div dr ed eq est etc
  exec feb fig figs gen gov hon inc jan jr jul jun lt ltd maj mar max min mr mrs ms mt nov no nos oct op para
  phd pp pres prof pt pub rep reps res rev sec secs sen sens sep sept sgt sr st supp supt tel univ viz vol vols vs
  abs bzw ca evtl ggf hr hrsg inkl mio mrd nr str tsd usw vgl zzgl
  bd env mgr mlle mm mme ste
  apdo atte dra ee gral lic num pag sra srta uds`.split(/\s+/),
)

const LONGEST_ABBREVIATION = Math.max(...[...ABBREVIATIONS].map((word) => word.length))

/**
 * Whether the dot at `at` ends a sentence: white space or nothing follows (behind closing quotes,
 * brackets and marks of notes), or a capital directly ("over.Agreement"), and the word before it is no abbreviation.
 */
export function isSentenceEnd(scan: WordSource, at: number, limit: number): boolean {
  const { characters, tokens } = scan
  const word = wordEndingAt(scan, at)
  let after = at + 1
  while (after < limit && isCloser(characters, after)) after += 1
  if (after >= limit || isWhiteSpace(classAt(characters, after)))
    return word === null || !isAbbreviation(scan, word)
  if (word === null || after > at + 1) return false
  const length = at - (tokens.from[word] ?? 0)
  if (tokens.kindAt(word) === TokenKind.hangul)
    return classAt(characters, after) === CharacterClass.hangul && length > 1
  return (
    tokens.kindAt(word) === TokenKind.word &&
    length >= 3 &&
    classAt(characters, at - 1) !== CharacterClass.digit &&
    isCapitalAt(characters, after) &&
    !isCapitalAt(characters, at - 1) &&
    after + 1 < limit &&
    isWordClass(classAt(characters, after + 1))
  )
}

/** The last token, if it stands directly before the dot, a possessive or a bracket not between. */
function wordEndingAt({ characters, tokens }: WordSource, at: number): number | null {
  const last = tokens.count - 1
  const isBefore = last >= 0 && tokens.to[last] === at
  return isBefore && classAt(characters, at) === CharacterClass.dot ? last : null
}

function isAbbreviation(scan: WordSource, word: number): boolean {
  const { tokens } = scan
  if (tokens.kindAt(word) !== TokenKind.word) return false
  if ((tokens.to[word] ?? 0) - (tokens.from[word] ?? 0) > LONGEST_ABBREVIATION) return false
  const folded = spellToken(scan, word)
  const isLetter = /^(\p{L})\1?$/u.test(folded)
  return isLetter || ABBREVIATIONS.has(folded)
}

function isCloser(characters: Characters, at: number): boolean {
  const value = classAt(characters, at)
  if (value === CharacterClass.quote || value === CharacterClass.apostrophe) return true
  const code = codeAt(characters, at)
  const isNote = value === CharacterClass.sign && code >= 0x30 && code <= 0x39
  return isNote || code === 0x29 || code === 0x5d
}
