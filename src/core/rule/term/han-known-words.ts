/**
 * Names that hold another by chance, and words that the dictionary of Intl.Segmenter divides wrongly, with their true
 * borders. A term counts in them only if it begins and ends at a border, or holds them whole: 印度 is not in 印度尼西亚.
 */
const DIVIDED: readonly string[] = (
  '印度尼西亚 印度尼西亞 印度洋 白俄罗斯 白俄羅斯 赤道几内亚 赤道幾內亞 几内亚比绍 幾內亞比索 巴布亚新几内亚 ' +
  '巴布亞紐幾內亞 南苏丹 南蘇丹 南スーダン 日韓|国交 日中|国交 日米|国交 日朝|国交'
).split(' ')

type KnownWord = { readonly word: string; readonly borders: ReadonlySet<number> }

const WORDS: readonly KnownWord[] = DIVIDED.map((divided) => {
  const borders = new Set<number>()
  let at = 0
  for (const part of divided.split('|')) {
    borders.add(at)
    at += part.length
  }
  return { word: divided.replaceAll('|', ''), borders: borders.add(at) }
})

/** Characters before and behind a term in which a word that holds it may reach. */
export const KNOWN_WORD_WINDOW = Math.max(...WORDS.map(({ word }) => word.length))

const CHARACTERS: ReadonlySet<number> = new Set(
  WORDS.flatMap(({ word }) => [...word].map((character) => character.codePointAt(0) ?? 0)),
)

/** Whether a term that begins or ends with the character may lie in a known word at all; most need no closer look. */
export function isInKnownWord(code: number): boolean {
  return CHARACTERS.has(code)
}

/** How a term that stands in a text from `from` to `to` lies in the known words there: cut by none, on borders, or by chance. */
export function placeInKnownWords(
  text: string,
  from: number,
  to: number,
): 'apart' | 'bordered' | 'by chance' {
  let place: 'apart' | 'bordered' = 'apart'
  for (const { word, borders } of WORDS) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      const isInside = (border: number): boolean => border > at && border < at + word.length
      const isCut = (border: number): boolean => isInside(border) && !borders.has(border - at)
      if (isCut(from) || isCut(to)) return 'by chance'
      if (borders.has(from - at) && borders.has(to - at)) place = 'bordered'
    }
  }
  return place
}
