import fc from 'fast-check'
import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import { ATOMS, SEPARATORS } from './vocabulary.ts'

/** A few words that both the rules and the texts of a case are made of, so that they meet often. */
export const someAtoms: fc.Arbitrary<readonly string[]> = fc.uniqueArray(
  fc.constantFrom(...ATOMS),
  {
    minLength: 3,
    maxLength: 8,
  },
)

/** Documents of these words, written in many ways. */
export function randomDocument(atoms: readonly string[]): fc.Arbitrary<MatchDocument> {
  const short = randomText(atoms, 3)
  return fc.record({
    title: randomText(atoms, 5),
    text: randomText(atoms, 25),
    source: fc.array(short, { maxLength: 2 }),
    tags: fc.array(tag(fc.oneof(fc.constantFrom(...atoms), short)), { maxLength: 3 }),
    authors: fc.array(short, { maxLength: 2 }),
    // no capital sigma: lower case makes two letters of it, by what follows
    url: fc
      .array(fc.constantFrom(...atoms.filter((atom) => !atom.includes('Σ')), '/', '-', '.'), {
        maxLength: 5,
      })
      .map((parts) => `https://www.korea.kr/${parts.join('')}`),
    language: fc.constantFrom(null, 'en', 'en-GB', 'fr', 'de-AT', 'es', 'ko', 'ja', 'zh-Hans'),
  })
}

/** Without what is put together of several characters: tag: compares them one by one. */
function tag(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return text.map((written) => written.normalize('NFKC').replace(/[\p{M}\p{Cf}]/gu, ''))
}

function randomText(atoms: readonly string[], maxLength: number): fc.Arbitrary<string> {
  const part = fc.tuple(
    fc.constantFrom(...atoms),
    fc.constantFrom(...WRITINGS),
    fc.constantFrom(...SEPARATORS),
  )
  return fc
    .array(part, { maxLength })
    .map((parts) => parts.map(([atom, write, separator]) => write(atom) + separator).join(''))
}

type Writing = (atom: string) => string

const asItIs: Writing = (atom) => atom

/** How a word may be written; most often as it is. */
const WRITINGS: readonly Writing[] = [
  ...Array<Writing>(12).fill(asItIs),
  (atom): string => atom.toUpperCase(),
  (atom): string => atom.toLowerCase(),
  (atom): string => atom.charAt(0).toUpperCase() + atom.slice(1),
  (atom): string => `${atom}s`,
  (atom): string => `${atom}는`,
  (atom): string => `${atom}으로`,
  (atom): string => atom.normalize('NFD'),
  fullWidth,
  (atom): string => atom.replace(/[a-z]/g, bold),
  (atom): string => insertInside(atom, '\u00ad'),
  (atom): string => insertInside(atom, ' '),
  (atom): string => insertInside(atom, '·'),
  (atom): string => insertInside(atom, '-'),
  (atom): string => insertInside(atom, '\u0301'),
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
