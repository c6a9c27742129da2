/**
 * Which charset of one byte for an alphabet other than the Latin one bytes are written in, where nothing truthful is
 * declared. All of them decode anything, so the letters most used in the language have to prevail, more than in any other
 * reading, and to stand in whole words: the accents of Western text stand alone.
 */

type Alphabet = { readonly charset: string; readonly everyday: RegExp }

/** Letters that make four fifths of a usual text, as each is counted in its own language. */
const ALPHABETS: readonly Alphabet[] = [
  { charset: 'windows-1251', everyday: /[оеаинтсрвлкмдпуяы]/gu },
  { charset: 'koi8-r', everyday: /[оеаинтсрвлкмдпуяы]/gu },
  { charset: 'windows-1253', everyday: /[αοειτνσηυρπκςμλίόάέή]/gu },
  { charset: 'windows-1255', everyday: /[יוהלאתרבמשנם]/gu },
  { charset: 'windows-1256', everyday: /[اليمنورتبةعد]/gu },
  { charset: 'windows-874', everyday: /[านรกอเงมยลวดทส่้ัิี]/gu },
]

const LEAST_SHARE = 0.65
const LEAST_SHARE_IN_WORDS = 0.6
const LEAST_FOREIGN = 8

/** The charset by name, or null when the text does not look like any of these alphabets. */
export function guessAlphabet(sample: Uint8Array): string | null {
  const [best] = ALPHABETS.map(({ charset, everyday }) => ({
    charset,
    share: shareOf(everyday, new TextDecoder(charset).decode(sample)),
  })).toSorted((one, other) => other.share - one.share)
  return best !== undefined && best.share >= LEAST_SHARE ? best.charset : null
}

function shareOf(everyday: RegExp, text: string): number {
  const foreign = text.match(/\P{ASCII}/gu)?.length ?? 0
  const words = text.match(/[[\p{L}\p{M}]--\p{ASCII}]{3,}/gv) ?? []
  const isInWords = words.join('').length >= foreign * LEAST_SHARE_IN_WORDS
  return foreign < LEAST_FOREIGN || !isInWords ? 0 : (text.match(everyday)?.length ?? 0) / foreign
}
