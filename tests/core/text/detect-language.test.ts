import { describe, expect, test } from 'vitest'
import { detectLanguage } from '../../../src/core/text/detect-language.ts'
import { LATIN_SAMPLES, SCRIPT_SAMPLES, UNSURE_SAMPLES } from './language-samples.ts'

describe('the language of a text', () => {
  test.each(LATIN_SAMPLES)('is %s for this %s by its words: %s', (language, _kind, text) => {
    expect(detectLanguage(text)).toMatchObject({ language, by: 'words', script: 'Latin' })
  })

  test.each(SCRIPT_SAMPLES)(
    'is %s for this %s in letters of its own: %s',
    (language, _kind, text) => {
      expect(detectLanguage(text).language).toBe(language)
    },
  )

  test.each(UNSURE_SAMPLES)('is left unknown for “%s”', (text) => {
    expect(detectLanguage(text).language).toBeNull()
  })

  test.each([
    ['ko', '한국', 'names in Latin letters outweigh a few syllables', 'Harbour Nuclear Services'],
    [
      'en',
      'The ministry (산업통상자원부) said on Monday that it will help.',
      'a name in brackets',
      '',
    ],
    ['ja', 'トヨタ、EV battery plant in Ohioを拡張', 'a headline with English words', ''],
    ['ru', 'Министерство подписало меморандум с OECD и NuScale, сообщили вы', 'acronyms', ''],
  ])('is %s for “%s”, whatever is mixed in (%s)', (language, text) => {
    expect(detectLanguage(text).language).toBe(language)
  })

  test('is that of the text, not of its links', () => {
    const link = 'https://www.example.org/la/les/des/une/est/dans/pour/que/qui/sur'

    expect(detectLanguage(`${link} ${link} Steel`).language).toBeNull()
  })

  test.each([
    ['without spaces', '会'.repeat(500_000)],
    ['of open brackets', '('.repeat(500_000)],
    ['of at signs', '@'.repeat(500_000)],
    ['of broken characters', '\ud800'.repeat(500_000)],
  ])('is looked for in the beginning of a huge text %s', (_name, text) => {
    expect(() => detectLanguage(text)).not.toThrow()
  })
})
