import { describe, expect, it } from 'vitest'
import { decodeBytes } from '../../src/parse/decode-bytes.ts'
import { bytesOf, readFixture } from './read-fixture.ts'

// 한국 in EUC-KR
const KOREAN = Uint8Array.of(0xc7, 0xd1, 0xb1, 0xb9)
// é in Latin-1
const LATIN = Uint8Array.of(0xe9)

const join = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? bytesOf(part) : part)))

describe('the charset of a document', () => {
  it('is that of a byte order mark before all', () => {
    const bytes = join(Uint8Array.of(0xef, 0xbb, 0xbf), '<?xml encoding="euc-kr"?>한국')

    expect(decodeBytes(bytes, 'text/xml; charset=euc-kr')).toEqual({
      text: '<?xml encoding="euc-kr"?>한국',
      encoding: 'utf-8',
      problems: [],
    })
  })

  it('is that of the HTTP header before the declaration', () => {
    const bytes = join('<?xml version="1.0" encoding="utf-8"?>', KOREAN)

    const { text, encoding } = decodeBytes(bytes, 'text/xml; charset="EUC-KR"')

    expect(encoding).toBe('euc-kr')
    expect(text).toContain('한국')
  })

  it('is that of the declaration when the header has none', () => {
    const { text, encoding, problems } = decodeBytes(
      join('<?xml version="1.0" encoding="ks_c_5601-1987"?>', KOREAN),
      'text/xml',
    )

    expect([encoding, problems]).toEqual(['euc-kr', []])
    expect(text).toContain('한국')
  })

  it.each(['cp949', 'MS949', 'uhc', 'x-windows-949'])('knows the name %s', (name) => {
    expect(decodeBytes(KOREAN, `text/xml; charset=${name}`)).toMatchObject({ text: '한국' })
  })

  it('is UTF-8 when nothing says otherwise', () => {
    expect(decodeBytes(bytesOf('한국'), null)).toEqual({
      text: '한국',
      encoding: 'utf-8',
      problems: [],
    })
  })

  it('is that of an HTML page’s meta element', () => {
    const bytes = join(
      '<html><head><meta http-equiv="x" content="text/html; charset=euc-kr">',
      KOREAN,
    )

    expect(decodeBytes(bytes, null)).toMatchObject({ encoding: 'euc-kr' })
  })

  it('is not that of a meta element in the content of a feed', () => {
    const bytes = bytesOf('<rss><title>é</title><item><meta charset="euc-kr">')

    expect(decodeBytes(bytes, null)).toMatchObject({ encoding: 'utf-8' })
  })

  it.each([
    ['utf-16le', Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0x5c, 0xd5)],
    ['utf-16be', Uint8Array.of(0, 0x3c, 0xd5, 0x5c)],
    ['utf-32', Uint8Array.of(0x3c, 0, 0, 0, 0x5c, 0xd5, 0, 0)],
  ])('is %s where its bytes show it', (encoding, bytes) => {
    expect(decodeBytes(bytes, null)).toEqual({ text: '<한', encoding, problems: [] })
  })
})

