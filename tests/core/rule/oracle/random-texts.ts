import fc from 'fast-check'
import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import { FAMILIES, SEPARATORS } from './vocabulary.ts'

/** The words of a few families: both the rules and the texts of a case are made of them. */
export const someWords: fc.Arbitrary<readonly string[]> = fc
  .uniqueArray(fc.constantFrom(...FAMILIES), { minLength: 1, maxLength: 3 })
  .map((families) => [...new Set(families.flat())])

/** Documents of these words, written in many ways. */
export function randomDocument(words: readonly string[]): fc.Arbitrary<MatchDocument> {
  const short = randomText(words, 3)
  return fc.record({
    title: randomText(words, 5),
    text: randomText(words, 25),
    source: fc.array(short, { maxLength: 2 }),
    tags: fc.array(fc.oneof(fc.constantFrom(...words), short), { maxLength: 3 }),
    authors: fc.array(short, { maxLength: 2 }),
    url: fc
      .array(fc.constantFrom(...words, '/', '-', '.'), {
        maxLength: 5,
      })
      .map((parts) => `https://www.korea.kr/${parts.join('')}`),
    language: fc.constantFrom(
      null,
      'en',
      'en-GB',
      'enm',
      'fr',
      'de-AT',
      'es',
      'ko',
      'ja',
      'zh-Hans',
    ),
  })
}

function randomText(words: readonly string[], maxLength: number): fc.Arbitrary<string> {
  const part = fc.tuple(
    fc.constantFrom(...words),
    fc.constantFrom(...WRITINGS),
    fc.constantFrom(...SEPARATORS),
  )
  return fc
    .array(part, { maxLength })
    .map((parts) => parts.map(([word, write, separator]) => write(word) + separator).join(''))
}

type Writing = (word: string) => string

const asItIs: Writing = (word) => word

/** How a word may be written; most often as it is. */
const WRITINGS: readonly Writing[] = [
  ...Array<Writing>(12).fill(asItIs),
  (word): string => word.toUpperCase(),
  (word): string => word.toLowerCase(),
  (word): string => word.charAt(0).toUpperCase() + word.slice(1),
  (word): string => `${word}s`,
  (word): string => `${word}는`,
  (word): string => `${word}으로`,
  (word): string => word.normalize('NFD'),
  fullWidth,
  (word): string => word.replace(/[a-z]/g, bold),
  (word): string => insertInside(word, '\u00ad'),
  (word): string => insertInside(word, ' '),
  (word): string => insertInside(word, '·'),
  (word): string => insertInside(word, '-'),
  (word): string => insertInside(word, '\u0301'),
]

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
}

function bold(letter: string): string {
  return String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 0x61)
}

/** In the middle, where that is between two letters. */
function insertInside(text: string, sign: string): string {
  const middle = Math.ceil(text.length / 2)
  const isBetween = /\p{L}/u.test(text[middle - 1] ?? '') && /\p{L}/u.test(text[middle] ?? '')
  return isBetween ? text.slice(0, middle) + sign + text.slice(middle) : text
}
