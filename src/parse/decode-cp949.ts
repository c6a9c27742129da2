/**
 * Korean as Windows writes it: code page 949, which the encoding standard means by `euc-kr`. The platform's decoder holds
 * to KS X 1001, which has 2,350 of the 11,172 Hangul syllables; the others become U+FFFD or, worse, a Latin letter, without
 * an error even where it is told to be fatal ("A" for 갂). So its table serves for the pairs of KS X 1001, and those of the
 * other syllables are reckoned: they stand in the order of Unicode, first before the rows of the standard, then left of them.
 */

/** The text, or null when a pair of bytes is no character. */
export function decodeCp949(bytes: Uint8Array): string | null {
  return decode(bytes, 'strict')
}

/** The text with U+FFFD for each pair that is no character; an ASCII byte behind half of a pair is kept. */
export function decodeCp949Loosely(bytes: Uint8Array): string {
  return decode(bytes, 'loose') ?? ''
}

/** How many syllables of KS X 1001 are in a text: those that Korean is written with, but for a few in a thousand. */
export function countStandardSyllables(text: string): number {
  const { standard } = getTables()
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    count += standard[text.charCodeAt(at) - FIRST_SYLLABLE] ?? 0
  }
  return count
}

function decode(bytes: Uint8Array, mode: 'strict' | 'loose'): string | null {
  const { pairs } = getTables()
  // UTF-16, low byte first on any machine; no character takes more code units than bytes
  const units = Buffer.allocUnsafe(bytes.length * 2)
  let length = 0
  let at = 0
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0
    const trail = bytes[at + 1] ?? 0
    const unit = lead < 0x80 ? lead : (pairs[lead * 0x100 + trail] ?? 0)
    const isBad = unit === 0 && lead !== 0
    if (isBad && mode === 'strict') return null
    const written = isBad ? LOST : unit
    units[length] = written & 0xff
    units[length + 1] = written >> 8
    length += 2
    at += lead < 0x80 || (isBad && !isLostWhole(lead, trail)) ? 1 : 2
  }
  return units.toString('utf16le', 0, length)
}

/** Whether both bytes go: what may be markup behind half of a character stays, and so does what follows a byte that never leads. */
const isLostWhole = (lead: number, trail: number): boolean =>
  lead > 0x80 && lead < 0xff && trail >= 0x80

const LOST = 0xfffd

type Tables = {
  /** Code unit by both bytes; 0 where there is no character. */
  readonly pairs: Uint16Array
  /** 1 for each syllable of KS X 1001, counted from the first of Unicode. */
  readonly standard: Uint8Array
}

const FIRST_SYLLABLE = 0xac00
const SYLLABLE_COUNT = 11_172

let tables: Tables | null = null

/** Made once, and not before Korean is met. */
function getTables(): Tables {
  tables ??= makeTables()
  return tables
}

function makeTables(): Tables {
  const pairs = new Uint16Array(0x10000)
  const standard = new Uint8Array(SYLLABLE_COUNT)
  const codes = listCodes(range(0xa1, 0xfe), range(0xa1, 0xfe))
  // a line end behind each pair, so that one that is no character cannot shift the others
  const lines = Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 0xff, 0x0a]))
  const characters = new TextDecoder('euc-kr').decode(lines).split('\n')
  for (const [at, code] of codes.entries()) {
    const character = characters[at] ?? ''
    if (!IS_CHARACTER.test(character)) continue
    const unit = character.charCodeAt(0)
    pairs[code] = unit
    if (unit >= FIRST_SYLLABLE && unit < FIRST_SYLLABLE + SYLLABLE_COUNT) {
      standard[unit - FIRST_SYLLABLE] = 1
    }
  }
  for (const [code, unit] of LATER) pairs[code] = unit
  const others = [...standard.keys()].filter((syllable) => standard[syllable] === 0)
  const places = [...listCodes(range(0x81, 0xa0), TRAILS), ...listCodes(range(0xa1, 0xc6), LEFT)]
  for (const [at, syllable] of others.entries()) pairs[places[at] ?? 0] = FIRST_SYLLABLE + syllable
  return { pairs, standard }
}

/** One code unit that means something to others: the platform gives private ones to the rows C9 and FE, which are free. */
const IS_CHARACTER = /^[^\ufffd\ue000-\uf8ff]$/

/** The euro and the registered sign, which KS X 1001 took in in 1998 and the platform did not. */
const LATER: readonly (readonly [number, number])[] = [
  [0xa2e6, 0x20ac],
  [0xa2e7, 0xae],
]

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at)

/** Second bytes left of the rows of KS X 1001, and those of rows that are all free. */
const LEFT = [...range(0x41, 0x5a), ...range(0x61, 0x7a), ...range(0x81, 0xa0)]
const TRAILS = [...LEFT, ...range(0xa1, 0xfe)]

const listCodes = (leads: readonly number[], trails: readonly number[]): readonly number[] =>
  leads.flatMap((lead) => trails.map((trail) => lead * 0x100 + trail))
