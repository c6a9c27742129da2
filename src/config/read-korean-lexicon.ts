import { accessSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { KoreanLexicon } from '../core/rule/korean/korean-lexicon.ts'
import { type HangulWordSet, packHangulWords } from './hangul-word-set.ts'

const PACKAGE = 'dictionary-ko'
const WORD_LIST = 'index.dic'

/**
 * Flags of verbs and adjectives and of their forms (2 to 7, 31 and more). Their forms fall together with pieces of
 * nouns, and those that are made of nouns are known without a list. 67 marks adverbs.
 */
const NOUN_FLAG = /^(?:[189]|[12]\d|30|67)?$/
/** Four syllables of three letters, a slash and a flag. */
const LONGEST_LINE = 16
const SHORT_HANGUL_WORD = /^[가-힣]{2,4}$/

let lexicon: KoreanLexicon | null = null

/**
 * The Korean words of the package dictionary-ko, read when the first of them is asked for: many configurations never
 * do. Throws at once if the package is not installed.
 */
export function readKoreanLexicon(): KoreanLexicon {
  if (lexicon !== null) return lexicon
  const file = findWordList()
  let words: HangulWordSet | null = null
  lexicon = {
    has(word): boolean {
      words ??= packHangulWords(readWords(file))
      return words.has(word)
    },
  }
  return lexicon
}

function findWordList(): string {
  try {
    const file = fileURLToPath(new URL(WORD_LIST, import.meta.resolve('dictionary-ko')))
    accessSync(file)
    return file
  } catch (cause) {
    throw new Error(
      `the Korean word list (${WORD_LIST} of the package ${PACKAGE}) is missing; run npm ci`,
      { cause },
    )
  }
}

/** The list has a word a line, written as letters (NFD), with its flag behind a slash. */
function readWords(file: string): readonly string[] {
  const list = readFileSync(file, 'utf8')
  const words: string[] = []
  let from = 0
  while (from < list.length) {
    const found = list.indexOf('\n', from)
    const to = found < 0 ? list.length : found
    const line = list.slice(from, to)
    from = to + 1
    if (line.length > LONGEST_LINE) continue
    const slash = line.indexOf('/')
    if (slash >= 0 && !NOUN_FLAG.test(line.slice(slash + 1))) continue
    const word = (slash < 0 ? line : line.slice(0, slash)).normalize('NFC')
    if (SHORT_HANGUL_WORD.test(word)) words.push(word)
  }
  return words
}
