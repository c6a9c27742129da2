import { pushTo } from '../../push-to.ts'
import { ANY_CHARACTER, ANY_RUN, matchesWildcards } from './wildcards.ts'

/** Letters of a word by which a pattern with no fixed beginning or end is found. */
const GRAM = 3

type Numbered = { readonly pattern: string; readonly value: number }

/**
 * Patterns with wildcards, found by a word without trying them one by one: by the letters that a word must
 * begin with (semicon*), end with (*abkommen), or hold (*nuclear*). Only patterns with fewer than three letters
 * together (a?b?c) are tried at each word.
 */
export class WildcardIndex {
  readonly #byStart = new Affixes()
  readonly #byEnd = new Affixes()
  readonly #byGram = new Map<string, Numbered[]>()
  readonly #loose: Numbered[] = []

  get isEmpty(): boolean {
    return (
      this.#byStart.isEmpty &&
      this.#byEnd.isEmpty &&
      this.#byGram.size === 0 &&
      this.#loose.length === 0
    )
  }

  add(pattern: string, value: number): void {
    const literals = pattern.split(LITERAL_BORDER)
    const start = literals[0] ?? ''
    const end = literals.at(-1) ?? ''
    const longest = literals.reduce((one, other) => (other.length > one.length ? other : one), '')
    if (start.length >= GRAM) this.#byStart.add(start, { pattern, value })
    else if (end.length >= GRAM) this.#byEnd.add(end, { pattern, value })
    else if (longest.length >= GRAM)
      pushTo(this.#byGram, longest.slice(0, GRAM), { pattern, value })
    else this.#loose.push({ pattern, value })
  }

  /** Values of the patterns that the word fits, each once. */
  find(word: string): readonly number[] {
    const candidates = new Set<Numbered>(this.#loose)
    const consider = (filed: readonly Numbered[] | undefined): void => {
      for (const numbered of filed ?? NONE) candidates.add(numbered)
    }
    for (const length of this.#byStart.lengths(word)) {
      consider(this.#byStart.at(word.slice(0, length)))
    }
    for (const length of this.#byEnd.lengths(word)) {
      consider(this.#byEnd.at(word.slice(word.length - length)))
    }
    if (this.#byGram.size > 0) {
      for (let at = 0; at + GRAM <= word.length; at += 1) {
        consider(this.#byGram.get(word.slice(at, at + GRAM)))
      }
    }
    return [...candidates].flatMap(({ pattern, value }) =>
      matchesWildcards(pattern, word) ? value : [],
    )
  }
}

const NONE: readonly Numbered[] = []
const LITERAL_BORDER = new RegExp(`[${ANY_CHARACTER}${ANY_RUN}]`)

/** Patterns by the whole of their beginning, or of their end, and the lengths that these have. */
class Affixes {
  readonly #patterns = new Map<string, Numbered[]>()
  #lengths: readonly number[] = []

  get isEmpty(): boolean {
    return this.#patterns.size === 0
  }

  add(affix: string, numbered: Numbered): void {
    if (!this.#lengths.includes(affix.length)) {
      this.#lengths = [...this.#lengths, affix.length].sort((one, other) => one - other)
    }
    pushTo(this.#patterns, affix, numbered)
  }

  /** Lengths of affixes that the word is long enough for. */
  lengths(word: string): readonly number[] {
    return this.#lengths.filter((length) => length <= word.length)
  }

  at(affix: string): readonly Numbered[] | undefined {
    return this.#patterns.get(affix)
  }
}
