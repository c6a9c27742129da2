/** A set of Hangul words of two to four syllables, packed: half a megabyte where a Set of strings takes several. */
export type HangulWordSet = { readonly has: (word: string) => boolean }

const FIRST_SYLLABLE = 0xac00
const SYLLABLES = 11_172
/** Room for two syllables in one number of 32 bits; 0 is no syllable. */
const BASE = SYLLABLES + 1
const SLOTS_PER_WORD = 2

/** Packs words; those that are not two to four composed syllables are left out. */
export function packHangulWords(words: readonly string[]): HangulWordSet {
  let size = 16
  while (size < words.length * SLOTS_PER_WORD) size *= 2
  const mask = size - 1
  const starts = new Uint32Array(size)
  const ends = new Uint32Array(size)

  /** The slot of the word, or the free one where it belongs. */
  const slotOf = (start: number, end: number): number => {
    let slot = (Math.imul(start, 0x9e3779b1) ^ Math.imul(end, 0x85ebca6b)) >>> 0
    slot = (slot ^ (slot >>> 15)) & mask
    while (starts[slot] !== 0 && (starts[slot] !== start || ends[slot] !== end)) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  for (const word of words) {
    const start = pairAt(word, 0)
    const end = pairAt(word, 2)
    if (start === null || end === null || word.length < 2 || word.length > 4) continue
    const slot = slotOf(start, end)
    starts[slot] = start
    ends[slot] = end
  }
  return {
    has(word): boolean {
      const start = pairAt(word, 0)
      const end = pairAt(word, 2)
      if (start === null || end === null || word.length < 2 || word.length > 4) return false
      return starts[slotOf(start, end)] !== 0
    },
  }
}

/** Two syllables as one number, 0 where the word is at its end; null for what is no syllable. */
function pairAt(word: string, at: number): number | null {
  let pair = 0
  for (let index = at; index < at + 2; index += 1) {
    const syllable = index < word.length ? word.charCodeAt(index) - FIRST_SYLLABLE + 1 : 0
    if (index < word.length && (syllable < 1 || syllable > SYLLABLES)) return null
    pair = pair * BASE + syllable
  }
  return pair
}
