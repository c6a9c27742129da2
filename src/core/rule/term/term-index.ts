import { pushTo } from '../../push-to.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import { TokenKind } from '../scan/tokens.ts'
import { spellToken } from '../scan/word-form.ts'
import { hasCharacterBorders, WHOLE_TERM } from './character-borders.ts'
import type { CharacterPlace } from './character-place.ts'
import { type CharacterEnd, CharacterTrie } from './character-trie.ts'
import { isOfCharacters, widestGap } from './match-characters.ts'
import { matchPattern } from './match-pattern.ts'
import type { TermHits } from './term-hits.ts'
import type { TermPattern } from './term-pattern.ts'
import { wordPathsOf } from './word-paths.ts'
import { WordReader } from './word-reader.ts'
import type { WordSymbols } from './word-symbols.ts'
import { WordTrie } from './word-trie.ts'

/**
 * The distinct terms of all rules, so filed that a document is looked through once: at each word and
 * character only terms are met that do begin there. Terms are added one by one.
 */
export class TermIndex {
  readonly #symbols: WordSymbols
  readonly #words: WordTrie
  readonly #characters = new CharacterTrie()
  /** Terms that begin with an address, by the first word of it. */
  readonly #addresses = new Map<string, number[]>()
  /** Of terms that have to be looked at closely, and of those that begin with Hangul, Han or kana. */
  readonly #patterns: (TermPattern | undefined)[] = []
  readonly #reader: WordReader

  constructor(symbols: WordSymbols) {
    this.#symbols = symbols
    this.#words = new WordTrie(symbols)
    this.#reader = new WordReader(symbols, this.#words)
  }

  add(term: number, pattern: TermPattern): void {
    const [piece] = pattern.pieces
    if (piece === undefined) return
    if (piece.kind === 'characters') {
      const isWhole = pattern.pieces.length === 1 && pattern.exact === null
      this.#characters.add(term, piece, isWhole)
      this.#keep(term, pattern)
      return
    }
    const paths = wordPathsOf(pattern)
    this.#words.add(term, paths)
    const addresses = firstWordsOfAddresses(pattern)
    for (const word of addresses) pushTo(this.#addresses, word, term)
    if (!paths.isWhole || addresses.length > 0) this.#keep(term, pattern)
    else this.#reader.forget()
  }

  /** Says what the words of a text are to terms, until the next text. */
  read(scan: DocumentScan): WordReader {
    this.#reader.begin(scan)
    return this.#reader
  }

  /** Adds to `hits` every place in which a term stands; those of one term in the order of the text. */
  search(document: SearchedDocument, hits: TermHits): void {
    this.#searchWords(document, hits)
    if (document.scan.tokens.hasCharacters) this.#searchCharacters(document, hits)
  }

  #searchWords(document: SearchedDocument, hits: TermHits): void {
    const { scan, words: reader } = document
    const { tokens, sections } = scan
    const place = { token: 0, at: 0 }
    const look = this.#lookerAt(document, place, hits)
    const found = (term: number, isWhole: boolean, next: number): void => {
      if (isWhole) hits.add(term, place.token, next, place.at, tokens.to[next - 1] ?? 0)
      else look(term)
    }
    let section = -1
    let nextSection = 0
    for (let index = 0; index < reader.remarkableCount; index += 1) {
      const token = reader.remarkableAt(index)
      while (token >= nextSection) {
        section += 1
        hits.enter(sections[section]?.field ?? 'text')
        nextSection = sections[section + 1]?.firstToken ?? tokens.count
      }
      place.token = token
      place.at = tokens.from[token] ?? 0
      if (tokens.kindAt(token) === TokenKind.word) {
        this.#words.walk(scan, reader, reader.meaningAt(token).roots, token + 1, found)
        for (const { roots, next } of reader.joinedAt(token)) {
          this.#words.walk(scan, reader, roots, next, found)
        }
      } else {
        for (const word of wordsOf(spellToken(scan, token)))
          this.#addresses.get(word)?.forEach(look)
      }
    }
  }

  #searchCharacters(document: SearchedDocument, hits: TermHits): void {
    const { scan } = document
    const { characters, tokens } = scan
    const trie = this.#characters
    const place = { token: 0, at: 0 }
    const look = this.#lookerAt(document, place, hits)
    const found = (term: number, isWhole: boolean, end: CharacterEnd): void => {
      if (isWhole) this.#addCharacters(document, term, place, end, hits)
      else look(term)
    }
    for (const { field, from, to, firstToken } of scan.sections) {
      hits.enter(field)
      let token = firstToken
      let at = trie.findStart(characters, from, to)
      for (; at < to; at = trie.findStart(characters, at + 1, to)) {
        while (token < tokens.count && (tokens.to[token] ?? 0) <= at) token += 1
        // a ? begins everywhere, between tokens too
        if (!isOfCharacters(tokens, token) || (tokens.from[token] ?? 0) > at) continue
        place.token = token
        place.at = at
        trie.walk(scan, token, at, found)
      }
    }
  }

  /** Room that the index takes, in bytes; an estimate from its sizes. */
  get bytes(): number {
    const filed = this.#words.bytes + this.#characters.bytes + this.#patterns.length * 8
    return filed + this.#reader.bytes
  }

  /** Keeps a term to be looked at closely, for which each of its words needs a symbol. */
  #keep(term: number, pattern: TermPattern): void {
    this.#patterns[term] = pattern
    const words = pattern.pieces.flatMap((piece) => (piece.kind === 'words' ? [piece] : []))
    for (const need of words.flatMap(({ readings }) => readings).flat()) {
      if (need.kind !== 'address') this.#symbols.symbolOf(need)
    }
    if (words.length > 0) this.#reader.forget()
  }

  /** Looks closely at terms, at each once for every place: several readings of it, or words of an address, may lead there. */
  #lookerAt(
    document: SearchedDocument,
    place: CharacterPlace,
    hits: TermHits,
  ): (term: number) => void {
    const looked = new Set<number>()
    let lookedAt = -1
    return (term): void => {
      if (lookedAt !== place.at) looked.clear()
      lookedAt = place.at
      if (looked.has(term)) return
      looked.add(term)
      this.#lookClosely(document, term, place, hits)
    }
  }

  #lookClosely(
    document: SearchedDocument,
    term: number,
    place: CharacterPlace,
    hits: TermHits,
  ): void {
    const pattern = this.#patterns[term]
    if (pattern === undefined) return
    for (const { firstToken, nextToken, from, to } of matchPattern(document, pattern, place)) {
      hits.add(term, firstToken, nextToken, from, to)
    }
  }

  #addCharacters(
    document: SearchedDocument,
    term: number,
    start: CharacterPlace,
    { place, isSpaced }: CharacterEnd,
    hits: TermHits,
  ): void {
    const piece = this.#patterns[term]?.pieces[0]
    if (piece?.kind !== 'characters') return
    if (isSpaced && widestGap(piece) < Gap.space) return
    if (!hasCharacterBorders(document, piece, start, place, WHOLE_TERM)) return
    hits.add(term, start.token, place.token + 1, start.at, place.at + 1)
  }
}

/** The first word of each address that a term may begin with. */
function firstWordsOfAddresses(pattern: TermPattern): readonly string[] {
  const [piece] = pattern.pieces
  if (piece?.kind !== 'words') return []
  return piece.readings.flatMap(([need]) =>
    need?.kind === 'address' ? wordsOf(need.folded).slice(0, 1) : [],
  )
}

function wordsOf(address: string): readonly string[] {
  return address.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}
