import type { MatchingCase } from './matching-case.ts'

/** A case that the engine answers otherwise, in the language of its text, and why the answer here is right. */
export type WantedCase = {
  readonly language: string
  readonly wanted: MatchingCase
  readonly reason: string
}

const POINTS = 'the points of a list are no running text, whichever sign begins them'

const ONE_SIGN =
  'a sign made of letters is read as its letters, as a ligature is; Korean releases write ㎿, ㎞ and ㎢'

/** What the engine should answer one day. Not run; a case that is answered goes to the file of its subject. */
export const WANTED: readonly WantedCase[] = [
  {
    language: 'en',
    wanted: ['a bar between cells', '"free trade"', '| duty free | trade |', false],
    reason: 'a phrase never runs across the border of a table cell',
  },
  {
    language: 'en',
    wanted: ['a bullet between', '"free trade"', '• duty free\n• trade facilitation', false],
    reason: POINTS,
  },
  {
    language: 'en',
    wanted: ['a triangle between', '"free trade"', '‣ duty free\n‣ trade facilitation', false],
    reason: POINTS,
  },
  {
    language: 'en',
    wanted: ['an asterisk between', '"free trade"', '* duty free\n* trade facilitation', false],
    reason: POINTS,
  },
  {
    language: 'ko',
    wanted: ['a country before a particle', '"美 관세"', '美의 관세 조치', true],
    reason: 'a particle may stand before a space of the rule, behind Chinese characters too',
  },
  {
    language: 'ko',
    wanted: [
      'NEAR over an acronym in brackets',
      '업무협약 NEAR/1 체결',
      '업무협약(MOU)을 체결',
      true,
    ],
    reason: 'a particle behind a closing bracket is no word, as it is none behind Latin',
  },
  {
    language: 'en',
    wanted: ['a unit in one sign', 'MW', 'a 1,000 ㎿ reactor', true],
    reason: ONE_SIGN,
  },
  {
    language: 'en',
    wanted: ['a number and a unit in one sign', '500MW', 'a 500㎿ reactor', true],
    reason: ONE_SIGN,
  },
  {
    language: 'en',
    wanted: ['a length in one sign', 'km', 'a tunnel of 20 ㎞', true],
    reason: ONE_SIGN,
  },
  {
    language: 'en',
    wanted: ['an area in one sign', 'km2', 'over 5 ㎢ of sea', true],
    reason: ONE_SIGN,
  },
  {
    language: 'en',
    wanted: ['a number in one sign', '"No 5"', 'Order № 5 of 2026', true],
    reason: ONE_SIGN,
  },
  {
    language: 'ko',
    wanted: ['a capacity in one sign', '140만kW', '140만㎾급 원전', true],
    reason: ONE_SIGN,
  },
  {
    language: 'en',
    wanted: ['a letter for the apostrophe', "Hawai'i", 'Hawaiʻi', true],
    reason: 'ʻ is how Polynesian names are written properly, and every apostrophe counts as one',
  },
  {
    language: 'en',
    wanted: [
      'a letter for the apostrophe, and a possessive',
      "Nuku'alofa",
      'Nukuʻalofa’s port',
      true,
    ],
    reason: 'ʻ is how Polynesian names are written properly, and every apostrophe counts as one',
  },
  {
    language: 'en',
    wanted: ['initials with spaces in the rule', '"J. D. Vance"', 'J.D. Vance said', true],
    reason: 'initials are one name with spaces or without, as EE. UU. is one acronym',
  },
  {
    language: 'en',
    wanted: ['research and spaces', 'R&D', 'R & D spending', true],
    reason: 'R & D is R&D in many older texts',
  },
  {
    language: 'en',
    wanted: ['a degree with dots', 'Ph.D.', 'two PhDs', true],
    reason: 'dots make no other word of Ph.D. than of U.S.',
  },
  {
    language: 'en',
    wanted: ['several of an acronym with dots', 'EV', 'ten E.V.s', true],
    reason: 'an acronym is found with dots and in the plural, and so with both',
  },
  {
    language: 'ko',
    wanted: ['a battery with a space', '2차전지', '2차 전지 소재', true],
    reason:
      '2차 전지 is how the rules of spelling have it, and a term of four characters may hold a space',
  },
  {
    language: 'ja',
    wanted: ['a country over the border of two words', '韓国', '日韓国交正常化', false],
    reason: '日韓 and 国交 are the words; the dictionary of Intl.Segmenter divides them wrongly',
  },
  {
    language: 'ja',
    wanted: [
      'a reading above the characters',
      '東京都',
      '<ruby>東京<rt>とうきょう</rt></ruby>都は',
      true,
    ],
    reason:
      'a text of HTML: what stands in an rt is how the characters are read, and no part of the sentence',
  },
]

/** What should be refused, or be refused at another place: ⟦ and ⟧ stand around where the first error should point. */
export type WantedError = {
  readonly code: string
  readonly marked: string
  readonly reason: string
}

const LIKE_AN_OPERATOR = 'what begins like an operator and goes on wrongly is never a word'

export const WANTED_ERRORS: readonly WantedError[] = [
  { code: 'malformed-operator', marked: 'korea ⟦NEAR3/⟧ japan', reason: LIKE_AN_OPERATOR },
  { code: 'malformed-operator', marked: 'korea ⟦NOTNEAR/3⟧ japan', reason: LIKE_AN_OPERATOR },
  { code: 'malformed-operator', marked: 'korea ⟦NOT-NEAR/3⟧ japan', reason: LIKE_AN_OPERATOR },
  { code: 'unknown-operator', marked: 'korea ⟦AND/OR⟧ japan', reason: LIKE_AN_OPERATOR },
  {
    code: 'unknown-operator',
    marked: 'korea ⟦WITHIN/5⟧ japan',
    reason: 'other services spell NEAR like this; read as words it asks for a 5 in the text',
  },
  {
    code: 'unknown-operator',
    marked: 'korea ⟦N/5⟧ japan',
    reason: 'other services spell NEAR like this; read as words it asks for a 5 in the text',
  },
  {
    code: 'unclosed-quote',
    marked: '(korea OR ⟦"⟧free trade) AND smr',
    reason: 'the quote has swallowed the parenthesis, which is closed where it should be',
  },
]
