import type { PluralLanguage } from '../plural/fold-plural.ts'
import { createPluralKeys, wildcardFormsOf } from '../plural/plural-keys.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { readWordForm, type WordForm } from '../scan/word-form.ts'
import { HASHED } from '../scan/word-key.ts'
import { UNKNOWN_WORD, WordMemo } from '../term/word-memo.ts'
import { keyOfWord } from './key-form.ts'
import type { KeyNumbers } from './key-numbers.ts'

type Numbers = readonly number[]

/**
 * The keys of words in one language, by their numbers: what words are compared by, and the other forms, against which wildcards
 * are held. Remembered, because texts repeat their words.
 */
export class WordKeys {
  readonly #language: PluralLanguage
  readonly #pluralKeyOf: (folded: string) => string
  readonly #numbers: KeyNumbers
  readonly #memo = new WordMemo()
  /** What the memo names. */
  #lists: Numbers[] = []
  /** Of words that their keys do not spell out. */
  readonly #forms = new Map<string, Numbers>()

  constructor(language: PluralLanguage, numbers: KeyNumbers) {
    this.#language = language
    this.#pluralKeyOf = createPluralKeys(language)
    this.#numbers = numbers
  }

  /** The keys of a word of a text. */
  read(scan: DocumentScan, token: number): Numbers {
    const { tokens } = scan
    const low = tokens.lowKeys[token] ?? 0
    const high = tokens.highKeys[token] ?? 0
    if (high === HASHED) return this.#readAnew(scan, token)
    const marks = tokens.marksAt(token)
    const known = this.#memo.find(low, high, marks)
    if (known !== UNKNOWN_WORD) return this.#lists[known] ?? NONE
    const fresh = this.#readAnew(scan, token)
    this.#memo.add(low, high, marks, this.#lists.push(fresh) - 1)
    return fresh
  }

  /** The keys of what several words make together. */
  readForm({ folded, core }: WordForm): Numbers {
    const word = core === folded ? folded : `${folded} ${core}`
    const known = this.#forms.get(word)
    if (known !== undefined) return known
    const forms = [this.#pluralKeyOf(core), folded, ...wildcardFormsOf(core, this.#language)]
    const keys = new Set(forms.map(keyOfWord))
    const numbers = [...keys].map((key) => this.#numbers.numberOf(key))
    if (word.length <= LONGEST_REMEMBERED) this.#forms.set(word, numbers)
    return numbers
  }

  clear(): void {
    this.#memo.clear()
    this.#lists = []
    this.#forms.clear()
  }

  #readAnew(scan: DocumentScan, token: number): Numbers {
    const form = readWordForm(scan, token)
    return form === null ? NONE : this.readForm(form)
  }
}

const NONE: Numbers = []
/** Longer ones are no words, and would fill the memory. */
const LONGEST_REMEMBERED = 60
