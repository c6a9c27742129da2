/**
 * A text as the scanner reads it: one entry for each folded character, invisible ones left out, in two
 * parallel lists. `starts` are UTF-16 offsets into the text as stored, so that what is found in folded
 * characters is highlighted exactly; the two letters that ß folds to share one. Only the first `length` entries are filled.
 *
 * An entry packs all that is asked of a character into one number, because a text is gone through several
 * times and each is a matter of nanoseconds a character: the folded code point in the lower 21 bits, then
 * five bits of class, then one for capitals.
 */
export type Characters = Readonly<GrowingCharacters>

/** Characters that more can be read into. */
export type GrowingCharacters = { packed: Int32Array; starts: Int32Array; length: number }

const CODE_MASK = 0x1f_ffff
const CLASS_SHIFT = 21
const CLASS_MASK = 0x1f
const CAPITAL_SHIFT = 26

/** No characters yet, and room for as many as are expected. */
export function emptyCharacters(expected: number): GrowingCharacters {
  return { packed: new Int32Array(expected), starts: new Int32Array(expected), length: 0 }
}

export function packCharacter(code: number, value: number, isCapital: boolean): number {
  return code | (value << CLASS_SHIFT) | (isCapital ? 1 << CAPITAL_SHIFT : 0)
}

/** The folded code point of a packed character. */
export function unpackCode(packed: number): number {
  return packed & CODE_MASK
}

/** The CharacterClass of a packed character. */
export function unpackClass(packed: number): number {
  return (packed >> CLASS_SHIFT) & CLASS_MASK
}

/** 1 for a capital letter, else 0. */
export function unpackCapital(packed: number): number {
  return packed >> CAPITAL_SHIFT
}

/** The folded code point; 0 behind the end. */
export function codeAt(characters: Characters, index: number): number {
  return unpackCode(characters.packed[index] ?? 0)
}

/** The CharacterClass; 0 behind the end. */
export function classAt(characters: Characters, index: number): number {
  return unpackClass(characters.packed[index] ?? 0)
}

/** Whether the stored character is a capital letter. */
export function isCapitalAt(characters: Characters, index: number): boolean {
  return unpackCapital(characters.packed[index] ?? 0) === 1
}

/** Adds a packed character; makes room where folding gave more characters than were expected. */
export function appendCharacter(into: GrowingCharacters, packed: number, start: number): void {
  if (into.length === into.packed.length) reserveCharacters(into, into.length * 2 + SPARE_ROOM)
  into.packed[into.length] = packed
  into.starts[into.length] = start
  into.length += 1
}

const SPARE_ROOM = 64

/** Makes room for so many characters in all. */
export function reserveCharacters(into: GrowingCharacters, size: number): void {
  if (into.packed.length >= size) return
  // a text of ligatures alone asks for a little more again and again
  const larger = emptyCharacters(Math.max(size, into.packed.length * 2))
  larger.packed.set(into.packed.subarray(0, into.length))
  larger.starts.set(into.starts.subarray(0, into.length))
  into.packed = larger.packed
  into.starts = larger.starts
}
