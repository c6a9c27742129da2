import type { WordForm } from './document-scan.ts'
import { joinedAt } from './joined-words.ts'
import { matchPattern } from './match-pattern.ts'
import type { PluralKeys } from './plural-keys.ts'
import type { SearchedDocument, TermHit } from './term-hit.ts'
import type { TermPattern, WordNeed } from './term-pattern.ts'
import { ANY_CHARACTER, ANY_CHARACTER_CODE, ANY_RUN } from './wildcards.ts'

/** Letters by which terms with a * at their end are found; the language asks for at least as many. */
const PREFIX_LENGTH = 3

/**
 * The distinct terms of all rules, filed under what they begin with, so that a document is looked through
 * once: at each word and character only terms that may begin there are tried. Word keys depend on the
 * language of the plural, so there is one index for each.
 */
export type TermIndex = {
  /** Hits of every term that stands in the document, by the number of the term, in the order of the text. */
  readonly findHits: (document: SearchedDocument) => ReadonlyMap<number, readonly TermHit[]>
}

type Files = {
  readonly words: Map<string, number[]>
  readonly acronyms: Map<string, number[]>
  /** Terms that are addresses: tried at every address. */
  readonly addresses: number[]
  readonly prefixes: Map<string, number[]>
  /** Terms that begin with a wildcard: tried at every word, or at every character. */
  readonly looseWords: number[]
  readonly characters: Map<number, number[]>
  readonly looseCharacters: number[]
}

export function createTermIndex(patterns: readonly TermPattern[], keys: PluralKeys): TermIndex {
  const files: Files = {
    words: new Map(),
    acronyms: new Map(),
    addresses: [],
    prefixes: new Map(),
    looseWords: [],
    characters: new Map(),
    looseCharacters: [],
  }
  for (const [term, pattern] of patterns.entries()) filePattern(files, keys, term, pattern)

  return {
    findHits(document): ReadonlyMap<number, readonly TermHit[]> {
      const hits = new Map<number, TermHit[]>()
      const { tokens, characters } = document.scan
      const tryTerms = (terms: Iterable<number>, token: number, at: number): void => {
        for (const term of terms) {
          const pattern = patterns[term]
          if (pattern === undefined) continue
          const found = matchPattern(document, pattern, { token, at })
          if (found.length > 0) addTo(hits, term, ...found)
        }
      }
      for (const [index, token] of tokens.entries()) {
        if (token.form !== null) {
          const joined = joinedAt(tokens, index).map(({ form }) => form)
          const terms = [token.form, ...joined].flatMap((form) => termsAt(files, keys, form))
          if (terms.length > 0) tryTerms(new Set(terms), index, token.from)
        } else if (token.kind === 'address') {
          tryTerms(files.addresses, index, token.from)
        } else {
          for (let at = token.from; at < token.to; at += 1) {
            const terms = files.characters.get(characters.codes[at] ?? 0)
            if (terms !== undefined) tryTerms(terms, index, at)
            tryTerms(files.looseCharacters, index, at)
          }
        }
      }
      return hits
    },
  }
}

function termsAt(files: Files, keys: PluralKeys, form: WordForm): readonly number[] {
  return [
    ...(files.words.get(keys.keyOf(form.core)) ?? []),
    ...(form.capitalCount >= 2 || form.isDotted ? (files.acronyms.get(form.core) ?? []) : []),
    ...(files.prefixes.get(form.folded.slice(0, PREFIX_LENGTH)) ?? []),
    ...files.looseWords,
  ]
}

function filePattern(files: Files, keys: PluralKeys, term: number, pattern: TermPattern): void {
  const piece = pattern.pieces[0]
  if (piece === undefined) return
  if (piece.kind === 'words') {
    for (const needs of piece.readings) {
      const first = needs[0]
      if (first !== undefined) fileNeed(files, keys, term, first)
    }
    return
  }
  const code = piece.codes[0]
  if (code === undefined || code === ANY_CHARACTER_CODE) files.looseCharacters.push(term)
  else addTo(files.characters, code, term)
}

function fileNeed(files: Files, keys: PluralKeys, term: number, need: WordNeed): void {
  switch (need.kind) {
    case 'address':
      files.addresses.push(term)
      return
    case 'word':
      if (need.capitals === 'any') addTo(files.words, keys.keyOf(need.form.core), term)
      else addTo(files.acronyms, need.form.core, term)
      return
    case 'wildcard': {
      const prefix = need.pattern.slice(0, PREFIX_LENGTH)
      const isFixed =
        prefix.length === PREFIX_LENGTH &&
        !prefix.includes(ANY_RUN) &&
        !prefix.includes(ANY_CHARACTER)
      if (isFixed) addTo(files.prefixes, prefix, term)
      else files.looseWords.push(term)
    }
  }
}

function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, ...values: readonly Value[]): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [...values])
  else list.push(...values)
}
