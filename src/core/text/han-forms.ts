/**
 * What characters tell Chinese from Japanese where no kana is. The mainland and Japan shortened different characters, and
 * Taiwan none; which are in daily use where is what the national standards of the eighties hold in their first planes:
 * GB 2312, JIS X 0208 (level 1) and Big5 (level 1).
 *
 *     务 on the mainland alone, 國 on Taiwan alone, 発 in Japan alone   one says it
 *     国 on the mainland and in Japan, 務 on Taiwan and in Japan        both together are Japanese
 */
export type HanForms = {
  /** How many characters of the text speak for either language. */
  readonly chinese: number
  readonly japanese: number
}

const MAINLAND = 1
const TAIWAN = 2
const JAPAN = 4
const USE_COUNT = 8

/** Weighs the characters of a text. */
export function weighHanForms(text: string): HanForms {
  uses ??= readUses()
  const counts = new Uint32Array(USE_COUNT)
  for (let index = 0; index < text.length; index += 1) {
    const use = uses[text.charCodeAt(index)] ?? 0
    counts[use] = (counts[use] ?? 0) + 1
  }
  const countOf = (use: number): number => counts[use] ?? 0
  const both = Math.min(countOf(MAINLAND | JAPAN), countOf(TAIWAN | JAPAN))
  return {
    chinese: countOf(MAINLAND) + countOf(TAIWAN),
    japanese: countOf(JAPAN) + both,
  }
}

/** A range of bytes, its ends included. */
type Bytes = readonly [first: number, last: number]

/** The first planes: an encoding of each standard, and the bytes that its characters are made of. */
const PLANES: readonly {
  readonly use: number
  readonly encoding: string
  readonly leads: Bytes
  readonly trails: readonly Bytes[]
}[] = [
  { use: MAINLAND, encoding: 'gbk', leads: [0xb0, 0xf7], trails: [[0xa1, 0xfe]] },
  {
    use: TAIWAN,
    encoding: 'big5',
    leads: [0xa4, 0xc6],
    trails: [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
  },
  { use: JAPAN, encoding: 'euc-jp', leads: [0xb0, 0xcf], trails: [[0xa1, 0xfe]] },
]

/** Where each UTF-16 unit is in daily use, as a sum; made when the first text of Han alone comes. */
let uses: Uint8Array | null = null

function readUses(): Uint8Array {
  const found = new Uint8Array(0x10000)
  for (const { use, encoding, leads, trails } of PLANES) {
    const characters = new TextDecoder(encoding).decode(Uint8Array.from(listCodes(leads, trails)))
    for (let index = 0; index < characters.length; index += 1) {
      const unit = characters.charCodeAt(index)
      found[unit] = (found[unit] ?? 0) | use
    }
  }
  return found
}

function listCodes(leads: Bytes, trails: readonly Bytes[]): readonly number[] {
  const codes: number[] = []
  for (let lead = leads[0]; lead <= leads[1]; lead += 1) {
    for (const [first, last] of trails) {
      for (let trail = first; trail <= last; trail += 1) codes.push(lead, trail)
    }
  }
  return codes
}
