/**
 * Items such as ministries publish: a title and some 3,000 characters. Each has a few subjects, firms, people and
 * places that come back through its text, as in real releases, and much that is named once.
 */

import type { MatchDocument } from '../../src/core/rule/match-document.ts'
import { type Dice, diceOf, seedOf } from './random.ts'
import {
  acronymAt,
  derivedWordAt,
  firmAt,
  japaneseAt,
  koreanAt,
  koreanPersonAt,
  LAST_RANK,
  nounWithAdjective,
  personAt,
  placeAt,
  subjectAt,
} from './things.ts'
import { ENGLISH } from './words/english.ts'
import { ENGLISH_SENTENCES, ENGLISH_TITLES } from './words/english-sentences.ts'
import { EUROPEAN, type EuropeanWords } from './words/european.ts'
import { JAPANESE } from './words/japanese.ts'
import { KOREAN } from './words/korean.ts'

const TEXT_LENGTH = 3000

/** Of a hundred items. */
const LANGUAGES = { en: 70, ko: 15, ja: 8, fr: 3, de: 2, es: 2 } as const

type Language = keyof typeof LANGUAGES
type Sentence = (dice: Dice) => string
type Writer = { readonly title: Sentence; readonly sentence: Sentence }

/** So many items. Any beginning of the list has about the mix of languages of the whole. */
export function generateItems(count: number, seed: number): readonly MatchDocument[] {
  const written: Record<Language, number> = { en: 0, ko: 0, ja: 0, fr: 0, de: 0, es: 0 }
  return Array.from({ length: count }, (_, index) => {
    const language = mostOverdue(written, index + 1)
    written[language] += 1
    return generateItem(language, diceOf(seedOf(`item ${seed}`, index)))
  })
}

function mostOverdue(written: Readonly<Record<Language, number>>, total: number): Language {
  const debt = (language: Language): number =>
    (LANGUAGES[language] * total) / 100 - written[language]
  const languages: readonly Language[] = ['en', 'ko', 'ja', 'fr', 'de', 'es']
  return languages.reduce((most, language) => (debt(language) > debt(most) ? language : most))
}

function generateItem(language: Language, dice: Dice): MatchDocument {
  const writer = writerOf(language, dice)
  const paragraphs: string[] = []
  for (let length = 0; length < TEXT_LENGTH; length += paragraphs.at(-1)?.length ?? 0) {
    const sentences = Array.from({ length: dice.between(2, 5) }, () => writer.sentence(dice))
    paragraphs.push(sentences.join(language === 'ja' ? '' : ' '))
  }
  return {
    title: writer.title(dice),
    text: paragraphs.join('\n\n'),
    source: ['ministry', 'Ministry, press releases'],
    tags: ['press'],
    authors: [],
    url: `https://ministry.example/release/${dice.below(LAST_RANK)}`,
    language,
  }
}

function writerOf(language: Language, dice: Dice): Writer {
  if (language === 'en') return englishWriter(dice)
  if (language === 'ko') return koreanWriter(dice)
  if (language === 'ja') return japaneseWriter(dice)
  return europeanWriter(EUROPEAN.find(({ code }) => code === language) ?? EUROPEAN[0], dice)
}

function englishWriter(dice: Dice): Writer {
  const subjects = someOf(dice, 4, subjectAt)
  const firms = someOf(dice, 3, firmAt)
  const people = someOf(dice, 3, personAt)
  const places = someOf(dice, 5, placeAt)
  const acronyms = someOf(dice, 3, acronymAt)
  const fill: Readonly<Record<string, Sentence>> = {
    S: (d) => d.pickEarly(subjects),
    s: (d) => subjectAt(anyRank(d)),
    F: (d) => d.pickEarly(firms),
    P: (d) => d.pickEarly(people),
    L: (d) => (d.chance(0.5) ? d.pickEarly(places) : placeAt(anyRank(d))),
    M: (d) => d.pickEarly(ENGLISH.ministries),
    A: (d) => d.pickEarly(acronyms),
    v: (d) => d.pickEarly(ENGLISH.verbs),
    a: (d) => d.pickEarly(ENGLISH.adjectives),
    n: (d) => d.pickEarly(ENGLISH.common),
    N: (d) => d.pickEarly(ENGLISH.nouns),
    w: (d) => derivedWordAt(anyRank(d)),
    '#': (d) => String(d.rank(2, 3000)),
    d: (d) => d.pick(ENGLISH.months),
  }
  const write = (template: string, d: Dice): string =>
    template.replace(/\{(.)\}/g, (_, sign: string) => fill[sign]?.(d) ?? sign)
  return {
    title: (d) => write(d.pick(ENGLISH_TITLES), d),
    sentence: (d) => write(d.pick(ENGLISH_SENTENCES), d),
  }
}

