import { pushTo } from '../../push-to.ts'
import { ANY_CHARACTER, ANY_RUN, matchesWildcards } from './wildcards.ts'

type Numbered = { readonly pattern: string; readonly value: number }

/**
 * Patterns with wildcards, found by a word without trying them one by one: by letters that a word must begin with
 * (semicon*), end with (*abkommen), or hold (*nuclear*). A pattern with several such rows of letters is filed under the one
 * that the fewest others are filed under.
 */
export class WildcardIndex {
  readonly #byStart = new LetterRows()
  readonly #byEnd = new LetterRows()
  readonly #byInside = new LetterRows()
  /** Patterns without any letter. */
  readonly #loose: Numbered[] = []

  get isEmpty(): boolean {
    const rows = [this.#byStart, this.#byEnd, this.#byInside]
    return this.#loose.length === 0 && rows.every(({ isEmpty }) => isEmpty)
  }

  add(pattern: string, value: number): void {
    const literals = pattern.split(LITERAL_BORDER)
    const places = literals.map((letters, index) => ({
      rows: this.#rowsAt(index, literals),
      letters,
    }))
    const usable = places.filter(({ letters }) => letters !== '')
    const [first, ...others] = usable
    if (first === undefined) {
      this.#loose.push({ pattern, value })
      return
    }
    const best = others.reduce((one, other) => (isRarer(other, one) ? other : one), first)
    best.rows.add(best.letters, { pattern, value })
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
    for (const length of this.#byInside.lengths(word)) {
      for (let at = 0; at + length <= word.length; at += 1) {
        consider(this.#byInside.at(word.slice(at, at + length)))
      }
    }
    return [...candidates].flatMap(({ pattern, value }) =>
      matchesWildcards(pattern, word) ? value : [],
    )
  }

  #rowsAt(index: number, literals: readonly string[]): LetterRows {
    if (index === 0) return this.#byStart
    return index === literals.length - 1 ? this.#byEnd : this.#byInside
  }
}

const NONE: readonly Numbered[] = []
const LITERAL_BORDER = new RegExp(`[${ANY_CHARACTER}${ANY_RUN}]`)

type Letters = { readonly rows: LetterRows; readonly letters: string }

/** Whether letters are a better place for a pattern than others: fewer share them, or they are more. */
function isRarer(one: Letters, other: Letters): boolean {
  const difference = countAt(one) - countAt(other)
  return difference < 0 || (difference === 0 && one.letters.length > other.letters.length)
}

function countAt({ rows, letters }: Letters): number {
  return rows.at(letters)?.length ?? 0
}

/** Patterns by letters that a word must have somewhere, and the lengths that these rows of letters have. */
class LetterRows {
  readonly #patterns = new Map<string, Numbered[]>()
  #lengths: readonly number[] = []

  get isEmpty(): boolean {
    return this.#patterns.size === 0
  }

  add(letters: string, numbered: Numbered): void {
    if (!this.#lengths.includes(letters.length)) {
      this.#lengths = [...this.#lengths, letters.length].sort((one, other) => one - other)
    }
    pushTo(this.#patterns, letters, numbered)
  }

  /** Lengths of rows that the word is long enough for. */
  lengths(word: string): readonly number[] {
    return this.#lengths.filter((length) => length <= word.length)
  }

  at(letters: string): readonly Numbered[] | undefined {
    return this.#patterns.get(letters)
  }
}
