import { describe, expect, it } from 'vitest'
import { decodeBytes } from '../../src/parse/decode-bytes.ts'
import { encodeLegacy } from '../support/encode-legacy.ts'

const SAID = {
  korean: '정부는 소형모듈원자로 수출을 지원하는 방안을 발표했다',
  japanese: '政府は小型モジュール炉の輸出を支援するとの方針を発表しました',
  simplified: '政府发布了关于小型反应堆出口的方案，这是中国的新政策',
  traditional: '政府發布了關於小型反應爐出口的方案，這是我們的新政策',
}

const EAST_ASIAN = [
  ['euc-kr', SAID.korean],
  ['shift_jis', SAID.japanese],
  ['euc-jp', SAID.japanese],
  ['gbk', SAID.simplified],
  ['big5', SAID.traditional],
] as const

describe('a label of one byte', () => {
  it.each(EAST_ASIAN)('yields to a declaration of %s that fits', (charset, said) => {
    const xml = `<?xml version="1.0" encoding="${charset}"?><title>${said}</title>`

    const decoded = decodeBytes(encodeLegacy(xml, charset), 'text/xml; charset=ISO-8859-1')

    expect(decoded).toEqual({
      text: xml,
      encoding: charset,
      problems: [`declared as iso-8859-1, but it is ${charset}`],
    })
  })

  it.each(['windows-1251', 'us-ascii', 'windows-1255', 'iso-8859-15'])(
    'yields to Korean that shows in the text, in a header of %s',
    (label) => {
      const decoded = decodeBytes(encodeLegacy(SAID.korean, 'euc-kr'), `text/xml; charset=${label}`)

      expect([decoded.text, decoded.encoding]).toEqual([SAID.korean, 'euc-kr'])
    },
  )

  it.each(EAST_ASIAN)('yields to %s as the only declaration', (charset, said) => {
    const xml = `<?xml version="1.0" encoding="windows-1252"?><title>${said}</title>`

    const { text, problems } = decodeBytes(encodeLegacy(xml, charset), null)

    expect([text, problems.length]).toEqual([xml, 1])
  })

  it.each([
    [
      'French',
      'iso-8859-1',
      'Été à Liège : « déjà prêt », où l’on goûte les fruits',
      'windows-1252',
    ],
    ['German', 'iso-8859-1', 'Größere Änderungen für Österreichs Außenpolitik', 'windows-1252'],
    ['Russian', 'windows-1251', 'ПРАВИТЕЛЬСТВО утвердило программу', 'windows-1251'],
    ['Thai', 'windows-874', 'รัฐบาลไทยและสิงคโปร์ลงนามข้อตกลงการค้าเสรี', 'windows-874'],
    ['French', 'macintosh', 'Études générales', 'macintosh'],
  ])('is right for %s in %s', (_language, label, said, encoding) => {
    const bytes = encodeLegacy(said, encoding)

    expect(decodeBytes(bytes, `text/xml; charset=${label}`)).toEqual({
      text: said,
      encoding,
      problems: [],
    })
  })

  it('says nothing of a text in plain ASCII', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="euc-kr"?><title>SMR</title>')

    expect(decodeBytes(bytes, 'text/xml; charset=us-ascii').problems).toEqual([])
  })
})

describe('the guess of a charset', () => {
  it.each(EAST_ASIAN)(
    'finds %s although a description is cut in mid-character',
    (charset, said) => {
      const whole = encodeLegacy(said, charset)
      const cut = Buffer.concat([
        Buffer.from('<b>'),
        whole,
        whole.slice(0, 1),
        Buffer.from('<b>'),
        whole,
      ])

      const { text, problems } = decodeBytes(cut, 'text/xml; charset=iso-8859-1')

      expect(text).toBe(`<b>${said}\ufffd<b>${said}`)
      expect(problems.at(-1)).toContain('are lost')
    },
  )

  it.each(['', ' '])(
    'tears no character of a long text without line ends (“%s” before)',
    (start) => {
      const bytes = encodeLegacy(`\n${start}${`<p>${SAID.korean}</p>`.repeat(2_500)}`, 'euc-kr')

      expect(decodeBytes(bytes, null).encoding).toBe('euc-kr')
    },
  )
})
