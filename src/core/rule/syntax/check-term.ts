import type { DocumentField } from '../match-document.ts'
import { CharacterClass, classOf, isCharacterwise, isWordClass } from '../scan/character-class.ts'
import { compileTerm } from '../term/compile-term.ts'
import { isAcronym } from '../term/term-pattern.ts'
import { isQuestionMark, isStar } from '../term/wildcards.ts'
import { checkLanguage } from './check-language.ts'
import { countTerm, type TermCounts } from './count-term.ts'
import { type RuleProblem, ruleError, ruleWarning } from './rule-problem.ts'

/** What a term needs to be known by, whether it stands in a rule or in a concept. */
export type CheckedTerm = {
  readonly text: string
  readonly isExact: boolean
  readonly field: DocumentField | null
}

type Span = { readonly start: number; readonly end: number }

/** Letters that must stand beside a *; in Hangul and Han two say as much. */
const MIN_LETTERS = 3
const MIN_SYLLABLES = 2

/** What no text holds side by side; a pasted article is refused here, and not looked for. */
const MAX_WORDS = 100
const MAX_CHARACTERS = 300
/** The name of a German law had 63, what chemists write out as one word has more. */
const MAX_WORD_LENGTH = 300

/** What is wrong or suspicious in a term; offsets count from the beginning of its text. */
export function checkTerm(term: CheckedTerm): readonly RuleProblem[] {
  const whole = { start: 0, end: term.text.length }
  const counts = countTerm(term.text)
  if (counts.letters === 0) {
    return [counts.wildcards > 0 ? tooShort(whole) : withoutLetter(whole, term.text)]
  }
  if (term.field === 'url') return []
  if (term.field === 'lang') return checkLanguage(term.text, whole)
  const limit = limitExceeded(counts)
  if (limit !== null) return [tooLong(whole, limit)]
  const errors = counts.wildcards > 0 ? chunksOf(term.text).flatMap(checkChunk) : []
  if (errors.length > 0 || term.field === 'tag') return errors
  return lintTerm(term, counts, whole)
}

function limitExceeded(counts: TermCounts): string | null {
  if (counts.words > MAX_WORDS) return `the term has more than ${MAX_WORDS} words`
  if (counts.characters > MAX_CHARACTERS) {
    return `the term has more than ${MAX_CHARACTERS} Korean, Chinese or Japanese characters`
  }
  if (counts.longestWord <= MAX_WORD_LENGTH) return null
  return `a word of the term has more than ${MAX_WORD_LENGTH} letters`
}

function checkChunk(chunk: {
  readonly text: string
  readonly start: number
}): readonly RuleProblem[] {
  const at = { start: chunk.start, end: chunk.start + chunk.text.length }
  const characters = [...chunk.text]
  const stars = characters.flatMap((character, index) => (isStar(character) ? [index] : []))
  if (stars.some((index) => index > 0 && index < characters.length - 1)) {
    return [
      ruleError(
        'wildcard-inside',
        at,
        'a * may stand only at the beginning or end of a word',
        'write ? for a single letter, or two words',
      ),
    ]
  }
  const body = characters.filter((character) => !isStar(character))
  if (stars.length > 0) {
    for (const index of stars) {
      const fromStar = index === 0 ? body : body.toReversed()
      if (!isEnough(lettersBeside(fromStar))) return [tooFew(at, fromStar, index === 0)]
    }
    return []
  }
  const hasQuestionMark = body.some(isQuestionMark)
  return hasQuestionMark && body.filter(isLetter).length < 2 ? [tooShort(at)] : []
}

/** The characters from the * on, up to the first sign. */
function lettersBeside(fromStar: readonly string[]): readonly string[] {
  const end = fromStar.findIndex((character) => !isLetter(character) && !isQuestionMark(character))
  return end < 0 ? fromStar : fromStar.slice(0, end)
}

function isEnough(characters: readonly string[]): boolean {
  const letters = characters.filter(isLetter)
  const isDense = letters.some((letter) => {
    const value = classOf(letter.codePointAt(0) ?? 0)
    return value === CharacterClass.hangul || value === CharacterClass.han
  })
  return letters.length >= (isDense ? MIN_SYLLABLES : MIN_LETTERS)
}

