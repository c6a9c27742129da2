/**
 * The letters that a sign is made of, where it is read as they are: ㎿ is MW, ㎢ km2, ℃ °C, ㌦ ドル. Korean releases write
 * units so. null for any other character: ™ and ℠ stand behind a word and are no part of it, and Ⓐ and ㈎ number what follows.
 */
export function lettersOfSign(code: number): string | null {
  if (code === NUMERO) return 'No '
  const isMadeOfLetters = (code >= 0x3300 && code <= 0x33ff) || OTHERS.has(code)
  return isMadeOfLetters ? String.fromCodePoint(code).normalize('NFKC') : null
}

/** №, which a number follows without a space as often as with one. */
const NUMERO = 0x2116

/** ℃, ℉, ℡, ℻, and ㋌ to ㋏ (Hg, erg, eV, LTD). */
const OTHERS: ReadonlySet<number> = new Set([
  0x2103, 0x2109, 0x2121, 0x213b, 0x32cc, 0x32cd, 0x32ce, 0x32cf,
])
