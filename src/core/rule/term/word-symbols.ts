import { pushTo } from '../../push-to.ts'
import { PLURAL_LANGUAGES, type PluralLanguage } from '../plural/fold-plural.ts'
import { pluralKeysOf, wildcardFormsOf } from '../plural/plural-keys.ts'
import type { WordForm } from '../scan/word-form.ts'
import { digitsOfWord } from './digits-of-word.ts'
import type { CapitalsNeed, WordNeed } from './term-pattern.ts'
import { WildcardIndex } from './wildcard-index.ts'

/** A need of a term that a token can fulfil by itself. */
export type SymbolNeed = Exclude<WordNeed, { kind: 'address' }>

/** A symbol, and the languages (bits, by their place in PLURAL_LANGUAGES) in whose texts a key stands for it. */
type KeyedSymbol = { readonly symbol: number; readonly languages: number }

/**
 * Numbers for what terms ask of a word: "agreement in any form", "SMR in capitals", "semicon*". A term is a
 * row of such numbers, whatever the language of a text; which of them a word fulfils depends on the
 * language's plural.
 */
export class WordSymbols {
  #count = 0
  readonly #byCapitals: Readonly<Record<CapitalsNeed, Map<string, number>>> = {
    any: new Map(),
    capitals: new Map(),
    dotted: new Map(),
  }
  readonly #wildcardSymbols = new Map<string, number>()
  readonly #wildcards = new WildcardIndex()
  /** The symbols of `any`, by the keys that their word has in each language; mostly it is the same in all. */
  readonly #byKey = new Map<string, KeyedSymbol[]>()
  /** What the digits of all words make. */
  readonly #digits = new Set<number>()

  /** The symbol of a need; a new one if it is asked for the first time. */
  symbolOf(need: SymbolNeed): number {
    const isWord = need.kind === 'word'
    const known = isWord ? this.#byCapitals[need.capitals] : this.#wildcardSymbols
    const text = isWord ? need.form.core : need.pattern
    const symbol = known.get(text)
    if (symbol !== undefined) return symbol
    const fresh = this.#count
    this.#count += 1
    known.set(text, fresh)
    if (isWord) this.#digits.add(digitsOfWord(text))
    if (!isWord) this.#wildcards.add(text, fresh)
    else if (need.capitals === 'any') this.#fileByKey(text, fresh)
    return fresh
  }

  /** The symbol of a need; undefined if no term has it. */
  findSymbol(need: SymbolNeed): number | undefined {
    return need.kind === 'word'
      ? this.#byCapitals[need.capitals].get(need.form.core)
      : this.#wildcardSymbols.get(need.pattern)
  }

  /** Whether a word with such digits, as digitsOfRange has them, may fulfil any: the numbers of documents and most amounts do not. */
  maySuit(digits: number): boolean {
    return digits === 0 || this.#digits.has(digits) || !this.#wildcards.isEmpty
  }

  /** The symbols that a word fulfils in a text of each language, in the order of PLURAL_LANGUAGES; null for one that fulfils none in any. */
  symbolsFor(form: WordForm): readonly (readonly number[])[] | null {
    const keyed = pluralKeysOf(form.core).map((key) => this.#byKey.get(key))
    const spelled = this.#spelledBy(form)
    const isKeyed = keyed.some((symbols) => symbols !== undefined)
    if (!isKeyed && spelled.length === 0 && this.#wildcards.isEmpty) return null
    const byForm = new Map<string, readonly number[]>()
    const all = PLURAL_LANGUAGES.map((language, place) => [
      ...symbolsIn(place, keyed[place] ?? []),
      ...spelled,
      ...this.#wildcardsOf(form, language, byForm),
    ])
    return all.some(({ length }) => length > 0) ? all : null
  }

  /** The symbols that are fulfilled by how a word is written, whatever its plural. */
  #spelledBy(form: WordForm): readonly number[] {
    const symbols: number[] = []
    const hasCapitals = form.capitalCount >= 2
    const acronym = hasCapitals ? this.#byCapitals.capitals.get(form.core) : undefined
    if (acronym !== undefined) symbols.push(acronym)
    const isDotted = hasCapitals || form.isDotted
    const dotted = isDotted ? this.#byCapitals.dotted.get(form.core) : undefined
    if (dotted !== undefined) symbols.push(dotted)
    return symbols
  }

  /** Languages share most forms of a word: each is looked for once, and `byForm` keeps what was found. */
  #wildcardsOf(
    form: WordForm,
    language: PluralLanguage,
    byForm: Map<string, readonly number[]>,
  ): readonly number[] {
    if (this.#wildcards.isEmpty) return []
    const symbols = new Set<number>()
    for (const one of [form.folded, ...wildcardFormsOf(form.core, language)]) {
      const found = byForm.get(one) ?? this.#wildcards.find(one)
      byForm.set(one, found)
      for (const symbol of found) symbols.add(symbol)
    }
    return [...symbols]
  }

  #fileByKey(core: string, symbol: number): void {
    const keys = pluralKeysOf(core)
    for (const key of new Set(keys)) {
      const languages = keys.reduce(
        (bits, one, place) => (one === key ? bits | (1 << place) : bits),
        0,
      )
      pushTo(this.#byKey, key, { symbol, languages })
    }
  }
}

/** The symbols that a key stands for in texts of the language at a place of PLURAL_LANGUAGES. */
function symbolsIn(place: number, keyed: readonly KeyedSymbol[]): readonly number[] {
  return keyed.flatMap(({ symbol, languages }) => ((languages & (1 << place)) === 0 ? [] : symbol))
}
