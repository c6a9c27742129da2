import type { MatchDocument } from '../match-document.ts'
import { pluralLanguageOf } from '../plural/fold-plural.ts'
import { codeAt } from '../scan/characters.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { joinedAt } from '../scan/joined-words.ts'
import { DocumentScanner } from '../scan/scan-document.ts'
import { TokenKind } from '../scan/tokens.ts'
import { spellToken } from '../scan/word-form.ts'
import { fieldBit } from '../term/term-hits.ts'
import { keysOfAddress } from './key-form.ts'
import { KeyNumbers } from './key-numbers.ts'
import { WordKeys } from './word-keys.ts'

/** What of a document has keys. Sources and tags also come from the configuration, so they are not the document's alone. */
export type KeyedDocument = Pick<MatchDocument, 'title' | 'text' | 'authors' | 'language'>

/**
 * Takes documents apart into the keys that a search index files them by, with the scanner and the folding that rules are matched
 * with: a document that a term hits has all keys that needsOfTerm names for the term.
 *
 * - a word: its form without the plural, by the language of the document; other forms of it for wildcards; and what the
 *   parts of a hyphenated word make together
 * - Hangul, Han and kana: each two characters that follow one another, also over a space, and the last of each run
 * - an address: the words in it, marked
 *
 * Keys are told by numbers, which it gives out as it meets them: strings of all words would take most of the time.
 */
export class DocumentKeys {
  readonly #scanner = new DocumentScanner()
  readonly #numbers = new KeyNumbers()
  readonly #words = {
    en: new WordKeys('en', this.#numbers),
    fr: new WordKeys('fr', this.#numbers),
    de: new WordKeys('de', this.#numbers),
    es: new WordKeys('es', this.#numbers),
  }

  /** Begins anew with numbers if there are too many; to be called between two blocks. */
  refresh(): void {
    if (this.#numbers.count < MOST_NUMBERS) return
    this.#numbers.clear()
    for (const words of Object.values(this.#words)) words.clear()
  }

  /** The keys by their numbers, for as long as `refresh` is not called. */
  get names(): readonly string[] {
    return this.#numbers.names
  }

  /** The keys of a document, each once, by their numbers. The next call overwrites them. */
  read({ title, text, authors, language }: KeyedDocument): readonly number[] {
    const document = { title, text, authors, language, source: [], tags: [], url: '' }
    const scan = this.#scanner.scan(document, FIELDS)
    const words = this.#words[pluralLanguageOf(language)]
    const numbers = this.#numbers
    numbers.begin()
    const { tokens } = scan
    for (let token = 0; token < tokens.count; token += 1) {
      const kind = tokens.kindAt(token)
      if (kind === TokenKind.word) {
        numbers.note(words.read(scan, token))
        if (tokens.chainTo[token] === 0) continue
        for (const { form } of joinedAt(scan, token)) numbers.note(words.readForm(form))
      } else if (kind === TokenKind.address) {
        numbers.note(keysOfAddress(spellToken(scan, token)).map((key) => numbers.numberOf(key)))
      } else this.#noteCharacters(scan, token)
    }
    return numbers.noted
  }

  /** The same in words. */
  keysOf(document: KeyedDocument): ReadonlySet<string> {
    return new Set(this.read(document).map((number) => this.names[number] ?? ''))
  }

  #noteCharacters({ characters, tokens }: DocumentScan, token: number): void {
    const numbers = this.#numbers
    const to = tokens.to[token] ?? 0
    let code = codeAt(characters, tokens.from[token] ?? 0)
    for (let at = (tokens.from[token] ?? 0) + 1; at < to; at += 1) {
      const next = codeAt(characters, at)
      numbers.noteOne(numbers.numberOfCharacters(code, next))
      code = next
    }
    const next = token + 1
    const goesOn = next < tokens.count && isOfCharacters(tokens.kindAt(next))
    const behind = goesOn ? codeAt(characters, tokens.from[next] ?? 0) : 0
    numbers.noteOne(numbers.numberOfCharacters(code, behind))
  }
}

const FIELDS = fieldBit('title') | fieldBit('text') | fieldBit('author')
/** Distinct keys: those of some thousand items, in some megabytes. */
const MOST_NUMBERS = 150_000

function isOfCharacters(kind: TokenKind): boolean {
  return kind === TokenKind.hangul || kind === TokenKind.character
}
