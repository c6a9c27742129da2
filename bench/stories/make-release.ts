import { diceOf } from '../rules/random.ts'

export type Release = { readonly title: string; readonly text: string }

const SYLLABLES = [
  'ba',
  'cor',
  'den',
  'fil',
  'gan',
  'hol',
  'ki',
  'lum',
  'mer',
  'no',
  'pra',
  'sten',
  'tu',
  'vi',
]

const SENTENCES = 20
const WORDS_PER_SENTENCE = 14

/** A made-up release of a page, the same for the same number, that shares no run of words with another. */
export function makeRelease(number: number): Release {
  const dice = diceOf(number)
  const word = (): string =>
    Array.from({ length: dice.between(1, 4) }, () => dice.pick(SYLLABLES)).join('')
  const sentence = (words: number): string => Array.from({ length: words }, word).join(' ')
  const sentences = Array.from({ length: SENTENCES }, () => `${sentence(WORDS_PER_SENTENCE)}.`)
  return { title: sentence(6), text: sentences.join(' ') }
}
