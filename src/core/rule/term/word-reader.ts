import type { PluralLanguage } from '../plural/fold-plural.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { hashCode } from '../scan/hash-word.ts'
import { joinedAt, joinedEnds } from '../scan/joined-words.ts'
import { TokenKind, WordMark } from '../scan/tokens.ts'
import { readWordForm, type WordForm } from '../scan/word-form.ts'
import { HASHED } from '../scan/word-key.ts'
import { SpellingMemo, UNKNOWN_SPELLING } from './spelling-memo.ts'
import { UNKNOWN_WORD, WordMemo } from './word-memo.ts'
import type { WordRows } from './word-rows.ts'
import type { SymbolNeed, WordSymbols } from './word-symbols.ts'
import type { JoinedWay, WordMeaning, WordReading, WordTrie } from './word-trie.ts'

/** Further marks of words for the memos; those of tokens.ts take the lowest bits. */
const JOINED = 8
const CAPITAL_LAST = 16

const NO_MEANING: WordMeaning = { symbols: [], roots: [] }
const NO_WAYS: readonly JoinedWay[] = []

/**
 * Says of the words of texts in one language which symbols they fulfil. It remembers them from one text to
 * the next; `forget` when symbols were added.
 */
export class WordReader implements WordReading {
  readonly #symbols: WordSymbols
  readonly #language: PluralLanguage
  readonly #words = new WordMemo()
  /** Of words that their keys do not spell out, and of several words that make one. */
  readonly #spellings = new SpellingMemo()
  readonly #trie: WordTrie
  /** What the memos name: twice a number here, and one if a term begins with it; 0 is nothing. */
  readonly #meanings: WordMeaning[] = [NO_MEANING]
  /** The numbers by the symbols: a thousand words that begin like semicon* mean the same. */
  readonly #numbers = new Map<string, number>()
  readonly #rows: WordRows
  #remarkableCount = 0
  #scan: DocumentScan | null = null
  #isStale = false

  constructor(symbols: WordSymbols, trie: WordTrie, rows: WordRows, language: PluralLanguage) {
    this.#symbols = symbols
    this.#trie = trie
    this.#rows = rows
    this.#language = language
  }