function koreanWriter(dice: Dice): Writer {
  const subjects = someOf(dice, 4, koreanAt)
  const people = someOf(dice, 2, koreanPersonAt)
  const acronyms = someOf(dice, 2, acronymAt)
  const subject: Sentence = (d) => d.pickEarly(subjects)
  // compounds are written solid as often as not
  const other: Sentence = (d) =>
    d.chance(0.3) ? koreanAt(anyRank(d)).replace(' ', '') : koreanAt(anyRank(d))
  const object: Sentence = (d) => d.pickEarly(KOREAN.object)
  const topic: Sentence = (d) => d.pick(KOREAN.topic)
  const end: Sentence = (d) => `${d.pick(KOREAN.verbs)} ${d.pick(KOREAN.sayings)}.`
  const sentences: readonly Sentence[] = [
    (d): string =>
      `${d.pick(KOREAN.nouns)}부${topic(d)} ${subject(d)}${object(d)} ${other(d)}${object(d)} ${end(d)}`,
    (d): string =>
      `${d.pick(people)} 장관은 ${d.pick(KOREAN.regions)}에서 ${subject(d)}${object(d)} ${end(d)}`,
    (d): string =>
      `${d.pick(KOREAN.regions)} 지역의 ${other(d)}${topic(d)} ${d.rank(2, 3000)}억 원 규모로 ${subject(d)}${object(d)} ${end(d)}`,
    (d): string =>
      `${d.pick(acronyms)}${topic(d)} ${subject(d)} 및 ${other(d)}${object(d)} ${end(d)}`,
    (d): string =>
      `${d.between(1, 12)}월 ${d.between(1, 30)}일 ${d.pick(KOREAN.regions)}시는 ${d.pick(KOREAN.nouns)} ${d.pick(KOREAN.heads)}${object(d)} 위해 ${other(d)}${object(d)} ${end(d)}`,
  ]
  return { title: (d) => `${subject(d)}, ${other(d)}`, sentence: (d) => d.pick(sentences)(d) }
}

function japaneseWriter(dice: Dice): Writer {
  const subjects = someOf(dice, 4, japaneseAt)
  const acronyms = someOf(dice, 2, acronymAt)
  const subject: Sentence = (d) => d.pickEarly(subjects)
  const other: Sentence = (d) => japaneseAt(anyRank(d))
  const end: Sentence = (d) => `${d.pick(JAPANESE.verbs)}。`
  const sentences: readonly Sentence[] = [
    (d): string => `${d.pick(JAPANESE.nouns)}省は${subject(d)}について${other(d)}を${end(d)}`,
    (d): string =>
      `${d.pick(JAPANESE.regions)}では${subject(d)}と${other(d)}の${d.pick(JAPANESE.heads)}を${end(d)}`,
    (d): string =>
      `政府は${d.between(1, 12)}月${d.between(1, 30)}日、${other(d)}に${d.rank(2, 3000)}億円を投じ、${subject(d)}を${end(d)}`,
    (d): string =>
      `${d.pick(acronyms)}と${d.pick(JAPANESE.katakana)}の${d.pick(JAPANESE.heads)}も${end(d)}`,
  ]
  return {
    title: (d) => `${subject(d)}の${d.pick(JAPANESE.heads)}`,
    sentence: (d) => d.pick(sentences)(d),
  }
}

function europeanWriter(words: EuropeanWords | undefined, dice: Dice): Writer {
  if (words === undefined) throw new RangeError('no such language')
  const firms = someOf(dice, 2, firmAt)
  const places = someOf(dice, 3, placeAt)
  const fill: Readonly<Record<string, Sentence>> = {
    N: (d) => d.pickEarly(words.nouns),
    A: (d) => d.pickEarly(words.adjectives),
    V: (d) => d.pick(words.verbs),
    C: (d) => d.pickEarly(firms),
    P: (d) => d.pickEarly(places),
    '#': (d) => String(d.rank(2, 3000)),
  }
  const sentence: Sentence = (d) =>
    d.pick(words.sentences).replace(/\b[NAVCP]\b|#/g, (sign) => fill[sign]?.(d) ?? sign)
  return { title: (d) => nounWithAdjective(words, d), sentence }
}

function someOf(dice: Dice, count: number, thingAt: (rank: number) => string): readonly string[] {
  return Array.from({ length: count }, () => thingAt(anyRank(dice)))
}

const anyRank = (dice: Dice): number => dice.rank(1, LAST_RANK)
