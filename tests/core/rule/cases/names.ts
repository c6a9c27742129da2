import type { MatchingCase } from './matching-case.ts'

/** Names of people and places, whose hyphens, apostrophes and accents every newsroom sets otherwise. */
export const ROMANISED_NAMES: readonly MatchingCase[] = [
  ['a hyphen', '"Lee Jae-myung"', 'President Lee Jae-myung said', true],
  ['a no-break hyphen', '"Lee Jae-myung"', 'President Lee Jae\u2011myung said', true],
  ['a space for the hyphen', '"Lee Jae-myung"', 'President Lee Jae Myung said', true],
  ['nothing for the hyphen', '"Lee Jae-myung"', 'President Lee Jaemyung said', true],
  ['a hyphen for nothing', '"Lee Jaemyung"', 'President Lee Jae-myung said', true],
  ['a space for nothing', '"Lee Jaemyung"', 'President Lee Jae Myung said', false],
  ['a family name in capitals', '"Lee Jae-myung"', 'President LEE Jae-Myung said', true],
  ['a comma behind the family name', '"Lee Jae-myung"', 'Lee, Jae-myung (President)', true],
  ['the family name last', '"Lee Jae-myung"', 'Jae-myung Lee said', false],
  ['the family name last, and NEAR', 'Lee NEAR/0 Jae-myung', 'Jae-myung Lee said', true],
  ['the family name alone', '"Lee Jae-myung"', 'Mr. Lee said', false],
  ['a line end within', '"Lee Jae-myung"', 'President Lee\nJae-myung said', true],
  ['a line end at the hyphen', '"Lee Jae-myung"', 'President Lee Jae-\nmyung said', true],
  ['a possessive', '"Lee Jae-myung"', 'Lee Jae-myung’s visit', true],
  ['a name that begins with a verb', '"Ban Ki-moon"', 'a ban on Ki-moon', false],
  ['a name that ends like an acronym', 'UN', 'Kim Jong Un', false],
  ['a name that ends like an acronym behind a hyphen', 'UN', 'Kim Jong-un', false],
  ['a whole name that ends like an acronym', '"Kim Jong Un"', 'Kim Jong-un', true],
  ['a province', 'Jeju', 'Jeju-do Province', true],
  ['a province written solid in the rule', 'Gyeongsangbukdo', 'Gyeongsangbuk-do', true],
  ['an inhabitant', 'Korea', 'Koreans abroad', false],
  ['an adjective', 'Singapore', 'the Singaporean side', false],
  ['an adjective behind a prefix', 'Korean', 'non-Korean firms', true],
  ['two countries with a dash', '"Korea US"', 'the Korea–US alliance', true],
  ['a zero-width space within', 'Singapore', 'to Singa\u200bpore', true],
]

export const ACCENTED_NAMES: readonly MatchingCase[] = [
  ['an accent in the text', 'Sanchez', 'Pedro Sánchez', true],
  ['an accent in the rule', 'Sánchez', 'Pedro Sanchez', true],
  ['a decomposed accent', 'Sánchez', 'Pedro Sa\u0301nchez', true],
  ['a breve', 'Erdogan', 'President Erdoğan’s visit', true],
  ['a stroke and a tail', 'Walesa', 'Lech Wałęsa', true],
  ['a stroke in capitals', 'Lodz', 'ŁÓDŹ', true],
  ['two accents on one letter', '"Da Nang"', 'in Đà Nẵng', true],
  ['a ring', 'Angstrom', 'Ms Ångström', true],
  ['accents in a phrase', '"Sao Tome and Principe"', 'São Tomé and Príncipe', true],
  ['a name that was changed', 'Turkey', 'in Türkiye', false],
  ['a name without its dots', 'Türkiye', 'in Turkiye', true],
  ['an exact name without its accent', '=Sánchez', 'Pedro Sanchez', false],
  ['an exact name in capitals', '=Macron', 'MACRON said', false],
]

export const NAMES_WITH_APOSTROPHES: readonly MatchingCase[] = [
  ['a curly apostrophe', '"Côte d\'Ivoire"', 'CÔTE D’IVOIRE', true],
  ['no accent and a straight apostrophe', '"Côte d’Ivoire"', "Cote d'Ivoire", true],
  ['a part of such a name', 'Ivoire', 'Côte d’Ivoire', true],
  ['a name written solid in the text', "N'Djamena", 'in Ndjamena', true],
  ['a name written solid in the rule', 'Hawaii', 'Hawai’i', true],
  ['a name in -s and a possessive', 'Philippines', 'the Philippines’ coast', true],
  ['a name in -s and a full possessive', 'Wales', 'Wales’s ports', true],
  ['animals that sound like it', 'Wales', 'whales', false],
]

export const TITLED_NAMES: readonly MatchingCase[] = [
  ['a title with a full stop', '"Mr Lee"', 'Mr. Lee said', true],
  ['two ranks with full stops', '"Lt Col Smith"', 'Lt. Col. Smith said', true],
  ['a saint', '"St Petersburg"', 'in St. Petersburg', true],
  ['initials with full stops', '"JD Vance"', 'J.D. Vance said', true],
  ['a title and a name between', '"Rep. Kim"', 'Rep. Young Kim said', false],
  ['small words in a name', '"von der Leyen"', 'Ursula von der Leyen’s plan', true],
  ['small words with hyphens', '"von der Leyen"', 'the von-der-Leyen Commission', true],
  ['an article of Arabic', 'Sisi', 'President el-Sisi', true],
  ['another article of Arabic', '"el-Sisi"', 'President al-Sisi', false],
  ['the second of two family names', 'Jones', 'Minister Smith-Jones', true],
]
