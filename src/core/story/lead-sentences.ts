import { storyWordsOf } from './story-words.ts'

/** Sentences that a text is known by: what stands first is what a shortened copy keeps. */
const LEAD_SENTENCES = 5

/** Shorter ones are datelines, greetings, names. A Han or kana character counts half a word here. */
const MIN_WORDS = 8

const END = /(?<=[.!?。！？])["'”’」』)\]]*\s+|(?<=[。！？])|\n+/u

/** Where the beginning of a text ends, whatever it holds. */
const LEAD_CHARS = 8_000

/** The first five sentences of eight words or more, as their words alone. */
export function leadSentencesOf(text: string): readonly string[] {
  const sentences: string[] = []
  for (const sentence of sentencesOf(text)) {
    const words = storyWordsOf(sentence)
    if (weigh(words) < MIN_WORDS) continue
    sentences.push(words.join(' '))
    if (sentences.length === LEAD_SENTENCES) break
  }
  return sentences
}

const HALF_WORD = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u

function weigh(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (HALF_WORD.test(word) ? 0.5 : 1), 0)
}

/** The sentences at the beginning of a text as they stand. */
export function sentencesOf(text: string): readonly string[] {
  return text.slice(0, LEAD_CHARS).split(END)
}

/** So many sentences say what a text is about. */
const SUBJECT_SENTENCES = 3

/** The first sentences of a text as they stand, whatever their length. */
export function leadOf(text: string): readonly string[] {
  return sentencesOf(text)
    .filter((sentence) => sentence.trim() !== '')
    .slice(0, SUBJECT_SENTENCES)
}

/** Shorter ones are a dateline, a name, "Press release". */
const MIN_FIRST_WORDS = 5

/** The first sentence that says something, in a list; none in a text without one. */
export function firstSentenceOf(text: string): readonly string[] {
  const first = sentencesOf(text).find(
    (sentence) => weigh(storyWordsOf(sentence)) >= MIN_FIRST_WORDS,
  )
  return first === undefined ? [] : [first]
}
