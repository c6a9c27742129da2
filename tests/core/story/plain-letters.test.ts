import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainLettersOf } from '../../../src/core/story/plain-letters.ts'
import { storyWordsOf } from '../../../src/core/story/story-words.ts'

/** What words of any text are together, the long way. */
const lettersOf = (text: string): string => storyWordsOf(text).join('')

/** Texts of which the short way says something else than the long one. */
const listWrong = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => (plainLettersOf(text) ?? lettersOf(text)) !== lettersOf(text))

const UNITS: readonly string[] = Array.from({ length: 0x10000 }, (_, unit) =>
  String.fromCharCode(unit),
)

describe('the letters of a plain text', () => {
  it.each([
    ['English', 'The Ministry signed 3 deals: “Ｆree trade”…', 'theministrysigned3dealsfreetrade'],
    ['accents', 'Élections à São Paulo', 'électionsàsãopaulo'],
    ['Korean', '산업부, 소형 모듈 원자로 지원', '산업부소형모듈원자로지원'],
    ['Japanese', '日本の「経済」政策', '日本の経済政策'],
  ])('are what its words are together: %s', (_what, text, letters) => {
    expect(plainLettersOf(text)).toBe(letters)
  })

  it.each([
    ['a mark that joins the letter before it', 'Poke\u0301mon'],
    ['jamo', '\u1112\u1161\u11ab국'],
    ['a sigma, which is folded by what follows', 'ΟΔΟΣ'],
    ['a ligature', 'ﬁnance'],
    ['a character of two units', '𠮷野'],
  ])('are not looked for in a text with %s', (_what, text) => {
    expect(plainLettersOf(text)).toBeNull()
  })

  it('are not looked for where unfolding moves the end of what is compared', () => {
    expect(plainLettersOf(`${'…'.repeat(30_000)}${'a'.repeat(20_000)}`)).toBeNull()
  })

  it('end where nothing more is compared', () => {
    expect(plainLettersOf('a'.repeat(70_000))).toHaveLength(60_000)
  })

  it('are the same as those of any text, for each character between others', () => {
    expect(listWrong(UNITS.map((unit) => `A${unit}e`))).toEqual([])
  })

  it('are the same as those of any text, whatever stands in it', () => {
    const unit = fc.constantFrom(...UNITS)

    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(listWrong([text])).toEqual([])
      }),
    )
  })
})