describe('charsets that are not what is said', () => {
  it('reads UTF-8 that the header calls Latin-1', () => {
    expect(decodeBytes(bytesOf('é'), 'text/xml; charset=iso-8859-1')).toEqual({
      text: 'é',
      encoding: 'utf-8',
      problems: ['declared as iso-8859-1, but it is UTF-8'],
    })
  })

  it('reads EUC-KR that is declared as UTF-8', () => {
    const declared = join(
      '<?xml version="1.0" encoding="UTF-8"?>',
      readFixture('feeds/rss-in-euc-kr.xml').slice(39),
    )

    const { text, encoding, problems } = decodeBytes(declared, null)

    expect(encoding).toBe('euc-kr')
    expect(text).toContain('해조류 양식장 실태조사 착수')
    expect(problems).toEqual([
      'the text is not valid utf-8, though declared so',
      'read as euc-kr, judging by its characters',
    ])
  })

  it('reads western text of no charset as windows-1252', () => {
    const bytes = join('r', LATIN, 'sum', LATIN, ' d', LATIN, 'j', LATIN)

    expect(decodeBytes(bytes, null)).toMatchObject({
      text: 'résumé déjé',
      encoding: 'windows-1252',
    })
  })

  it.each([
    [
      'Russian',
      'windows-1251',
      'cff0e0e2e8f2e5ebfcf1f2e2ee20f3f2e2e5f0e4e8ebee20eff0eee3f0e0ececf320e0f2eeecedeee920fdede5f0e3e5f2e8eae8',
      'Правительство утвердило программу атомной энергетики',
    ],
    [
      'Russian',
      'koi8-r',
      'f0d2c1d7c9d4c5ccd8d3d4d7cf20d5d4d7c5d2c4c9cccf20d0d2cfc7d2c1cdcdd520c1d4cfcdcecfca20dccec5d2c7c5d4c9cbc9',
      'Правительство утвердило программу атомной энергетики',
    ],
    [
      'Thai',
      'windows-874',
      'c3d1b0bad2c5e4b7c2e1c5d0cad4a7a4e2bbc3ecc5a7b9d2c1a2e9cdb5a1c5a7a1d2c3a4e9d2e0cac3d5',
      'รัฐบาลไทยและสิงคโปร์ลงนามข้อตกลงการค้าเสรี',
    ],
    [
      'Hebrew',
      'windows-1255',
      'e4eeeef9ece420e0e9f9f8e420e0fa20e4f1ebed20e4f1e7f820e4e7e5f4f9e9',
      'הממשלה אישרה את הסכם הסחר החופשי',
    ],
    [
      'Greek',
      'windows-1253',
      'c720eaf5e2ddf1ede7f3e720e5edddeaf1e9ede520f4e720f3f5ecf6f9eddfe120e5ebe5fde8e5f1eff520e5ecf0eff1dfeff5',
      'Η κυβέρνηση ενέκρινε τη συμφωνία ελεύθερου εμπορίου',
    ],
    [
      'Arabic',
      'windows-1256',
      'e6c7dddeca20c7e1cddfe6e3c920dae1ec20c7caddc7deedc920c7e1caccc7d1c920c7e1cdd1c9',
      'وافقت الحكومة على اتفاقية التجارة الحرة',
    ],
  ])('knows %s that is undeclared, as of %s', (_language, charset, hex, said) => {
    const { text, encoding } = decodeBytes(Buffer.from(hex, 'hex'), null)

    expect([text, encoding]).toEqual([said, charset])
  })

  it.each([
    ['Italian', 'perché è così, però là di più', 'latin1'],
    ['German', 'die größte Fähre über große Flüsse', 'latin1'],
    ['one word', 'España', 'latin1'],
  ] as const)(
    'does not take %s that is undeclared for another alphabet',
    (_what, said, charset) => {
      const { text, encoding } = decodeBytes(Buffer.from(said, charset), 'text/xml; charset=utf-8')

      expect([text, encoding]).toEqual([said, 'windows-1252'])
    },
  )

  it.each([
    ['win-1251', 'windows-1251'],
    ['CP-1252', 'windows-1252'],
    ['iso8859_1', 'windows-1252'],
    ['koi8r', 'koi8-r'],
    ['latin-2', 'iso-8859-2'],
    ['macroman', 'macintosh'],
  ])('knows the spelling %s', (spelling, encoding) => {
    expect(decodeBytes(Uint8Array.of(0xe9), `text/xml; charset=${spelling}`)).toMatchObject({
      encoding,
      problems: [],
    })
  })

  it('loses one invalid byte and keeps the rest', () => {
    const { text, encoding, problems } = decodeBytes(
      join('한국의 ', Uint8Array.of(0xff), ' 항구'),
      null,
    )

    expect([text, encoding]).toEqual(['한국의 \ufffd 항구', 'utf-8'])
    expect(problems).toEqual(['some characters are not valid utf-8 and are lost'])
  })

  it('passes over a charset that does not exist and says so', () => {
    expect(decodeBytes(bytesOf('é'), 'text/xml; charset=klingon')).toEqual({
      text: 'é',
      encoding: 'utf-8',
      problems: ['the charset “klingon” is unknown'],
    })
  })

  it('decodes twice what was encoded twice', () => {
    const twice = bytesOf(Buffer.from(bytesOf('déjà vu')).toString('latin1'))

    expect(decodeBytes(twice, null)).toMatchObject({
      text: 'déjà vu',
      problems: ['it was encoded as UTF-8 twice, and is decoded twice'],
    })
  })
})
