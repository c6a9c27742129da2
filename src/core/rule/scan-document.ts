import { CharacterClass, isCharacterwise, isWordClass } from './character-class.ts'
import {
  type DocumentScan,
  Gap,
  type ScannedSection,
  type Token,
  type TokenChain,
  type WordForm,
} from './document-scan.ts'
import { checkAddress } from './find-address.ts'
import { gapOfSeparator } from './gap-of-separator.ts'
import { isParticleChain } from './korean-particles.ts'
import type { DocumentField, MatchDocument } from './match-document.ts'
import { emptyCharacters, type GrowingCharacters, readCharacters } from './read-characters.ts'
import { scanWordChain, type WordChain } from './scan-word.ts'
import { spellAhead } from './spell.ts'
import { createWordForms } from './word-form.ts'

/** Half words between two fields: more than any NEAR reaches. */
export const FIELD_DISTANCE = 1_000_000
/** What parts the entries of a list field when offsets are counted over all of them. */
export const ENTRY_SEPARATOR = '\n\n'

/** Takes a document apart; `fields` names those that any rule asks for. */
export function scanDocument(
  document: MatchDocument,
  fields: ReadonlySet<DocumentField>,
): DocumentScan {
  const scanner = createScanner(emptyCharacters(document.title.length + document.text.length))
  if (fields.has('title')) scanner.scanSection('title', document.title, 0)
  if (fields.has('text')) scanner.scanSection('text', document.text, 0)
  if (fields.has('source')) scanEntries(scanner, 'source', document.source)
  if (fields.has('author')) scanEntries(scanner, 'author', document.authors)
  return scanner.finish(document.language)
}

/** Takes a piece of a rule apart, as a text of its own. */
export function scanPiece(characters: GrowingCharacters): readonly Token[] {
  const scanner = createScanner(characters)
  scanner.scanCharacters(0)
  return scanner.finish(null).tokens
}

type Scanner = {
  readonly scanSection: (field: DocumentField, text: string, offset: number) => void
  readonly scanCharacters: (from: number) => void
  readonly finish: (language: string | null) => DocumentScan
}

function scanEntries(scanner: Scanner, field: DocumentField, entries: readonly string[]): void {
  let offset = 0
  for (const entry of entries) {
    scanner.scanSection(field, entry, offset)
    offset += entry.length + ENTRY_SEPARATOR.length
  }
}

function createScanner(characters: GrowingCharacters): Scanner {
  const tokens: Token[] = []
  const forms = createWordForms(characters)
  const sections: ScannedSection[] = []
  let position = 0
  let gap: Gap = Gap.break
  let addressChecked = 0

  const push = (
    kind: Token['kind'],
    from: number,
    to: number,
    width: number,
    form: WordForm | null = null,
    chain: TokenChain | null = null,
  ): void => {
    tokens.push({ kind, from, to, gap, position, positionEnd: position + width, form, chain })
    position += width
    gap = Gap.none
  }

  const pushWords = ({ parts, isJoinable }: WordChain): void => {
    const first = tokens.length
    const chain = isJoinable && parts.length > 1 ? { first, next: first + parts.length } : null
    for (const { from, to, form } of parts) push('word', from, to, 2, form, chain)
  }

  const scanWord = (from: number, limit: number): number => {
    if (from >= addressChecked) {
      const check = checkAddress(characters, from, limit)
      addressChecked = check.end
      if (check.isAddress) {
        push('address', from, check.end, 2)
        return check.end
      }
    }
    const chain = scanWordChain(characters, forms, from, limit)
    pushWords(chain)
    return chain.next
  }

  const scanHangul = (from: number, limit: number): number => {
    let to = from
    while (to < limit && characters.classes[to] === CharacterClass.hangul) to += 1
    const previous = tokens.at(-1)
    const isParticle =
      gap === Gap.none &&
      previous !== undefined &&
      isParticleChain(spellAhead(characters, from, to))
    push('hangul', from, to, isParticle ? 0 : 2)
    return to
  }

  const scanCharacters = (from: number): void => {
    gap = Gap.break
    const limit = characters.length
    let at = from
    while (at < limit) {
      const value = characters.classes[at] ?? 0
      if (isWordClass(value)) {
        at = scanWord(at, limit)
      } else if (value === CharacterClass.hangul) {
        at = scanHangul(at, limit)
      } else if (isCharacterwise(value)) {
        push('character', at, at + 1, 1)
        at += 1
      } else {
        const separator = gapOfSeparator(characters, at, limit, tokens.at(-1))
        gap = wider(gap, separator.gap)
        at = separator.next
      }
    }
    position += FIELD_DISTANCE
  }

  return {
    scanSection(field, text, offset): void {
      const from = characters.length
      readCharacters(text, characters, offset)
      sections.push({
        field,
        text,
        offset,
        firstToken: tokens.length,
        from,
        to: characters.length,
      })
      scanCharacters(from)
    },
    scanCharacters,
    finish: (language) => ({ characters, tokens, sections, language }),
  }
}

/** A middle dot parts less than the spaces around it: 한 · 중 · 일. */
function wider(one: Gap, other: Gap): Gap {
  const pair = [one, other]
  if (pair.includes(Gap.middleDot) && pair.includes(Gap.space)) return Gap.middleDot
  return one > other ? one : other
}
