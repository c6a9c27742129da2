/**
 * The hash by which words are looked up without a string being made of them (FNV-1a over code points). It
 * only has to spread; words are compared letter by letter after it.
 */
export const HASH_START = 0x811c9dc5 | 0

export function hashCode(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x0100_0193)
}
