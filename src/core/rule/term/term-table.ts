import type { KoreanLexicon } from '../korean/korean-lexicon.ts'
import type { MatchDocument } from '../match-document.ts'
import { type PluralLanguage, pluralLanguageOf } from '../plural/fold-plural.ts'
import { createPluralKeys } from '../plural/plural-keys.ts'
import type { FoundTerms } from '../query/found-terms.ts'
import { DocumentScanner } from '../scan/scan-document.ts'
import { createSegmentBorders } from '../scan/segment-borders.ts'
import { compileTerm } from './compile-term.ts'
import { EojeolMemo } from './eojeol-memo.ts'
import { PropertyIndex } from './property-index.ts'
import type { Term } from './term.ts'
import { costOfTerm } from './term-cost.ts'
import { TermHits } from './term-hits.ts'
import { TermIndex } from './term-index.ts'
import { WordSymbols } from './word-symbols.ts'

/**
 * The distinct terms of all rules, each with a number and taken apart once, however many rules use it; and
 * the search for all of them in a document.
 *
 * A term that no rule uses any more stays in the index, where it does no harm, until such terms are more
 * than the others; then the index is made anew. So adding and removing a rule costs what the rule costs.
 */
export class TermTable {
  /** By field and exactness: numbers by words. The words are the only strings that are kept of a term. */
  readonly #numbers: readonly Map<string, number>[] = TERM_KINDS.map(() => new Map())
  readonly #words: (string | undefined)[] = []
  readonly #kinds: number[] = []
  readonly #uses: number[] = []
  /** How many documents held each term, of how many. */
  readonly #seen: number[] = []
  #documentCount = 0
  /** The share of documents that each term is thought to stand in before any was seen. */
  readonly #guesses: number[] = []
  #count = 0
  #unusedCount = 0
  readonly #freeNumbers: number[] = []
  readonly #keys = new Map<PluralLanguage, (folded: string) => string>()
  #index: TermIndex
  readonly #korean: KoreanLexicon | null
  #properties = new PropertyIndex()
  readonly #scanner = new DocumentScanner()
  readonly #hits = new TermHits()
  readonly #eojeols = new EojeolMemo()

  constructor(koreanLexicon: KoreanLexicon | null) {
    this.#korean = koreanLexicon
    this.#index = this.#emptyIndex()
  }

  /** The number of a term; the same for the same words. */
  numberOf(term: Term): number {
    const kind = kindOf(term)
    const numbers = this.#numbers[kind]
    const known = numbers?.get(term.words)
    if (known !== undefined) return known
    // numbers are given again, or lists by number would grow for years
    const number = this.#freeNumbers.pop() ?? this.#words.length
    numbers?.set(term.words, number)
    this.#words[number] = term.words
    this.#kinds[number] = kind
    this.#uses[number] = 0
    this.#seen[number] = 0
    this.#guesses[number] = costOfTerm(term)
    this.#unusedCount += 1
    this.#count += 1
    this.#addToIndex(number, term)
    return number
  }

  /** The term of a number that is in use. */
  termOf(number: number): Term | undefined {
    const kind = TERM_KINDS[this.#kinds[number] ?? -1]
    const words = this.#words[number]
    return kind === undefined || words === undefined ? undefined : { ...kind, words }
  }

  /** Counts one more use of a term. */
  retain(number: number): void {
    if (this.#uses[number] === 0) this.#unusedCount -= 1
    this.#uses[number] = (this.#uses[number] ?? 0) + 1
  }

  /** Takes a use of a term back. */
  release(number: number): void {
    this.#uses[number] = (this.#uses[number] ?? 1) - 1
    if (this.#uses[number] === 0) this.#unusedCount += 1
  }

  /** Forgets the terms without use if they are many; says whether it did. */
  clean(): boolean {
    if (this.#unusedCount <= MIN_UNUSED || this.#unusedCount * 2 < this.#count) return false
    this.#index = this.#emptyIndex()
    this.#properties = new PropertyIndex()
    for (const numbers of this.#numbers) {
      for (const [words, number] of numbers) {
        const term = this.termOf(number)
        if (this.#uses[number] !== 0 && term !== undefined) {
          this.#addToIndex(number, term)
          continue
        }
        numbers.delete(words)
        this.#words[number] = undefined
        this.#freeNumbers.push(number)
        this.#count -= 1
      }
    }
    this.#unusedCount = 0
    return true
  }

  /** The share of documents that hold a term: a guess from its letters at first, then more and more what was seen. */
  costOf(number: number): number {
    const guess = this.#guesses[number] ?? 0
    const seen = this.#seen[number] ?? 0
    return (seen + guess * WEIGHT_OF_GUESS) / (this.#documentCount + WEIGHT_OF_GUESS)
  }

  /** Looks all terms up in some fields of a document. The answer is overwritten by the next search. */
  search(document: MatchDocument, fields: number): FoundTerms {
    const scan = this.#scanner.scan(document, fields)
    const searched = {
      scan,
      keyOf: (folded: string): string =>
        this.#keyOf(folded, pluralLanguageOf(scan.document.language)),
      words: this.#index.read(scan),
      borders: createSegmentBorders(scan),
      korean: this.#korean,
      eojeols: this.#eojeols,
    }
    this.#hits.begin(this.#words.length)
    this.#index.search(searched, this.#hits)
    this.#properties.find(document, this.#hits)
    this.#documentCount += 1
    for (const term of this.#hits.terms) this.#seen[term] = (this.#seen[term] ?? 0) + 1
    return { document, searched, hits: this.#hits, places: new Map(), spans: new Map() }
  }

  /** Number of terms, and an estimate of the room that they take in bytes. */
  get size(): { readonly count: number; readonly bytes: number } {
    const count = this.#count
    return {
      count,
      bytes: this.#index.bytes + this.#hits.bytes + this.#eojeols.bytes + count * BYTES_OF_TERM,
    }
  }

  #addToIndex(number: number, term: Term): void {
    const { field, words, isExact } = term
    if (field === null) this.#index.add(number, compileTerm(words, isExact))
    else this.#properties.add(number, { field, words, isExact })
  }

  #emptyIndex(): TermIndex {
    return new TermIndex(new WordSymbols())
  }

  #keyOf(folded: string, language: PluralLanguage): string {
    const known = this.#keys.get(language)
    if (known !== undefined) return known(folded)
    const keyOf = createPluralKeys(language)
    this.#keys.set(language, keyOf)
    return keyOf(folded)
  }
}

/** As many documents as a guess counts for. */
const WEIGHT_OF_GUESS = 50
/** So many terms without use are not worth making the index anew. */
const MIN_UNUSED = 1_000
/** Its words, its key, its entries in the lists; measured. */
const BYTES_OF_TERM = 260

const FIELDS: readonly Term['field'][] = [null, 'tag', 'lang', 'url']
const TERM_KINDS: readonly Omit<Term, 'words'>[] = FIELDS.flatMap((field) =>
  [false, true].map((isExact) => ({ field, isExact })),
)

function kindOf({ field, isExact }: Term): number {
  return TERM_KINDS.findIndex((kind) => kind.field === field && kind.isExact === isExact)
}
