import { describe, expect, test } from 'vitest'
import {
  ENGLISH_ACRONYMS,
  ENGLISH_OPERATORS,
  ENGLISH_PHRASES,
  ENGLISH_WILDCARDS,
  ENGLISH_WORDS,
} from './cases/english.ts'
import { KOREAN } from './cases/korean.ts'
import {
  CHINESE,
  FRENCH,
  GERMAN,
  JAPANESE,
  OTHER_SCRIPTS,
  SPANISH,
} from './cases/other-languages.ts'
import { holds } from './hold-rule.ts'

describe.each([
  ['English words', 'en', ENGLISH_WORDS],
  ['English acronyms', 'en', ENGLISH_ACRONYMS],
  ['English phrases', 'en', ENGLISH_PHRASES],
  ['operators', 'en', ENGLISH_OPERATORS],
  ['wildcards and exactness', 'en', ENGLISH_WILDCARDS],
  ['Korean', 'ko', KOREAN],
  ['Japanese', 'ja', JAPANESE],
  ['Chinese', 'zh-Hans', CHINESE],
  ['French', 'fr', FRENCH],
  ['German', 'de-AT', GERMAN],
  ['Spanish', 'es', SPANISH],
  ['other scripts', null, OTHER_SCRIPTS],
])('in %s', (_, language, cases) => {
  test.each(cases)('%s: %s', (_name, rule, text, expected) => {
    expect(holds(rule, { text, language })).toBe(expected)
  })
})
