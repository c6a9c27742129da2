import { describe, expect, it } from 'vitest'
import { decodeBytes } from '../../src/parse/decode-bytes.ts'
import { decodeCp949, decodeCp949Loosely } from '../../src/parse/decode-cp949.ts'
import { encodeLegacy } from '../support/encode-legacy.ts'

const bytesFrom = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

describe('code page 949', () => {
  it.each([
    ['the first syllable that KS X 1001 lacks', '8141', '갂'],
    ['one with a small letter for its second byte', '8c63', '똠'],
    ['one with a high second byte', '94ee', '뷁'],
    ['one left of the rows of KS X 1001', 'c164', '햏'],
    ['the last one', 'c652', '힣'],
    ['a syllable of KS X 1001', 'c7d1', '한'],
    ['a Chinese character', 'f9db', '韓'],
    ['a sign', 'a1a2', '、'],
    ['the euro', 'a2e6', '€'],
  ])('has %s', (_what, hex, character) => {
    expect(decodeCp949(bytesFrom(hex))).toBe(character)
  })

  it('has each of the 11,172 syllables once', () => {
    const pairs = Array.from({ length: 0x7e * 0xbe }, (_, at) =>
      Uint8Array.of(0x81 + Math.floor(at / 0xbe), 0x41 + (at % 0xbe)),
    )

    const syllables = pairs.map(decodeCp949).filter((text) => /^[가-힣]$/.test(text ?? ''))

    expect([syllables.length, new Set(syllables).size]).toEqual([11_172, 11_172])
  })

  it.each([
    ['half of a pair', 'c7'],
    ['a pair behind the last syllable', 'c653'],
    ['a row that is free', 'c9a1'],
    ['a byte that never leads', '80'],
    ['a byte that is never used', 'ff'],
  ])('has nothing for %s', (_what, hex) => {
    expect(decodeCp949(bytesFrom(hex))).toBeNull()
  })

  it.each([
    ['the markup behind half of a pair', 'c73c623e', '\ufffd<b>'],
    ['what follows a byte that is never used', 'ffc7d1', '\ufffd한'],
    ['what follows a pair of a free row', 'c9a1c7d1', '\ufffd한'],
    ['what precedes half of a pair', 'c7d1c7', '한\ufffd'],
  ])('keeps %s', (_what, hex, text) => {
    expect(decodeCp949Loosely(bytesFrom(hex))).toBe(text)
  })

  it.each(['euc-kr', 'ks_c_5601-1987', 'cp949', 'ms949', 'uhc', 'windows-949'])(
    'is what %s means',
    (label) => {
      // 똠방각하
      const bytes = bytesFrom('8c63b9e6b0a2c7cf')

      expect(decodeBytes(bytes, `text/xml; charset=${label}`)).toEqual({
        text: '똠방각하',
        encoding: 'euc-kr',
        problems: [],
      })
    },
  )

  it('is guessed where nothing is declared', () => {
    // 뷁 in a sentence
    const bytes = Buffer.concat([
      encodeLegacy('외계어 ', 'euc-kr'),
      bytesFrom('94ee'),
      encodeLegacy(' 유래를 찾다', 'euc-kr'),
    ])

    expect(decodeBytes(bytes, null)).toMatchObject({
      text: '외계어 뷁 유래를 찾다',
      encoding: 'euc-kr',
    })
  })
})
