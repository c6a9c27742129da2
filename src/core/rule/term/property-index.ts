import { pushTo } from '../../push-to.ts'
import type { DocumentField, MatchDocument } from '../match-document.ts'
import { emptyCharacters } from '../scan/characters.ts'
import { readCharacters } from '../scan/read-characters.ts'
import { ENTRY_SEPARATOR } from '../scan/scan-document.ts'
import { spell } from '../scan/spell.ts'
import { findAll } from './find-all.ts'
import type { TermHits } from './term-hits.ts'
import { WildcardIndex } from './wildcard-index.ts'
import { ANY_CHARACTER, isStar } from './wildcards.ts'

/** Fields that are compared as a whole, or by the signs in them, and not as prose. */
export type PropertyField = Extract<DocumentField, 'tag' | 'lang' | 'url'>

/** What a term asks of such a field, as written. */
export type PropertyTerm = {
  readonly field: PropertyField
  readonly words: string
  readonly isExact: boolean
}

/**
 * Terms in fields that are no prose. A tag must be the term, whatever its case. A language must be the term
 * or a kind of it: en finds en-GB. In a URL the term may stand anywhere between signs: korea.kr and press, but
 * not pres, are found in https://www.korea.kr/press/1.
 */
export class PropertyIndex {
  readonly #tags = new TagIndex(fold)
  readonly #exactTags = new TagIndex((text) => text)
  readonly #languages = new TermLists()
  readonly #urls = new UrlIndex()

  add(term: number, property: PropertyTerm): void {
    switch (property.field) {
      case 'tag':
        ;(property.isExact ? this.#exactTags : this.#tags).add(term, property.words)
        return
      case 'lang':
        this.#languages.add(languageTag(property.words.trim()), term)
        return
      case 'url':
        this.#urls.add(term, property)
    }
  }

  find(document: MatchDocument, hits: TermHits): void {
    hits.enter('tag')
    let start = 0
    for (const tag of document.tags) {
      const end = start + tag.length
      const terms = [...this.#tags.find(tag), ...this.#exactTags.find(tag)]
      for (const term of terms) hits.add(term, -1, -1, start, end)
      start = end + ENTRY_SEPARATOR.length
    }
    if (!this.#languages.isEmpty) this.#findLanguage(document, hits)
    hits.enter('url')
    this.#urls.find(document.url, hits)
  }

  #findLanguage(document: MatchDocument, hits: TermHits): void {
    hits.enter('lang')
    const language = document.language ?? ''
    for (const kind of kindsOfLanguage(language)) {
      for (const term of this.#languages.at(kind)) hits.add(term, -1, -1, 0, language.length)
    }
  }
}

class TermLists {
  readonly #terms = new Map<string, number[]>()

  add(key: string, term: number): void {
    pushTo(this.#terms, key, term)
  }

  at(key: string): readonly number[] {
    return this.#terms.get(key) ?? []
  }

  get isEmpty(): boolean {
    return this.#terms.size === 0
  }
}

class TagIndex {
  readonly #whole = new TermLists()
  readonly #patterns = new WildcardIndex()
  readonly #comparable: (text: string) => string

  constructor(comparable: (text: string) => string) {
    this.#comparable = (text): string => comparable(text).replace(/\s+/g, ' ').trim()
  }

  add(term: number, words: string): void {
    const text = this.#comparable(words.replace(/^#/, ''))
    if (!/[*＊?？]/.test(text)) this.#whole.add(text, term)
    else this.#patterns.add(text.replace(/[?？]/g, ANY_CHARACTER).replaceAll('＊', '*'), term)
  }

  find(tag: string): readonly number[] {
    if (this.#whole.isEmpty && this.#patterns.isEmpty) return []
    const text = this.#comparable(tag.replace(/^#/, ''))
    return [...this.#whole.at(text), ...this.#patterns.find(text)]
  }
}

function languageTag(tag: string): string {
  return tag.toLowerCase().replaceAll('_', '-')
}

/** en-GB-oed is en-gb-oed, en-gb and en. */
function kindsOfLanguage(language: string): readonly string[] {
  const subtags = languageTag(language.slice(0, LONGEST_LANGUAGE)).split('-')
  return subtags.map((_, index) => subtags.slice(0, index + 1).join('-'))
}

/** No tag of a language is longer; a feed may say anything. */
const LONGEST_LANGUAGE = 200

type UrlTerm = {
  readonly term: number
  readonly needle: string
  readonly isExact: boolean
  readonly isOpenStart: boolean
  readonly isOpenEnd: boolean
}

/** Letters by which a term of a URL is found in it. */
const GRAM = 3

class UrlIndex {
  readonly #byGram = new Map<string, UrlTerm[]>()
  /** Terms of one or two letters, which are tried on every URL. */
  readonly #short: UrlTerm[] = []

  add(term: number, { words, isExact }: PropertyTerm): void {
    const isOpenStart = isStar(words[0])
    const isOpenEnd = isStar(words.at(-1))
    const needle = words.slice(isOpenStart ? 1 : 0, isOpenEnd ? -1 : undefined).trim()
    if (needle === '') return
    const urlTerm = { term, needle, isExact, isOpenStart, isOpenEnd }
    const gram = lowerCase(needle.slice(0, GRAM))
    if (gram.length < GRAM) this.#short.push(urlTerm)
    else pushTo(this.#byGram, gram, urlTerm)
  }

  find(url: string, hits: TermHits): void {
    if (this.#byGram.size === 0 && this.#short.length === 0) return
    const candidates = new Set(this.#short)
    const lower = lowerCase(url)
    for (let at = 0; at + GRAM <= url.length; at += 1) {
      const gram = lowerCase(url.slice(at, at + GRAM))
      for (const urlTerm of this.#byGram.get(gram) ?? []) candidates.add(urlTerm)
    }
    for (const urlTerm of candidates) {
      for (const { start, end } of findInUrl(url, lower, urlTerm)) {
        hits.add(urlTerm.term, -1, -1, start, end)
      }
    }
  }
}

function findInUrl(
  url: string,
  lower: string,
  { needle, isExact, isOpenStart, isOpenEnd }: UrlTerm,
): readonly { readonly start: number; readonly end: number }[] {
  // small letters of a few scripts are longer than their capitals: such a URL is looked through as it is
  const text = isExact || lower.length !== url.length ? url : lower
  const wanted = isExact ? needle : lowerCase(needle)
  const ranges: { start: number; end: number }[] = []
  for (const start of findAll(text, wanted)) {
    const end = start + wanted.length
    const isStart = isOpenStart || !joins(text[start - 1], wanted[0])
    const isEnd = isOpenEnd || !joins(wanted.at(-1), text[end])
    if (isStart && isEnd) ranges.push({ start, end })
  }
  return ranges
}

/** Small letters; the sigma at the end of a word like any other. */
function lowerCase(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ')
}

/** Whether two neighbours belong to one word of a URL. */
function joins(one: string | undefined, other: string | undefined): boolean {
  return isWordCharacter(one) && isWordCharacter(other)
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}

/** The text as the scanner reads it. */
function fold(text: string): string {
  const characters = emptyCharacters(text.length)
  readCharacters(text, characters)
  return spell(characters, 0, characters.length)
}
