import type { Dice } from '../../../bench/rules/random.ts'
import { ENGLISH } from '../../../bench/rules/words/english.ts'
import { EUROPEAN } from '../../../bench/rules/words/european.ts'
import { JAPANESE } from '../../../bench/rules/words/japanese.ts'
import { KOREAN } from '../../../bench/rules/words/korean.ts'

/** What the rules of the year look for. */
export type Topic = 'smr' | 'fta'

/**
 * A language of the made-up ministries. In its sentences a name between braces stands for a word of that list, `#` for a
 * number; none of them can say what a topic says.
 */
export type Language = {
  readonly code: string
  /** Charsets that can write it. */
  readonly charsets: readonly string[]
  readonly words: Readonly<Record<string, readonly string[]>>
  readonly titles: readonly string[]
  readonly sentences: readonly string[]
  /** The sentence that makes a rule hit. */
  readonly topics: Readonly<Record<Topic, string>>
}

const { nouns, heads, verbs, adjectives, common, ministries, modifiers } = ENGLISH
const [french, german] = EUROPEAN

export const LANGUAGES: readonly Language[] = [
  {
    code: 'en',
    charsets: ['utf-8', 'utf-8', 'windows-1252'],
    words: { nouns, heads, verbs, adjectives, common, ministries, modifiers },
    titles: [
      'Ministry of {ministries} {verbs} {modifiers} {nouns} {heads}',
      '{modifiers} {nouns} {heads} {verbs} with a {adjectives} {common}',
      'R&D of the {modifiers} {nouns}: {heads} {verbs}',
      '{nouns} {heads} for every {common}, No. #',
    ],
    sentences: [
      'The {modifiers} {nouns} {heads} was {verbs} so that every {common} has a {adjectives} {nouns}.',
      'A {adjectives} {common} of the {heads} on the {nouns} was {verbs} on Monday in front of # guests.',
      'Officials from {ministries} {verbs} the {heads}, the {modifiers} {nouns} and # other matters.',
    ],
    topics: {
      smr: 'The visit also dealt with small modular reactors and who is to build them.',
      fta: 'Both sides came back to the free trade agreement before they left.',
    },
  },
  {
    code: 'ko',
    charsets: ['utf-8', 'utf-8', 'euc-kr'],
    words: KOREAN,
    titles: [
      '{regions} {nouns} {nouns} {heads} {heads}',
      '{nouns}부, {nouns}{heads} 제#차 {heads} 개최',
    ],
    sentences: [
      '정부는 {regions}에서 {nouns} {heads}을 {verbs} {sayings}.',
      '{nouns}부 장관은 {nouns} {heads}과 {nouns} {heads}을 #개 기관과 {verbs} {sayings}.',
      '이번 {heads}에는 {regions} {nouns} 관계자 #명이 참석하여 {nouns} {heads} 방향을 살폈다.',
    ],
    topics: {
      smr: '참석자들은 소형모듈원자로 개발 방향도 함께 살펴보았다.',
      fta: '양측은 자유무역협정 개선 방향도 함께 살펴보았다.',
    },
  },
  {
    code: 'ja',
    charsets: ['utf-8', 'utf-8', 'shift_jis', 'euc-jp'],
    words: JAPANESE,
    titles: [
      '{regions}で{nouns}{heads}の{heads}を開催',
      '{nouns}と{katakana}に関する{heads}（第#回）',
    ],
    sentences: [
      '{nouns}省は{regions}において{nouns}{heads}に関する{heads}を{verbs}。',
      '{katakana}及び{nouns}の{heads}について、{regions}の関係者#名が{verbs}。',
    ],
    topics: {
      smr: '会議では小型モジュール炉の開発についても意見を交わした。',
      fta: '双方は自由貿易協定の見直しについても意見を交わした。',
    },
  },
  {
    code: 'fr',
    charsets: ['utf-8', 'windows-1252'],
    words: {
      nouns: french?.nouns ?? [],
      adjectives: french?.adjectives ?? [],
      verbs: french?.verbs ?? [],
    },
    titles: [
      'Le ministère {verbs} : {nouns} {adjectives} et {nouns}',
      '{nouns} {adjectives} : le point sur # mesures',
    ],
    sentences: [
      'Le gouvernement {verbs} le dossier « {nouns} {adjectives} » avec # communes et son volet {nouns} {adjectives}.',
      'Selon la ministre, le volet {nouns} {verbs} aussi la question {adjectives} du dossier {nouns}.',
    ],
    topics: {
      smr: 'Il a aussi été question du petit réacteur modulaire et de son financement.',
      fta: "Les deux délégations ont reparlé de l'accord de libre-échange avant de partir.",
    },
  },
  {
    code: 'de',
    charsets: ['utf-8', 'windows-1252'],
    words: {
      nouns: german?.nouns ?? [],
      adjectives: german?.adjectives ?? [],
      verbs: german?.verbs ?? [],
    },
    titles: [
      '{nouns} und {nouns}: Ministerium {verbs} Vorhaben',
      '{adjectives} {nouns}: Bericht Nr. # liegt vor',
    ],
    sentences: [
      'Das Ministerium {verbs} in # Ländern die {adjectives} {nouns} sowie die Frage der {nouns} vor Ort.',
      'Am Montag {verbs} der Ausschuss die {adjectives} {nouns}, danach die {nouns} und die {nouns}.',
    ],
    topics: {
      smr: 'Auch der kleine modulare Reaktor kam bei dem Treffen zur Sprache.',
      fta: 'Über das Freihandelsabkommen wurde bei dem Treffen ebenfalls gesprochen.',
    },
  },
]

/** The queries of the rules. */
export const TOPIC_QUERIES: Readonly<Record<Topic, string>> = {
  smr: '"small modular reactor" OR 소형모듈원자로 OR 小型モジュール炉 OR "petit réacteur modulaire" OR "kleine modulare Reaktor"',
  fta: '"free trade agreement" OR 자유무역협정 OR 自由貿易協定 OR libre-échange OR Freihandelsabkommen',
}

/** A sentence with words of the language in its places. */
export function fill(template: string, { words }: Language, dice: Dice): string {
  return template.replace(/#|\{(\w+)\}/g, (place, list: string | undefined) =>
    list === undefined ? String(dice.between(2, 9_999)) : dice.pick(words[list] ?? [place]),
  )
}
