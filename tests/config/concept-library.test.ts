import { describe, expect, test } from 'vitest'
import {
  findConcept,
  type LibraryConcept,
  parseLibraryFile,
  readConceptLibrary,
  readConceptsFor,
} from '../../src/config/concept-library.ts'
import { nameOfTerm } from '../../src/config/name-of-term.ts'
import { hitsOf, isGuarded, isOnlyNear, termsIn } from './hold-concept.ts'

/** The shipped concepts themselves: what their sentences hit, and that every term can be found and says its language. */

const concepts = readConceptLibrary()
const named = concepts.map((concept) => [concept.name, concept] as const)

test('there are concepts of several domains', () => {
  expect(concepts.length).toBeGreaterThanOrEqual(55)
  expect(new Set(concepts.map(({ domain }) => domain)).size).toBeGreaterThanOrEqual(7)
})

test('all are read where none is called as somebody wrote', () => {
  expect(readConceptsFor('smal-modular-reactors')).toEqual(concepts)
})

describe.each(named)('the concept %s', (_, concept) => {
  test('is the same when it is read alone, by each of its names', () => {
    const read = [concept.name, ...concept.aliases].map(readConceptsFor)

    expect(read).toEqual(read.map(() => [concept]))
  })

  const terms = [...new Set(concept.terms.map(({ text }) => text))]

  test('hits each of its sentences by a term of the language of the sentence', () => {
    const missed = concept.examples.matches.filter(
      (example) => hitsOf(termsIn(concept, example.language), example).length === 0,
    )

    expect(missed).toEqual([])
  })

  test('hits each of its sentences where the language of an item is unknown', () => {
    const missed = concept.examples.matches.filter(
      ({ text }) => hitsOf(terms, { text, language: null }).length === 0,
    )

    expect(missed).toEqual([])
  })

  test('hits none of the sentences that it must ignore', () => {
    const hit = concept.examples.ignores.map((example) => [example.text, hitsOf(terms, example)])

    expect(hit.filter(([, spans]) => spans?.length !== 0)).toEqual([])
    expect(hit.length).toBeGreaterThan(0)
  })

  test('has a sentence for each of its languages', () => {
    const shown = new Set(concept.examples.matches.map(({ language }) => language))

    expect(concept.languages.filter((language) => !shown.has(language))).toEqual([])
  })

  test('has a sentence to ignore for each of its languages', () => {
    const shown = new Set(concept.examples.ignores.map(({ language }) => language))

    expect(concept.languages.filter((language) => !shown.has(language))).toEqual([])
  })

  test('has terms that are found where they stand by themselves', () => {
    const lost = concept.terms.filter(
      ({ text, language }) =>
        !isOnlyNear(text) &&
        hitsOf([text], { text: wordsOf(text), language: language === 'any' ? 'en' : language })
          .length === 0,
    )

    expect(lost).toEqual([])
  })

  test('holds no term twice in a language', () => {
    const folded = concept.terms.map(({ text, language }) => `${language}: ${fold(text)}`)
    const shared = folded.flatMap((term) => term.match(/(?<=^any: ).*/) ?? [])

    expect(folded.filter((term, index) => folded.indexOf(term) !== index)).toEqual([])
    expect(
      concept.terms.filter(
        ({ text, language }) => language !== 'any' && shared.includes(fold(text)),
      ),
    ).toEqual([])
  })

  test('holds no term that is found wherever another of its language is', () => {
    const idle = concept.terms.filter((term) =>
      concept.terms.some((other) => other !== term && isCovered(term, other)),
    )

    expect(idle).toEqual([])
  })

  test('writes each term in the script of its language', () => {
    const strange = concept.terms.filter(
      ({ text, language }) => !SCRIPTS[language].test(wordsOf(text)),
    )

    expect(strange).toEqual([])
  })

  test('guards its acronyms that mean something else as well', () => {
    const bare = concept.terms.filter(({ text }) => AMBIGUOUS.has(text))

    expect(bare).toEqual([])
  })
})

