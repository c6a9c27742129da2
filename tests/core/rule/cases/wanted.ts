import type { MatchingCase } from './matching-case.ts'

/** Cases that the engine answers otherwise, in the language of their texts, and why the answers here are right. */
export type WantedCases = {
  readonly language: string
  readonly reason: string
  readonly cases: readonly MatchingCase[]
}

/** What the engine should answer one day. Not run; a case that is answered goes to the file of its subject. */
export const WANTED: readonly WantedCases[] = [
  {
    language: 'en',
    reason: 'a phrase never runs across the border of a table cell',
    cases: [['a bar between cells', '"free trade"', '| duty free | trade |', false]],
  },
  {
    language: 'en',
    reason: 'the points of a list are no running text, whichever sign begins them',
    cases: [
      ['a bullet between', '"free trade"', '• duty free\n• trade facilitation', false],
      ['a triangle between', '"free trade"', '‣ duty free\n‣ trade facilitation', false],
      ['an asterisk between', '"free trade"', '* duty free\n* trade facilitation', false],
    ],
  },
  {
    language: 'ko',
    reason: 'a particle may stand before a space of the rule, behind Chinese characters too',
    cases: [['a country before a particle', '"美 관세"', '美의 관세 조치', true]],
  },
  {
    language: 'ko',
    reason: 'a particle behind a closing bracket is no word, as it is none behind Latin',
    cases: [
      ['NEAR over an acronym in brackets', '업무협약 NEAR/1 체결', '업무협약(MOU)을 체결', true],
    ],
  },
  {
    language: 'en',
    reason:
      'a sign made of letters is read as its letters, as a ligature is; Korean releases write ㎿, ㎞ and ㎢',
    cases: [
      ['a unit in one sign', 'MW', 'a 1,000 ㎿ reactor', true],
      ['a number and a unit in one sign', '500MW', 'a 500㎿ reactor', true],
      ['a length in one sign', 'km', 'a tunnel of 20 ㎞', true],
      ['an area in one sign', 'km2', 'over 5 ㎢ of sea', true],
      ['a number in one sign', '"No 5"', 'Order № 5 of 2026', true],
    ],
  },
  {
    language: 'ko',
    reason:
      'a sign made of letters is read as its letters, as a ligature is; Korean releases write ㎿, ㎞ and ㎢',
    cases: [['a capacity in one sign', '140만kW', '140만㎾급 원전', true]],
  },
  {
    language: 'en',
    reason: 'ʻ is how Polynesian names are written properly, and every apostrophe counts as one',
    cases: [
      ['a letter for the apostrophe', "Hawai'i", 'Hawaiʻi', true],
      ['a letter for the apostrophe, and a possessive', "Nuku'alofa", 'Nukuʻalofa’s port', true],
    ],
  },
  {
    language: 'en',
    reason: 'initials are one name with spaces or without, as EE. UU. is one acronym',
    cases: [['initials with spaces in the rule', '"J. D. Vance"', 'J.D. Vance said', true]],
  },
  {
    language: 'en',
    reason: 'R & D is R&D in many older texts',
    cases: [['research and spaces', 'R&D', 'R & D spending', true]],
  },
  {
    language: 'en',
    reason: 'dots make no other word of Ph.D. than of U.S.',
    cases: [['a degree with dots', 'Ph.D.', 'two PhDs', true]],
  },
  {
    language: 'en',
    reason: 'an acronym is found with dots and in the plural, and so with both',
    cases: [['several of an acronym with dots', 'EV', 'ten E.V.s', true]],
  },
  {
    language: 'ko',
    reason:
      '2차 전지 is how the rules of spelling have it, and a term of four characters may hold a space',
    cases: [['a battery with a space', '2차전지', '2차 전지 소재', true]],
  },
  {
    language: 'ja',
    reason: '日韓 and 国交 are the words; the dictionary of Intl.Segmenter divides them wrongly',
    cases: [['a country over the border of two words', '韓国', '日韓国交正常化', false]],
  },
  {
    language: 'ja',
    reason:
      'a text of HTML: what stands in an rt is how the characters are read, and no part of the sentence',
    cases: [
      [
        'a reading above the characters',
        '東京都',
        '<ruby>東京<rt>とうきょう</rt></ruby>都は',
        true,
      ],
    ],
  },
  {
    language: 'ko',
    reason: 'Korean releases write ․ and ∙ as often as ·; middle dots are skipped',
    cases: [
      ['another middle dot of word processors', '한미', '한․미 정상회담', true],
      ['a middle dot of mathematics', '한미', '한∙미 정상회담', true],
      ['a term over such dots', '자유무역협정', '자유․무역․협정을', true],
    ],
  },
  {
    language: 'ko',
    reason: '키로 is 하기로 in short, and headlines hardly know another form',
    cases: [
      ['an intention in short', '투자', '대미투자키로 했다', true],
      ['an intention of two in short', '협력', '상호협력키로 했다', true],
    ],
  },
  {
    language: 'ko',
    reason: '이란 behind a noun is the particle of a definition',
    cases: [
      ['a definition that sounds like a country', '이란', 'SMR이란 무엇인가', false],
      ['the same behind Hangul', '이란', '원전이란 무엇인가', false],
    ],
  },
  {
    language: 'ko',
    reason: 'a particle may stand before a space of the rule, behind a sign too',
    cases: [
      ['a phrase over a sign and a particle', '"15% 관세"', '15%의 관세를 부과', true],
      ['a sign and an object', '"50% 감축"', '50%를 감축', true],
    ],
  },
  {
    language: 'ko',
    reason: '3500억 달러 is how the rules of spelling have it',
    cases: [['an amount with a space', '3500억달러', '3500억 달러를 투자', true]],
  },
  {
    language: 'ko',
    reason: 'the eojeol divides better in a way that cuts through the term, which a lexicon knows',
    cases: [
      ['a country in a phase', '중국', '집중국면에', false],
      ['an economy in an environment', '경제', '환경제도', false],
      ['a city under a government', '부산', '정부산하 기관', false],
    ],
  },
  {
    language: 'zh-CN',
    reason:
      'the dictionary of Intl.Segmenter takes the name apart; the alert is for another country',
    cases: [['India in Indonesia', '印度', '印度尼西亚总统', false]],
  },
  {
    language: 'zh-CN',
    reason: 'another country; three characters are found anywhere',
    cases: [['Russia in Belarus', '俄罗斯', '白俄罗斯总统', false]],
  },
  {
    language: 'en',
    reason: 'two hyphens are the long dash of a typewriter, which parts',
    cases: [
      ['two hyphens for a dash', '"trade deal"', 'on trade--deal makers said', false],
      ['two hyphens with spaces', '"trade deal"', 'on trade -- deal makers said', false],
    ],
  },
  {
    language: 'en',
    reason: 'a small s behind a capital is a plural, as in SMRs',
    cases: [['several of a kind with a capital', 'F-35A', 'ten F-35As', true]],
  },
  {
    language: 'en',
    reason: 'letters with dots are one name with spaces or without, as EE. UU. is',
    cases: [['dots and a space', 'US', 'U. S. officials', true]],
  },
  {
    language: 'en',
    reason: 'the mark of a note parts nothing, raised or in brackets',
    cases: [
      ['the mark of a note in brackets within a phrase', '"free trade"', 'free[1] trade', true],
    ],
  },
  {
    language: 'en',
    reason: 'the full stop of an abbreviation ends no sentence',
    cases: [
      ['a federal register', '"Fed Reg"', '91 Fed. Reg. 1234', true],
      ['an ambassador', '"Amb Goldberg"', 'Amb. Goldberg', true],
      ['a general of a brigade', '"Brig Gen"', 'Brig. Gen. Kim', true],
      ['an honourable member', '"Rt Hon"', 'the Rt. Hon. Kim', true],
      ['several paragraphs', '"paras 5"', 'paras. 5 and 6', true],
    ],
  },
  {
    language: 'de',
    reason: 'the full stop of an abbreviation ends no sentence',
    cases: [
      ['a printed paper in short', '"BT-Drs 20/1"', 'auf BT-Drs. 20/1', true],
      ['a number in short', '"Ziff 3"', 'nach Ziff. 3', true],
    ],
  },
  {
    language: 'es',
    reason: 'the full stop of an abbreviation ends no sentence',
    cases: [['a title of a woman', '"Dña Ana"', 'Dña. Ana', true]],
  },
  {
    language: 'de',
    reason: 'the genitive of Rat is Rats or Rates, of which one is found',
    cases: [['a genitive', 'Rat', 'ein Beschluss des Rats', true]],
  },
  {
    language: 'de',
    reason: 'the name of an institution or a raw material is lost in every case but one',
    cases: [
      ['an adjective of a country', '"Deutscher Bundestag"', 'des Deutschen Bundestages', true],
      ['an adjective without a suffix', '"seltene Erden"', 'der Export seltener Erden', true],
    ],
  },
  {
    language: 'en',
    reason: 'a text of HTML: TM raised is the sign ™',
    cases: [['a raised trade mark in letters', 'SMR', 'the SMR<sup>TM</sup> design', true]],
  },
  {
    language: 'en',
    reason: 'a text of HTML: a raised letter behind an acronym is the mark of a note',
    cases: [['a raised letter of a note', 'SMR', 'the SMR<sup>a</sup> design', true]],
  },
  {
    language: 'en',
    reason: 'a number and its unit are written with a space or without, and mean the same',
    cases: [
      ['an amount of power written solid', '"1.4 GW"', 'a 1.4GW plant', true],
      ['an amount of power written apart', '5GW', 'a 5 GW plant', true],
      ['a distance written solid', '"10 km"', 'within 10km', true],
      ['an amount of money written apart', '3bn', 'a $3 bn fund', true],
    ],
  },
  {
    language: 'ko',
    reason: 'a unit behind a number is a word of its own, and Korean releases write it solid',
    cases: [['a unit written solid', 'GW', '해상풍력 10GW급 단지', true]],
  },
]
