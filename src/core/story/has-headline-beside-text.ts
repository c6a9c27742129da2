import { isDateWord } from './date-words.ts'
import { numbersOf } from './figures.ts'
import type { News } from './is-same-news.ts'
import { isTellingText, storyWordsOf } from './story-words.ts'

/**
 * Whether the headline of one of two items is about something that its own text says nothing of, while the other headline is
 * another one: "Coolant leak stops plant" above "The press release is attached as a document". Such a text is a standing
 * one, and tells nothing about what it stands below, however much of it two items have in common; so is one without a day or
 * a figure, "Recalls are announced on this page", though it shares words with its headlines. Of a text that is long
 * enough to be recognised by itself one headline is enough: the other may be put in words of its own.
 */
export function hasHeadlineBesideText(a: News, b: News): boolean {
  const [ofA, ofB] = [ownWords(a.title, b.title), ownWords(b.title, a.title)]
  if (ofA.length === 0 || ofB.length === 0) return false
  if (isTimeless(a.text) && isTimeless(b.text)) return true
  const [isA, isB] = [isSpokenOf(ofA, a.text), isSpokenOf(ofB, b.text)]
  const areTelling = isTellingText(a.text) && isTellingText(b.text)
  return areTelling ? !isA && !isB : !isA || !isB
}

/** What happened has a day, an amount, a count; what is always so has none, but for the year in which an office was founded. */
function isTimeless(text: string): boolean {
  if (storyWordsOf(text).some(isDateWord)) return false
  return [...numbersOf(text)].every((number) => YEAR.test(number))
}

const YEAR = /^(?:18|19|20)\d\d$/

/** A headline without an end has no more to say. */
const MOST_WORDS = 100

/** The words of one headline that the other lacks. */
function ownWords(title: string, other: string): readonly string[] {
  const others = new Set(stemsOf(other))
  return stemsOf(title).filter((stem) => !others.has(stem))
}

function isSpokenOf(stems: readonly string[], text: string): boolean {
  const words = storyWordsOf(text)
  const letters = words.join('')
  const spoken = new Set(words.map(stemOf))
  return stems.some((stem) => spoken.has(stem) || (HANGUL.test(stem) && letters.includes(stem)))
}

function stemsOf(text: string): readonly string[] {
  return storyWordsOf(text)
    .slice(0, MOST_WORDS)
    .filter((word) => word.length >= leastLetters(word) && !isDateWord(word))
    .map(stemOf)
}

const HANGUL = /^\p{Script=Hangul}+$/u
const LATIN = /^\p{Script=Latin}+$/u

/** Shorter words stand in every text: on, by, the. A sign of Chinese or Japanese is one. */
function leastLetters(word: string): number {
  if (LATIN.test(word)) return 4
  return HANGUL.test(word) ? 2 : 1
}

const STEM_LETTERS = 4

/** A word without its ending: approved and approval, 케냐와 and 케냐의. */
function stemOf(word: string): string {
  if (HANGUL.test(word)) return word.length >= 3 ? word.slice(0, -1) : word
  return word.slice(0, Math.max(STEM_LETTERS, Math.ceil(word.length / 2)))
}
