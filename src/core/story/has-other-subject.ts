import { isDateWord } from './date-words.ts'
import type { News } from './is-same-news.ts'
import { leadOf } from './lead-sentences.ts'
import { storyWordsOf } from './story-words.ts'

/**
 * Whether each of two items tells of something that the other does not know: "Agreement with Kenya signed" and "Agreement
 * with Ghana signed" may share all other words. Looked at are the names in the first sentences, and the words of the headline
 * that the text repeats; a headline that was put in other words alone names nothing of the kind.
 */
export function hasOtherSubject(a: News, b: News): boolean {
  const [ofA, ofB] = [subjectOf(a), subjectOf(b)]
  return isMissingSome(ofA, b) && isMissingSome(ofB, a)
}

function isMissingSome(subject: ReadonlySet<string>, other: News): boolean {
  const said = `${other.title}\n${other.text}`
  const words = new Set(storyWordsOf(said))
  const letters = storyWordsOf(said).join('')
  return [...subject].some((word) =>
    HANGUL.test(word) ? !letters.includes(withoutParticle(word)) : !words.has(word),
  )
}

function subjectOf({ title, text }: News): ReadonlySet<string> {
  const own = new Set(storyWordsOf(text))
  const letters = storyWordsOf(text).join('')
  const inTitle = storyWordsOf(title)
    .slice(0, MOST_SUBJECT_WORDS)
    .filter((word) => (HANGUL.test(word) ? letters.includes(withoutParticle(word)) : own.has(word)))
  const subject = [...inTitle, ...namesIn(leadOf(text))].filter(
    (word) => word.length >= MIN_LETTERS && !isDateWord(word),
  )
  return new Set(subject.slice(0, MOST_SUBJECT_WORDS))
}

/** Each is sought in the whole of the other text; a headline or lead without an end has no more to say. */
const MOST_SUBJECT_WORDS = 100

const MIN_LETTERS = 2

/** Words with a capital that do not begin a sentence; German, which writes all nouns so, has more of them. */
function namesIn(lead: readonly string[]): readonly string[] {
  return lead.flatMap((sentence) =>
    [...sentence.matchAll(/(?<=[\p{L}\p{N},]\s)\p{Lu}\p{L}+/gu)].flatMap(([name]) =>
      storyWordsOf(name),
    ),
  )
}

const HANGUL = /^\p{Script=Hangul}+$/u

/** 케냐와, 케냐의: the last of three syllables or more may be a particle. */
function withoutParticle(word: string): string {
  return word.length >= 3 ? word.slice(0, -1) : word
}
