import { CharacterClass } from './character-class.ts'
import { classAt, codeAt } from './characters.ts'
import type { DocumentScan } from './document-scan.ts'
import { spell } from './spell.ts'
import { TokenKind, WordMark } from './tokens.ts'

/** How a word is compared: folded, and without the plural s of an acronym (SMRs has the core smr). */
export type WordForm = {
  readonly folded: string
  readonly core: string
  readonly capitalCount: number
  /** Written with a dot behind every letter, as U.S. is. */
  readonly isDotted: boolean
}

/** The parts of a text that words are read from. */
export type WordSource = Pick<DocumentScan, 'characters' | 'tokens'>

/** The form of a word; null for addresses, Hangul, Han and kana. */
export function readWordForm(scan: WordSource, token: number): WordForm | null {
  const { tokens } = scan
  if (tokens.kindAt(token) !== TokenKind.word || token >= tokens.count) return null
  const marks = tokens.marksAt(token)
  const isDotted = (marks & WordMark.dotted) !== 0
  const folded = spellToken(scan, token)
  const core = (marks & WordMark.pluralS) === 0 ? withoutGroups(folded) : folded.slice(0, -1)
  return { folded, core, capitalCount: tokens.capitalsAt(token), isDotted }
}

/**
 * 1,000 is 1000. 2,026 stays as it is: a rule that asks for the year 2026 is not after an amount.
 */
function withoutGroups(folded: string): string {
  return GROUPED.test(folded) && !LIKE_A_YEAR.test(folded) ? folded.replaceAll(',', '') : folded
}

const GROUPED = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/
const LIKE_A_YEAR = /^(?:1,[89]|2,0)\d\d$/

/** The folded characters of a token, dots of abbreviations left out. */
export function spellToken({ characters, tokens }: WordSource, token: number): string {
  const from = tokens.from[token] ?? 0
  const to = tokens.to[token] ?? 0
  if ((tokens.marksAt(token) & WordMark.dotted) === 0 || tokens.kindAt(token) !== TokenKind.word)
    return spell(characters, from, to)
  let text = ''
  for (let index = from; index < to; index += 1) {
    if (classAt(characters, index) === CharacterClass.dot) continue
    text += String.fromCodePoint(codeAt(characters, index))
  }
  return text
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
    // the core of 1,000 is shorter too
    pluralLength = form.folded === `${form.core}s` ? 1 : 0
    isCapitalLast = form.capitalCount > 0
  }
  if (isLikeAYear(forms))
    return { folded, core: forms.map((form) => form.core).join(','), capitalCount, isDotted: false }
  // the 50s of T-50s say by themselves that they are a decade
  if (pluralLength === 0 && !isCapitalLast && isSeveralOfANumber(folded)) pluralLength = 1
  const core = pluralLength === 0 ? folded : folded.slice(0, folded.length - pluralLength)
  return { folded, core, capitalCount, isDotted: false }
}

/** Whether a number in two groups looks like a year; then it is 2,026 with another sign. */
function isLikeAYear([first, second, ...rest]: readonly WordForm[]): boolean {
  return rest.length === 0 && LIKE_A_YEAR.test(`${first?.folded},${second?.folded}`)
}

/** F-35s, K2s and 737s are several of a kind; the 1990s are no plural of a year, and 60s may be seconds. */
export function isSeveralOfANumber(folded: string): boolean {
  return folded.endsWith('s') && /(?:^\d{3,}|\p{L}\d+)s$/u.test(folded) && !/^\d{3}0s$/.test(folded)
}