const LATIN = /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}]+$/u

const SCRIPTS: Readonly<Record<LibraryConcept['terms'][number]['language'], RegExp>> = {
  any: LATIN,
  en: LATIN,
  fr: LATIN,
  de: LATIN,
  es: LATIN,
  ko: /^[\p{Script=Hangul}\p{Script=Latin}\p{N}\p{P}\p{Zs}]*\p{Script=Hangul}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  zh: /^[\p{Script=Han}\p{Script=Latin}\p{N}\p{P}]*\p{Script=Han}[\p{Script=Han}\p{P}]*$/u,
}

/** Short acronyms that ministries use in more than one sense. */
const AMBIGUOUS: ReadonlySet<string> = new Set(
  'AGI AI AML AMR ASF CCS CEPA ESS ETS EV FDI FTA HBM IA IP IPCC KI NDC NPT SAF SMR TBT TPP UAS WTO'.split(
    ' ',
  ),
)

/** A term without the signs of the rule language and without its guard. */
function wordsOf(term: string): string {
  return nameOfTerm(term).replace(/[*="()]/g, '')
}

/** What a term asks for. Only exact terms and acronyms tell capitals from small letters, so `NATO` is not `=Nato`. */
function fold(term: string): string {
  const words = wordsOf(term)
  if (term.startsWith('=')) return `=${words}`
  if (/^[A-Z]{2,4}$/.test(words)) return words
  return words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '')
}

type Term = LibraryConcept['terms'][number]

/** The parts of a word with a hyphen are found where the joined word is not, so such a term is never idle. */
function isCovered({ text, language }: Term, other: Term): boolean {
  if (isGuarded(text) || isGuarded(other.text) || text.includes('-')) return false
  if (language === 'any' || other.language !== language) return false
  return hitsOf([other.text], { text: wordsOf(text), language }).length > 0
}

describe('a shipped concept', () => {
  test('is found by its name and by its other names', () => {
    expect(findConcept('smr', concepts)).toBe(findConcept('small-modular-reactors', concepts))
    expect(findConcept('smr', concepts)).not.toBeNull()
    expect(findConcept('smrs', concepts)).toBeNull()
  })

  test('holds its terms by language, those of all languages first', () => {
    const languages = findConcept('smr', concepts)?.terms.map(({ language }) => language) ?? []

    expect([...new Set(languages)]).toEqual(['any', 'en', 'ko', 'ja', 'zh', 'fr', 'de', 'es'])
  })
})

describe('a damaged file of concepts', () => {
  const sound = {
    title: 'T',
    about: 'A.',
    terms: { en: ['tea'] },
    examples: { matches: { en: ['Tea.'] }, ignores: { en: ['Coffee.'] } },
  }

  test.each([
    ['an unknown language', { ...sound, terms: { xx: ['tea'] } }, /xx/],
    ['a list of terms that is empty', { ...sound, terms: { en: [] } }, /terms\.en/],
    ['a key that nothing knows', { ...sound, term: {} }, /term/],
    ['no sentence about what belongs', { ...sound, about: undefined }, /about/],
    ['a term that is no text', { ...sound, terms: { en: [5] } }, /terms\.en\[0\]/],
  ])('with %s is refused by the name of the file and the place', (_, concept, place) => {
    const text = JSON.stringify({ title: 'Drinks', concepts: { tea: concept } })

    expect(() => parseLibraryFile(text, 'drinks.yaml')).toThrow(place)
    expect(() => parseLibraryFile(text, 'drinks.yaml')).toThrow(/^concepts\/drinks\.yaml/)
  })

  test('may be sound', () => {
    const text = JSON.stringify({ title: 'Drinks', concepts: { tea: sound } })

    expect(parseLibraryFile(text, 'drinks.yaml')).toMatchObject([
      { name: 'tea', domain: 'Drinks', languages: ['en'], aliases: [] },
    ])
  })
})