  /** Turns to a text. */
  begin(scan: DocumentScan): void {
    this.#scan = scan
    if (this.#isStale || this.#words.count > MAX_WORDS || this.#spellings.isFull) this.#clear()
    this.#isStale = false
    const { tokens } = scan
    this.#rows.reserve(tokens.count)
    const { values, remarkable } = this.#rows
    let count = 0
    for (let token = 0; token < tokens.count; token += 1) {
      const kind = tokens.kindAt(token)
      const value = kind === TokenKind.word ? this.#valueOf(scan, token) : 0
      values[token] = value
      const isRemarkable =
        kind === TokenKind.word
          ? (value & BEGINS) !== 0 || tokens.chainTo[token] !== 0
          : kind === TokenKind.address
      if (!isRemarkable) continue
      remarkable[count] = token
      count += 1
    }
    this.#remarkableCount = count
  }

  /** How many words and addresses there are at which a term may begin; most words begin none. */
  get remarkableCount(): number {
    return this.#remarkableCount
  }

  /** These tokens, in the order of the text. */
  remarkableAt(index: number): number {
    return this.#rows.remarkable[index] ?? 0
  }

  meaningAt(token: number): WordMeaning {
    return this.#meaningOf(this.#rows.values[token] ?? 0)
  }

  meansNothing(token: number): boolean {
    const tokens = this.#scan?.tokens
    if (tokens === undefined || this.#rows.values[token] !== 0) return false
    return tokens.chainTo[token] === 0 && tokens.kindAt(token) === TokenKind.word
  }

  joinedAt(token: number): readonly JoinedWay[] {
    const scan = this.#scan
    if (scan === null || token + 1 >= (scan.tokens.chainTo[token] ?? 0)) return NO_WAYS
    const ways: JoinedWay[] = []
    for (const next of joinedEnds(scan.tokens, token)) {
      const value = this.#valueOfJoined(scan, token, next)
      if (value !== 0) ways.push({ next, ...this.#meaningOf(value) })
    }
    return ways
  }

  /** What a word must fulfil for a need; undefined for a need of no term. */
  symbolOf(need: SymbolNeed): number | undefined {
    return this.#symbols.findSymbol(need)
  }

  /** To be called when symbols were added: what words were found to fulfil holds no longer. */
  forget(): void {
    this.#isStale = true
  }

  get bytes(): number {
    const meanings = this.#meanings.length * BYTES_OF_MEANING
    return this.#words.bytes + this.#spellings.bytes + meanings
  }

  #clear(): void {
    this.#words.clear()
    this.#spellings.clear()
    this.#meanings.length = 1
    this.#numbers.clear()
  }

  #valueOf(scan: DocumentScan, token: number): number {
    const { tokens } = scan
    const low = tokens.lowKeys[token] ?? 0
    const high = tokens.highKeys[token] ?? 0
    if (high === HASHED) return this.#valueOfHashed(scan, token, low)
    const marks = tokens.marksAt(token)
    const value = this.#words.find(low, high, marks)
    if (value !== UNKNOWN_WORD) return value
    const fresh = this.#learn(readWordForm(scan, token))
    this.#words.add(low, high, marks, fresh)
    return fresh
  }

  #valueOfHashed(scan: DocumentScan, token: number, hash: number): number {
    const { tokens, characters } = scan
    const from = tokens.from[token] ?? 0
    const to = tokens.to[token] ?? 0
    const marks = tokens.marksAt(token)
    const value = this.#spellings.find(characters, from, to, hash, marks)
    if (value !== UNKNOWN_SPELLING) return value
    const fresh = this.#learn(readWordForm(scan, token))
    this.#spellings.add(characters, from, to, { hash, marks, value: fresh })
    return fresh
  }

  #valueOfJoined(scan: DocumentScan, token: number, next: number): number {
    const { tokens, characters } = scan
    const from = tokens.from[token] ?? 0
    const to = tokens.to[next - 1] ?? 0
    let hash = 0
    let capitalCount = 0
    for (let part = token; part < next; part += 1) {
      hash = hashCode(hash, (tokens.lowKeys[part] ?? 0) ^ (tokens.highKeys[part] ?? 0))
      capitalCount += tokens.capitalsAt(part)
    }
    const last = next - 1
    const isCapitalLast = tokens.capitalsAt(last) > 0
    const marks =
      (tokens.marksAt(last) & WordMark.pluralS) |
      JOINED |
      (capitalCount >= 2 ? WordMark.severalCapitals : 0) |
      (isCapitalLast ? CAPITAL_LAST : 0)
    const value = this.#spellings.find(characters, from, to, hash, marks)
    if (value !== UNKNOWN_SPELLING) return value
    const joined = joinedAt(scan, token).find((word) => word.nextToken === next)
    const fresh = this.#learn(joined?.form ?? null)
    this.#spellings.add(characters, from, to, { hash, marks, value: fresh })
    return fresh
  }

  #meaningOf(value: number): WordMeaning {
    return this.#meanings[value >> 1] ?? NO_MEANING
  }

  #learn(form: WordForm | null): number {
    const symbols = form === null ? [] : this.#symbols.symbolsFor(form, this.#language)
    if (symbols.length === 0) return 0
    const key = symbols.join()
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const roots = this.#trie.rootsOf(symbols)
    const number = this.#meanings.push({ symbols, roots }) - 1
    const value = number * 2 + (roots.length > 0 ? BEGINS : 0)
    this.#numbers.set(key, value)
    return value
  }
}

/** A year of news has more words, a day has not. */
const MAX_WORDS = 50_000
const BEGINS = 1
const BYTES_OF_MEANING = 280
