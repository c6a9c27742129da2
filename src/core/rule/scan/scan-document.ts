import { isParticleChain } from '../korean/korean-particles.ts'
import type { DocumentField, MatchDocument } from '../match-document.ts'
import { fieldBit } from '../term/term-hits.ts'
import { isBehindCloser } from './attached-particle.ts'
import { CharacterClass, isCharacterwise, isWhiteSpace, isWordClass } from './character-class.ts'
import {
  classAt,
  emptyCharacters,
  type GrowingCharacters,
  reserveCharacters,
  unpackCapital,
  unpackClass,
  unpackCode,
} from './characters.ts'
import type { DocumentScan, ScannedSection } from './document-scan.ts'
import { checkAddress, endOfHandle, endOfPlainRun } from './find-address.ts'
import { Gap } from './gap.ts'
import { gapOfSeparator } from './gap-of-separator.ts'
import { LONGEST_GROUP } from './number-groups.ts'
import { readCharacters } from './read-characters.ts'
import { endsInPluralS, scanWord } from './scan-word.ts'
import { spellAhead } from './spell.ts'
import { TokenKind, Tokens, WORD_WIDTH, WordMark } from './tokens.ts'
import { HASHED, hashRange, highWith, isSpelledOut, lowWith } from './word-key.ts'

/** Half words between two fields: more than any NEAR reaches. */
export const FIELD_DISTANCE = 10_000
/** What parts the entries of a list field when offsets are counted over all of them. */
export const ENTRY_SEPARATOR = '\n\n'
/** Characters, room for which is kept between two documents. */
const MAX_IDLE_ROOM = 1_000_000

/**
 * Takes documents apart. One scanner does it again and again in the same memory: what `scan` returned is
 * overwritten by the next call.
 */
export class DocumentScanner {
  #characters: GrowingCharacters = emptyCharacters(0)
  readonly #tokens = new Tokens()
  #sections: ScannedSection[] = []
  #position = 0
  #gap: Gap = Gap.break
  #addressChecked = 0

  /** Takes a document apart; `fields`, as fieldBit gives them, are those that any rule asks for. */
  scan(document: MatchDocument, fields: number): DocumentScan {
    this.#reset()
    const isAsked = (field: DocumentField): boolean => (fields & fieldBit(field)) !== 0
    if (isAsked('title')) this.#scanSection('title', document.title, 0)
    if (isAsked('text')) this.#scanSection('text', document.text, 0)
    if (isAsked('source')) this.#scanEntries('source', document.source)
    if (isAsked('author')) this.#scanEntries('author', document.authors)
    return this.#finish(document)
  }

  /** Takes a piece of a rule apart; `prepare` may change characters before they are made tokens. */
  scanPiece(text: string, prepare: (characters: GrowingCharacters) => void): DocumentScan {
    this.#reset()
    readCharacters(text, this.#characters)
    prepare(this.#characters)
    const to = this.#characters.length
    this.#sections.push({ field: 'text', text, offset: 0, firstToken: 0, from: 0, to })
    this.#scanCharacters(0)
    return this.#finish(NO_DOCUMENT)
  }

  #reset(): void {
    if (this.#characters.packed.length > MAX_IDLE_ROOM) this.#characters = emptyCharacters(0)
    this.#characters.length = 0
    this.#tokens.clear()
    this.#sections = []
    this.#position = 0
    this.#addressChecked = 0
  }

  #finish(document: Pick<MatchDocument, 'language'>): DocumentScan {
    return {
      characters: this.#characters,
      tokens: this.#tokens,
      sections: this.#sections,
      document,
    }
  }

  #scanEntries(field: DocumentField, entries: readonly string[]): void {
    let offset = 0
    for (const entry of entries) {
      this.#scanSection(field, entry, offset)
      offset += entry.length + ENTRY_SEPARATOR.length
    }
  }

