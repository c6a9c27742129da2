import { pushTo } from '../../push-to.ts'
import type { PluralLanguage } from '../plural/fold-plural.ts'
import type { PluralKeys } from '../plural/plural-keys.ts'
import type { WordForm } from '../scan/word-form.ts'
import type { CapitalsNeed, WordNeed } from './term-pattern.ts'
import { WildcardIndex } from './wildcard-index.ts'

/** A need of a term that a token can fulfil by itself. */
export type SymbolNeed = Exclude<WordNeed, { kind: 'address' }>

/**
 * Numbers for what terms ask of a word: "agreement in any form", "SMR in capitals", "semicon*". A term is a
 * row of such numbers, whatever the language of a text; which of them a word fulfils depends on the
 * language's plural, so there is a table for each, made when the first text in it comes.
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
  /** For each language the symbols of `any`, by the key of their word. */
  readonly #tables = new Map<PluralLanguage, Map<string, number[]>>()
  readonly #keysOf: (language: PluralLanguage) => PluralKeys

  constructor(keysOf: (language: PluralLanguage) => PluralKeys) {
    this.#keysOf = keysOf
  }

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
    if (!isWord) this.#wildcards.add(text, fresh)
    else if (need.capitals === 'any') {
      for (const [language, table] of this.#tables) this.#addTo(table, language, text, fresh)
    }
    return fresh
  }

  /** The symbol of a need; undefined if no term has it. */
  findSymbol(need: SymbolNeed): number | undefined {
    return need.kind === 'word'
      ? this.#byCapitals[need.capitals].get(need.form.core)
      : this.#wildcardSymbols.get(need.pattern)
  }

  /** The symbols that a word of a text fulfils. */
  symbolsFor(form: WordForm, language: PluralLanguage): readonly number[] {
    const key = this.#keysOf(language).keyOf(form.core)
    const symbols = [...(this.#tableFor(language).get(key) ?? [])]
    const hasCapitals = form.capitalCount >= 2
    const acronym = hasCapitals ? this.#byCapitals.capitals.get(form.core) : undefined
    if (acronym !== undefined) symbols.push(acronym)
    const isDotted = hasCapitals || form.isDotted
    const dotted = isDotted ? this.#byCapitals.dotted.get(form.core) : undefined
    if (dotted !== undefined) symbols.push(dotted)
    if (this.#wildcards.isEmpty) return symbols
    const forms = new Set([form.folded, ...this.#keysOf(language).formsOf(form.core)])
    return [...symbols, ...new Set([...forms].flatMap((one) => this.#wildcards.find(one)))]
  }

  #tableFor(language: PluralLanguage): Map<string, number[]> {
    const known = this.#tables.get(language)
    if (known !== undefined) return known
    const table = new Map<string, number[]>()
    for (const [core, symbol] of this.#byCapitals.any) this.#addTo(table, language, core, symbol)
    this.#tables.set(language, table)
    return table
  }

  #addTo(
    table: Map<string, number[]>,
    language: PluralLanguage,
    core: string,
    symbol: number,
  ): void {
    pushTo(table, this.#keysOf(language).keyOf(core), symbol)
  }
}
