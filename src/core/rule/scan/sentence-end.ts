import { CharacterClass, isWhiteSpace, isWordClass } from './character-class.ts'
import { type Characters, classAt, codeAt, isCapitalAt } from './characters.ts'
import { TokenKind } from './tokens.ts'
import { spellToken, type WordSource } from './word-form.ts'
import { lowWith } from './word-key.ts'

/** Abbreviations whose dot ends no sentence; single and doubled letters (J., EE.UU., pp.) need no entry. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `adm al amb approx apr arr art arts assn asst aug ave bldg blvd brig bros capt cf chap chs cir cls cmdr cmte co
  col conf cong corp cpl dec dept det dir dist div dr ed eds eq est etc exec feb fed fig figs fn gen gov govt hon inc
  intl jan jr jul jun lt ltd maj mar max messrs min mr mrs ms mt natl nos nov no oct op ord para paras pars
  phd pp pres proc prof pt pub pvt rd reg regs rep reps res rev rt sch sec secs sen sens sep sept sgt sr st stat subsec
  supp supt tel thurs tues univ viz vol vols vs
  abb abs anm aufl bes bspw bzgl bzw ca dgl drs einschl evtl ggf hr hrsg inkl insb jh kap mio mrd nr rdnr sog str tsd usw
  vgl ziff zzgl
  bd cie env janv fevr juil mgr mlle mm mme mmes ste
  apdo arts atte avda cia dna dra ee excmo gral ilmo lic num pag pags parr sra sres srta uds`.split(
    /\s+/,
  ),
)
/** These are abbreviations but in capitals, which make another word: DNA is not Dña. */
const NOT_IN_CAPITALS: ReadonlySet<string> = new Set(['cia', 'dna', 'fed'])

/** The keys of their last letters, by which nearly every other word is known to be none. */
const KEYS: ReadonlySet<number> = new Set(
  [...ABBREVIATIONS].map((word) =>
    [...word].reduce((low, letter) => lowWith(low, letter.charCodeAt(0)), 0),
  ),
)

/**
 * Whether the dot at `at` ends a sentence: white space or nothing follows (behind closing quotes,
 * brackets and marks of notes), or a capital directly ("over.Agreement"), and the word before it is no abbreviation.
 */
export function isSentenceEnd(scan: WordSource, at: number, limit: number): boolean {
  const { characters, tokens } = scan
  const word = wordEndingAt(scan, at)
  let after = at + 1
  for (let next = after; next < limit; after = next) {
    next = isCloser(characters, after) ? after + 1 : endOfNote(characters, after, limit)
    if (next === after) break
  }
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
  const length = (tokens.to[word] ?? 0) - (tokens.from[word] ?? 0)
  if (length > 2 && !KEYS.has(tokens.lowKeys[word] ?? 0)) return false
  const folded = spellToken(scan, word)
  const isLetter = /^(\p{L})\1?$/u.test(folded)
  if (tokens.capitalsAt(word) > 1 && NOT_IN_CAPITALS.has(folded)) return false
  return isLetter || ABBREVIATIONS.has(folded)
}

function isCloser(characters: Characters, at: number): boolean {
  const value = classAt(characters, at)
  if (value === CharacterClass.quote || value === CharacterClass.apostrophe) return true
  const code = codeAt(characters, at)
  const isNote = value === CharacterClass.sign && code >= 0x30 && code <= 0x39
  return isNote || code === 0x29 || code === 0x5d
}

/** Where the mark of a note in brackets ends, [1] or [a], if one begins at `at`; else `at`. */
export function endOfNote(characters: Characters, at: number, limit: number): number {
  if (codeAt(characters, at) !== OPENING_BRACKET) return at
  let end = at + 1
  const furthest = Math.min(limit, end + MAX_NOTE_DIGITS)
  while (end < furthest && classAt(characters, end) === CharacterClass.digit) end += 1
  if (end === at + 1 && isSmallLetter(characters, end)) end += 1
  const isNote = end > at + 1 && end < limit && codeAt(characters, end) === CLOSING_BRACKET
  return isNote ? end + 1 : at
}

function isSmallLetter(characters: Characters, at: number): boolean {
  return classAt(characters, at) === CharacterClass.latin && !isCapitalAt(characters, at)
}

const OPENING_BRACKET = 0x5b
const CLOSING_BRACKET = 0x5d
const MAX_NOTE_DIGITS = 3