/** co-op* has five letters, of which only two stand beside the *: a sign parts words. */
function tooFew(at: Span, fromStar: readonly string[], isAtStart: boolean): RuleProblem {
  const beside = lettersBeside(fromStar)
  const sign = fromStar[beside.length]
  if (sign === undefined || beside.length === 0) return tooShort(at)
  const asWritten = (characters: readonly string[]): string =>
    (isAtStart ? characters : characters.toReversed()).join('')
  const { code, hint } = tooShort(at)
  const joined = fromStar.filter((_, index) => index !== beside.length)
  const isHyphen = classOf(sign.codePointAt(0) ?? 0) === CharacterClass.hyphen
  const whole = isAtStart ? `*${asWritten(joined)}` : `${asWritten(joined)}*`
  return ruleError(
    code,
    at,
    `only ${asWritten(beside)} stands between the ${sign} and the *`,
    isHyphen && joined.every(isLetter) && isEnough(joined)
      ? `write ${whole}, which finds it with a hyphen too`
      : hint,
  )
}

function lintTerm(
  term: CheckedTerm,
  { capitals, smallLetters }: TermCounts,
  whole: Span,
): readonly RuleProblem[] {
  const warnings: RuleProblem[] = []
  const sign = term.isExact ? null : findDroppedSign(term.text)
  if (sign !== null) {
    warnings.push(
      ruleWarning(
        'sign-not-looked-for',
        whole,
        `the ${sign} is not looked for`,
        `write ${/^[\p{L}\p{N}%$#]+$/u.test(term.text) ? `=${term.text}` : `="${term.text}"`} to look for it`,
      ),
    )
  }
  if (isQuestionMark(term.text.at(-1))) {
    warnings.push(
      ruleWarning(
        'question-mark-at-end',
        whole,
        'the ? at the end stands for one more letter',
        'remove it if it only ends a sentence',
      ),
    )
  }
  // an acronym has no small letters but the s of a plural; few terms are worth taking apart for this
  const mayBeAcronym = !term.isExact && capitals > 0 && smallLetters <= 1
  if (mayBeAcronym && isAcronym(compileTerm(term.text, false))) {
    warnings.push(
      ruleWarning(
        'only-capitals',
        whole,
        `${term.text} matches only capitals`,
        `write ${term.text.toLowerCase()} to match any case`,
      ),
    )
  }
  return warnings
}

/** Signs that say something of the word beside them: 50%, C++, § 232. */
const TELLING_SIGN = /[\p{Sc}%％‰+＋#＃§¶]/u

/** Saves the look for signs in nearly all terms. */
const LETTERS = /^[A-Za-z0-9 '*\u00c0-\u024f\u3131-\u318e\u4e00-\u9fff\uac00-\ud7a3-]*$/

/** The first sign that a term has and that no text needs to have; none in an address, which is found as a whole. */
function findDroppedSign(text: string): string | null {
  if (LETTERS.test(text) || /:\/\/|@|^www\./.test(text)) return null
  return TELLING_SIGN.exec(text)?.[0] ?? null
}

function chunksOf(text: string): readonly { readonly text: string; readonly start: number }[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], start: match.index }))
}

function withoutLetter(at: Span, text: string): RuleProblem {
  const hint = /^[&+]+$/.test(text) ? 'write AND' : 'write a word, or remove it'
  return ruleError('empty-term', at, 'there is no letter or digit to look for', hint)
}

function tooLong(at: Span, message: string): RuleProblem {
  return ruleError(
    'term-too-long',
    at,
    message,
    'look for a shorter part of it, or for several parts joined by AND',
  )
}

function tooShort(at: Span): RuleProblem {
  return ruleError(
    'wildcard-too-short',
    at,
    'too few letters beside the wildcard',
    `write at least ${MIN_LETTERS} letters beside a *, ${MIN_SYLLABLES} in Hangul or Han`,
  )
}

function isLetter(character: string): boolean {
  const value = classOf(character.codePointAt(0) ?? 0)
  return isWordClass(value) || isCharacterwise(value)
}
