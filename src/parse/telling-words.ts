/**
 * Words that a text about the same thing repeats, in lower case, each once: long ones in alphabets; in Hangul
 * the first two syllables of a word, as particles change its end; in ideographs and kana every pair.
 */
export function listTellingWords(text: string): readonly string[] {
  const words = new Set<string>()
  const runs = text
    .toLowerCase()
    .match(/\p{sc=Hangul}{2,}|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]{2,}|[\p{L}\p{N}]{5,}/gu)
  for (const run of runs ?? []) {
    if (/^\p{sc=Hangul}/u.test(run)) words.add(run.slice(0, 2))
    else if (/^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(run)) addPairs(words, run)
    else words.add(run)
  }
  return [...words].slice(0, MAX_WORDS)
}

const MAX_WORDS = 100

function addPairs(words: Set<string>, run: string): void {
  const characters = [...run]
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1]
    if (next !== undefined) words.add(character + next)
  }
}
