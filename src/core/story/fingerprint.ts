import { createHash } from 'node:crypto'

/**
 * What of an item is compared to tell whether another one tells the same news: keys that find candidates, and the
 * shingles (runs of five words) that verify them. White space, case and punctuation do not count.
 */

/** Texts below this many letters are too short to be recognised by themselves: a standard sentence, a notice. */
const MIN_TEXT_LETTERS = 200
const SHINGLE_WORDS = 5
/** The beginning of a text decides; the rest of a very long one is not looked at. */
const MAX_COMPARED_CHARS = 60_000

export type StoryText = {
  readonly canonicalUrl: string | null
  readonly title: string
  readonly text: string
}

/** Keys under which a story is found again: its link, and its whole text when that is long enough. */
export function storyKeys(item: StoryText): readonly string[] {
  const keys: string[] = []
  if (item.canonicalUrl !== null) keys.push(`link:${hash(item.canonicalUrl)}`)
  const letters = wordsOf(item.text).join('')
  if (letters.length >= MIN_TEXT_LETTERS) keys.push(`text:${hash(letters)}`)
  return keys
}

/**
 * Share of the shorter text's shingles that the other one has too, from 0 to 1. Two texts without five words each
 * are compared whole.
 */
export function containment(a: string, b: string): number {
  const [left, right] = [shinglesOf(a), shinglesOf(b)]
  const [small, large] = left.size <= right.size ? [left, right] : [right, left]
  if (small.size === 0) return 0
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared += 1
  return shared / small.size
}

/** Words, folded; a Han or kana character is a word, for there are no spaces to part them. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, MAX_COMPARED_CHARS)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+/gu) ?? []
  )
}

function shinglesOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text)
  if (words.length === 0) return new Set()
  if (words.length < SHINGLE_WORDS) return new Set([words.join(' ')])
  const shingles = new Set<string>()
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at += 1) {
    shingles.add(words.slice(at, at + SHINGLE_WORDS).join(' '))
  }
  return shingles
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 32)
}
