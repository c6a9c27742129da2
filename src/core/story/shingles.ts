import { storyWordsOf } from './story-words.ts'

/** Runs of so many words are compared: long enough that two texts share one only by telling the same. */
const SHINGLE_WORDS = 5

/** The shingles of a text, each once: runs of five words. A text of fewer words is one; an empty one has none. */
export function shinglesOf(text: string): ReadonlySet<string> {
  const words = storyWordsOf(text)
  if (words.length === 0) return new Set()
  if (words.length < SHINGLE_WORDS) return new Set([words.join(' ')])
  const shingles = new Set<string>()
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at += 1) {
    shingles.add(words.slice(at, at + SHINGLE_WORDS).join(' '))
  }
  return shingles
}

/** Hashes of the shingles of a text, 32 bits each; some may come twice. */
export function shingleHashesOf(text: string): readonly number[] {
  const words = storyWordsOf(text).map(hashWord)
  const count = Math.max(Math.min(1, words.length), words.length - SHINGLE_WORDS + 1)
  return Array.from({ length: count }, (_, at) => {
    let hash = 0
    for (const word of words.slice(at, at + SHINGLE_WORDS))
      hash = Math.imul(hash ^ word, 0x0100_0193)
    return hash >>> 0
  })
}

/** FNV-1a over UTF-16 units. */
function hashWord(word: string): number {
  let hash = 0x811c_9dc5
  for (let at = 0; at < word.length; at += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x0100_0193)
  }
  return hash
}
