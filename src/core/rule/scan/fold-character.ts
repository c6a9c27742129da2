/**
 * What a character counts as when case, accents, width and ligatures do not matter: É is e, Ｓ is s, ß is
 * ss, 𝐑 is r. Accents are dropped in Latin, Greek and Cyrillic alone: a voiced kana is another letter than the plain one.
 */
export function foldToText(character: string): string {
  if (character === 'İ' || character === 'ı') return 'i'
  const lower = character.normalize('NFKC').toLowerCase()
  let folded = ''
  for (const letter of lower) {
    folded += SPELLED_OUT.get(letter) ?? (ACCENTED.test(letter) ? withoutAccents(letter) : letter)
  }
  return folded
}

/** Code points that a code point folds to; usually one, none for a character that is only an accent. */
export function foldCode(code: number): readonly number[] {
  const cached = folds.get(code)
  if (cached !== undefined) return cached
  const codes = [...foldToText(String.fromCodePoint(code))].map((c) => c.codePointAt(0) ?? 0)
  folds.set(code, codes)
  return codes
}

// one entry for each distinct character ever met: bounded by Unicode
const folds = new Map<number, readonly number[]>()

const ACCENTED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u

/** Letters that Unicode does not take apart, and those whose parts would mislead. */
const SPELLED_OUT: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['þ', 'th'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ς', 'σ'],
  // a consonant of its own, no accented и
  ['й', 'й'],
])

function withoutAccents(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '')
}
