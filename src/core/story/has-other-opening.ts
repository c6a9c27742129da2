import { isDateWord } from './date-words.ts'
import { figuresOf } from './figures.ts'
import { hasSameTitle, isSameButForEnding, type News } from './is-same-news.ts'
import { firstSentenceOf } from './lead-sentences.ts'
import { storyWordsOf } from './story-words.ts'

/**
 * Whether two items under one headline say something in one place that the other one does not know: who takes a headline
 * over takes the sentence below it over too. Where each has words of its own there, the headline is that of a form: "Traffic
 * notice" above a bridge that is closed, and open again; 채용 공고 above two employers, whom no capital letters mark as
 * names. A headline of a few words ("Questions and answers") may be a form's whatever the text opens with: below it, other
 * figures and other words anywhere make other news.
 */
export function hasOtherOpening(a: News, b: News): boolean {
  if (!hasOneHeadline(a, b)) return false
  if (knowMore(openingOf(a), a, openingOf(b), b)) return true
  if (storyWordsOf(a.title).length > FEW_TITLE_WORDS) return false
  const [figures, others] = [figuresOf(a.text), figuresOf(b.text)]
  if (figures.isSubsetOf(others) || others.isSubsetOf(figures)) return false
  return knowMore(beginningOf(a), a, beginningOf(b), b)
}

/** Headlines of so few words say little. */
const FEW_TITLE_WORDS = 3

/** The same title, but for what one of them has around it: the name of a ministry, "Press release". */
function hasOneHeadline(a: News, b: News): boolean {
  if (hasSameTitle(a, b)) return true
  const [left, right] = [new Set(storyWordsOf(a.title)), new Set(storyWordsOf(b.title))]
  if (Math.min(left.size, right.size) < FEW_TITLE_WORDS) return false
  return left.isSubsetOf(right) || right.isSubsetOf(left)
}

/** A sentence without an end is looked at so far. */
const OPENING_WORDS = 40

function openingOf({ text }: News): readonly string[] {
  return firstSentenceOf(text).flatMap(storyWordsOf).slice(0, OPENING_WORDS)
}

/** Notices that a form makes are short; a longer text is looked at so far, for each of its words is sought in the other. */
const BEGINNING_WORDS = 500

function beginningOf({ text }: News): readonly string[] {
  return storyWordsOf(text).slice(0, BEGINNING_WORDS)
}

/** Whether some of the words of a place in each item stand nowhere in the other. */
function knowMore(ofA: readonly string[], a: News, ofB: readonly string[], b: News): boolean {
  return knowsMore(ofA, ofB, b) && knowsMore(ofB, ofA, a)
}

function knowsMore(place: readonly string[], otherPlace: readonly string[], other: News): boolean {
  const said = storyWordsOf(`${other.title}\n${other.text}`)
  const [words, letters] = [new Set(said), said.join('')]
  return place.some((word) => {
    if (isDateWord(word) || FIGURE.test(word)) return false
    if (HANGUL.test(word)) return word.length > 1 && !letters.includes(stemOf(word))
    if (word.length < MIN_LETTERS || words.has(word)) return false
    return !otherPlace.some((known) => isSameButForEnding(word, known))
  })
}

const FIGURE = /\p{Nd}/u

/** Shorter ones join and point: "has", "at". */
const MIN_LETTERS = 4

const HANGUL = /^\p{Script=Hangul}+$/u

/** 밝혔다, 밝혔습니다; 케냐와, 케냐의: what is longer than two syllables may have an ending. */
function stemOf(word: string): string {
  return word.slice(0, Math.max(2, Math.ceil(word.length / 2)))
}
