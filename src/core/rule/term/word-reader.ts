import { PLURAL_LANGUAGES, pluralLanguageOf } from '../plural/fold-plural.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { hashCode } from '../scan/hash-word.ts'
import { joinedEnds, joinedWordOf } from '../scan/joined-words.ts'
import { TokenKind, WordMark } from '../scan/tokens.ts'
import { readWordForm, type WordForm } from '../scan/word-form.ts'
import { HASHED } from '../scan/word-key.ts'
import { digitsOfRange } from './digits-of-word.ts'
import { SpellingMemo, UNKNOWN_SPELLING } from './spelling-memo.ts'
import { UNKNOWN_WORD, WordMemo } from './word-memo.ts'
import { WordRows } from './word-rows.ts'
import type { SymbolNeed, WordSymbols } from './word-symbols.ts'
import type { JoinedWay, WordMeaning, WordReading, WordTrie } from './word-trie.ts'

/** Further marks of words for the memos; those of tokens.ts take the lowest bits. */
const JOINED = 8
const CAPITAL_LAST = 16

const NO_MEANING: WordMeaning = { symbols: [], roots: [] }
const NO_MEANINGS: readonly WordMeaning[] = PLURAL_LANGUAGES.map(() => NO_MEANING)
const NO_WAYS: readonly JoinedWay[] = []

/**
 * Says of the words of texts which symbols they fulfil. It remembers them from one text to the next, for all languages
 * together: in which one a text is, is not asked before a word of it is something to a term in any, for to tell it takes
 * longer than all the rest of a text that no rule is about. `forget` when symbols were added.
 */
export class WordReader implements WordReading {
  readonly #symbols: WordSymbols
  readonly #words = new WordMemo()
  /** Of words that their keys do not spell out, and of several words that make one. */
  readonly #spellings = new SpellingMemo()
  readonly #trie: WordTrie
  /**
   * What the memos name, by the place of the language: twice a number here, and one if a term begins with it in any
   * language; 0 is nothing in all.
   */
  readonly #meanings: (readonly WordMeaning[])[] = [NO_MEANINGS]
  /** The numbers by the symbols: a thousand words that begin like semicon* mean the same. */
  readonly #numbers = new Map<string, number>()
  readonly #rows = new WordRows()
  #remarkableCount = 0
  #scan: DocumentScan | null = null
  /** The place of the text's language; null until it is asked. */
  #language: number | null = null
  #isStale = false

  constructor(symbols: WordSymbols, trie: WordTrie) {
    this.#symbols = symbols
    this.#trie = trie
  }

  /** Turns to a text. */
  begin(scan: DocumentScan): void {
    this.#scan = scan
    this.#language = null
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
    return this.#words.bytes + this.#spellings.bytes + this.#rows.bytes + meanings
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
    if (!this.#symbols.maySuit(digitsOfRange(characters, from, to))) return 0
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
    if (!this.#symbols.maySuit(digitsOfRange(characters, from, to))) return 0
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
    const fresh = this.#learn(joinedWordOf(scan, token, next).form)
    this.#spellings.add(characters, from, to, { hash, marks, value: fresh })
    return fresh
  }

  #meaningOf(value: number): WordMeaning {
    if (value === 0) return NO_MEANING
    this.#language ??= PLURAL_LANGUAGES.indexOf(
      pluralLanguageOf(this.#scan?.document.language ?? null),
    )
    return this.#meanings[value >> 1]?.[this.#language] ?? NO_MEANING
  }

  #learn(form: WordForm | null): number {
    const symbols = form === null ? null : this.#symbols.symbolsFor(form)
    if (symbols === null) return 0
    const key = symbols.join(';')
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const meanings = symbols.map((each) => ({ symbols: each, roots: this.#trie.rootsOf(each) }))
    const number = this.#meanings.push(meanings) - 1
    const value = number * 2 + (meanings.some(({ roots }) => roots.length > 0) ? BEGINS : 0)
    this.#numbers.set(key, value)
    return value
  }
}

/** A year of news has more words, a day has not. */
const MAX_WORDS = 50_000
const BEGINS = 1
const BYTES_OF_MEANING = 900