  #scanSection(field: DocumentField, text: string, offset: number): void {
    const from = this.#characters.length
    readCharacters(text, this.#characters, offset)
    const to = this.#characters.length
    this.#sections.push({ field, text, offset, firstToken: this.#tokens.count, from, to })
    this.#scanCharacters(from)
  }

  #scanCharacters(from: number): void {
    const characters = this.#characters
    const limit = characters.length
    // words are read without looking for the end
    reserveCharacters(characters, limit + 1)
    characters.packed[limit] = 0
    this.#gap = Gap.break
    for (let at = from; at < limit; ) {
      const value = classAt(characters, at)
      if (isWordClass(value)) at = this.#scanWord(at, limit)
      else if (value === CharacterClass.hangul) at = this.#scanHangul(at, limit)
      else if (isCharacterwise(value)) at = this.#scanCharacterRun(at, limit)
      else at = this.#scanSeparator(at, limit)
    }
    this.#position += FIELD_DISTANCE
  }

  #scanWord(from: number, limit: number): number {
    const plainEnd = this.#scanPlainWords(from, limit)
    if (plainEnd > from) return plainEnd
    if (from >= this.#addressChecked) {
      const end = this.#scanAddress(from, limit)
      return end > from ? end : this.#scanWord(from, limit)
    }
    const place = { from, limit, gap: this.#gap, position: this.#position }
    const next = scanWord(this.#characters, this.#tokens, place)
    this.#position = place.position
    this.#gap = Gap.none
    return next
  }

  /** The end of the address that begins at `from`, or `from` if none does. */
  #scanAddress(from: number, limit: number): number {
    this.#addressChecked = endOfPlainRun(this.#characters, from, limit)
    if (this.#addressChecked > from) return from
    const check = checkAddress(this.#characters, from, limit)
    this.#addressChecked = check.end
    if (!check.isAddress) return from
    this.#add(TokenKind.address, from, check.end, WORD_WIDTH)
    return check.end
  }

  /**
   * Reads words of nothing but letters of one script with single spaces between, as which most of a text is
   * written; returns where something else begins. The last may have a sign behind it if it is known to be no
   * part of an address.
   */
  #scanPlainWords(start: number, limit: number): number {
    const tokens = this.#tokens
    const { packed } = this.#characters
    let from = start
    let gap = this.#gap
    let position = this.#position
    for (;;) {
      let low = 0
      let high = 0
      let seen = 0
      let capitalCount = 0
      let to = from
      let character = packed[from] ?? 0
      const value = unpackClass(character)
      do {
        high = highWith(high, low)
        low = lowWith(low, character)
        seen |= character
        capitalCount += unpackCapital(character)
        to += 1
        character = packed[to] ?? 0
      } while (unpackClass(character) === value)
      const next = unpackClass(character)
      // the R of R & D
      if (to === from + 1 && unpackClass(packed[to + 1] ?? 0) === CharacterClass.ampersand)
        return from
      if (to < limit && !isWhiteSpace(next)) {
        const isNoAddress =
          from < this.#addressChecked || endsClause(next, unpackClass(packed[to + 1] ?? 0))
        if (!isNoAddress || mayGoOn(next, to - from, value)) return from
      } else if (value === CharacterClass.digit && to - from <= LONGEST_GROUP) {
        // the 10 of 10 000
        if (unpackClass(packed[to + 1] ?? 0) === CharacterClass.digit) return from
      }
      // all of one script, and basic: a to z
      const isOfLetters = value === CharacterClass.latin && unpackCode(seen) < FIRST_BEYOND_BASIC
      if (!isOfLetters || !isSpelledOut(to - from)) {
        low = hashRange(this.#characters, from, to)
        high = HASHED
      }
      // of letters alone only an acronym ends in a plural s of its own
      const hasPlural = capitalCount >= 2 && endsInPluralS(this.#characters, from, to, capitalCount)
      const marks = hasPlural ? WordMark.pluralS : 0
      tokens.addWord(from, to, gap, position, low, high, capitalCount, marks)
      position += WORD_WIDTH
      this.#position = position
      this.#gap = Gap.none
      if (next !== CharacterClass.space || !isWordClass(unpackClass(packed[to + 1] ?? 0))) return to
      if (to + 1 >= limit) return to
      this.#gap = Gap.space
      gap = Gap.space
      from = to + 1
    }
  }

  #scanHangul(from: number, limit: number): number {
    const characters = this.#characters
    const { packed } = characters
    let to = from + 1
    while (to < limit && unpackClass(packed[to] ?? 0) === CharacterClass.hangul) to += 1
    const isParticle =
      this.#mayBeAttached(from) && isParticleChain(spellAhead(characters, from, to))
    this.#add(TokenKind.hangul, from, to, isParticle ? 0 : WORD_WIDTH)
    return to
  }

  /** Whether what begins at a place hangs on what stands before it. */
  #mayBeAttached(from: number): boolean {
    if (this.#tokens.count === 0) return false
    return this.#gap === Gap.none || isBehindCloser(this.#characters, from)
  }

  #scanCharacterRun(from: number, limit: number): number {
    const { packed } = this.#characters
    const tokens = this.#tokens
    this.#add(TokenKind.character, from, from + 1, 1)
    let at = from + 1
    let position = this.#position
    while (at < limit && isHanOrKana(unpackClass(packed[at] ?? 0))) {
      tokens.add(TokenKind.character, at, at + 1, Gap.none, position, 1)
      position += 1
      at += 1
    }
    this.#position = position
    return at
  }

  #scanSeparator(at: number, limit: number): number {
    const characters = this.#characters
    if (classAt(characters, at) === CharacterClass.space) {
      // a single space between two words, as most separators are
      const next = at + 1 < limit ? classAt(characters, at + 1) : CharacterClass.space
      if (isWordClass(next) || isCharacterwise(next)) {
        this.#gap = wider(this.#gap, Gap.space)
        return at + 1
      }
    }
    const handleEnd = endOfHandle(characters, at, limit)
    if (handleEnd > at) {
      this.#add(TokenKind.address, at, handleEnd, WORD_WIDTH)
      return handleEnd
    }
    const separator = gapOfSeparator({ characters, tokens: this.#tokens }, at, limit)
    this.#gap = wider(this.#gap, separator.gap)
    return separator.next
  }

  #add(kind: TokenKind, from: number, to: number, width: number): void {
    this.#tokens.add(kind, from, to, this.#gap, this.#position, width)
    this.#position += width
    this.#gap = Gap.none
  }
}

