import { CharacterClass } from './character-class.ts'
import { classAt } from './characters.ts'
import { Gap } from './gap.ts'
import type { Tokens } from './tokens.ts'
import { joinWordForms, readWordForm, type WordForm, type WordSource } from './word-form.ts'

/** The parts of a hyphenated word read as one: free-trade is also freetrade. */
export type JoinedWord = {
  /** Index of the token behind the last part. */
  readonly nextToken: number
  readonly form: WordForm
}

/** A word of more parts is read in twos and threes alone; no language writes one, and texts of a million hyphens exist. */
const MAX_JOINED_PARTS = 16

const NONE: readonly number[] = []

/** The words that the parts from a token on make together. Made when asked for, to save memory. */
export function joinedAt(scan: WordSource, index: number): readonly JoinedWord[] {
  return joinedEnds(scan.tokens, index).map((end) => joinedWordOf(scan, index, end))
}

/**
 * The tokens behind the words that the parts from a token on make together: two parts, three, or all of them. The groups of
 * a number count all together alone: 500 000 is not in 1 500 000.
 */
export function joinedEnds(tokens: Tokens, index: number): readonly number[] {
  const first = tokens.chainFrom[index] ?? 0
  const next = tokens.chainTo[index] ?? 0
  if (index + 1 >= next) return NONE
  const isWhole = index === first && next - first <= MAX_JOINED_PARTS
  if (isGrouped(tokens, first)) return isWhole ? [next] : NONE
  const ends = [index + 2]
  if (index + 3 <= next) ends.push(index + 3)
  if (isWhole && next > index + 3) ends.push(next)
  return ends
}

/** Whether a chain is a number in groups: 10 000. */
export function isGrouped(tokens: Tokens, first: number): boolean {
  return tokens.gapAt(first + 1) === Gap.space
}

/** The word that the tokens from `from` to before `to` make together. */
export function joinedWordOf(scan: WordSource, from: number, to: number): JoinedWord {
  const forms: WordForm[] = []
  for (let at = from; at < to; at += 1) {
    const form = readWordForm(scan, at)
    if (form === null) continue
    if (at > from && isBehindAmpersand(scan, at)) forms.push(AMPERSAND)
    forms.push(form)
  }
  return { nextToken: to, form: joinWordForms(forms) }
}

const AMPERSAND: WordForm = { folded: '&', core: '&', capitalCount: 0, isDotted: false }

/** Whether an & parts a token from the one before it: R & D is R&D. */
function isBehindAmpersand({ characters, tokens }: WordSource, token: number): boolean {
  for (let at = tokens.to[token - 1] ?? 0; at < (tokens.from[token] ?? 0); at += 1) {
    if (classAt(characters, at) === CharacterClass.ampersand) return true
  }
  return false
}
