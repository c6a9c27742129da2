import { isDateWord } from './date-words.ts'
import type { News } from './is-same-news.ts'
import { isTellingText, storyWordsOf } from './story-words.ts'

/**
 * Whether the headline of one of two items is about something that its own text says nothing of, while the other headline is
 * another one: "Coolant leak stops plant" above "The press release is attached as a document". Such a text is a standing
 * one, and tells nothing about what it stands below, however much of it two items have in common. Of a text that is long
 * enough to be recognised by itself one headline is enough: the other may be put in words of its own.
 */
export function hasHeadlineBesideText(a: News, b: News): boolean {
  const [ofA, ofB] = [ownWords(a.title, b.title), ownWords(b.title, a.title)]
  if (ofA.length === 0 || ofB.length === 0) return false
  const [isA, isB] = [isSpokenOf(ofA, a.text), isSpokenOf(ofB, b.text)]
  const areTelling = isTellingText(a.text) && isTellingText(b.text)
  return areTelling ? !isA && !isB : !isA || !isB
}

/** A headline without an end has no more to say. */
const MOST_WORDS = 100

/** The words of one headline that the other lacks. */
function ownWords(title: string, other: string): readonly string[] {
  const others = new Set(stemsOf(other))
  return stemsOf(title).filter((stem) => !others.has(stem))
}

function isSpokenOf(stems: readonly string[], text: string): boolean {
  const letters = storyWordsOf(text).join('')
  return stems.some((stem) => letters.includes(stem))
}

function stemsOf(text: string): readonly string[] {
  return storyWordsOf(text)
    .slice(0, MOST_WORDS)
    .filter((word) => word.length >= MIN_LETTERS && !isDateWord(word))
    .map(stemOf)
}

const HANGUL = /^\p{Script=Hangul}+$/u
const MIN_LETTERS = 2

/** A word without its ending: approved and approval, 케냐와 and 케냐의. */
function stemOf(word: string): string {
  if (HANGUL.test(word)) return word.length >= 3 ? word.slice(0, -1) : word
  return word.slice(0, Math.max(4, Math.ceil((word.length * 2) / 3)))
}