/** A piece of a rule is in no language. */
const NO_DOCUMENT = { language: null }

/** Folded letters below are a to z. */
const FIRST_BEYOND_BASIC = 0x80

/** Each of these characters is a token. */
function isHanOrKana(value: number): boolean {
  return isCharacterwise(value) && value !== CharacterClass.hangul
}

/** Whether a word with these two behind it can be no part of an address: "in Seoul, where". */
function endsClause(sign: number, next: number): boolean {
  return (sign === CharacterClass.comma || sign === CharacterClass.dot) && isWhiteSpace(next)
}

/** Whether a word of `length` letters may go on with a character of the class `next`. */
function mayGoOn(next: number, length: number, value: number): boolean {
  switch (next) {
    case CharacterClass.dot:
    case CharacterClass.comma:
      return length <= 2 || value === CharacterClass.digit
    case CharacterClass.hyphen:
    case CharacterClass.joiner:
    case CharacterClass.apostrophe:
    case CharacterClass.ampersand:
      return true
    default:
      return isWordClass(next)
  }
}

/** A middle dot parts less than the spaces around it: 한 · 중 · 일. */
function wider(one: Gap, other: Gap): Gap {
  const isDotAndSpace =
    (one === Gap.middleDot && other === Gap.space) || (one === Gap.space && other === Gap.middleDot)
  if (isDotAndSpace) return Gap.middleDot
  return one > other ? one : other
}
