import { foldCode } from './fold-character.ts'
import type { DocumentField, MatchDocument } from './match-document.ts'
import { ENTRY_SEPARATOR } from './scan-document.ts'
import { ANY_CHARACTER, isStar, matchesWildcards } from './wildcards.ts'

/** A stretch of a field, in UTF-16 offsets. */
type Range = { readonly start: number; readonly end: number }

/**
 * Where a term stands in a field that is no prose. A tag must be the term, whatever its case. A language must
 * be the term or a kind of it: en finds en-GB. In a URL the term may stand anywhere between signs: korea.kr
 * and press, but not pres, are found in https://www.korea.kr/press/1.
 */
export function findProperty(
  document: MatchDocument,
  field: DocumentField,
  term: { readonly words: string; readonly isExact: boolean },
): readonly Range[] {
  switch (field) {
    case 'tag':
      return findTag(document.tags, term)
    case 'lang':
      return findLanguage(document.language ?? '', term.words.trim())
    case 'url':
      return findInUrl(document.url, term)
    default:
      return []
  }
}

function findTag(
  tags: readonly string[],
  term: { readonly words: string; readonly isExact: boolean },
): readonly Range[] {
  const comparable = (text: string): string =>
    (term.isExact ? text : fold(text)).replace(/\s+/g, ' ').trim()
  const pattern = comparable(term.words.replace(/^#/, ''))
    .replace(/[?？]/g, ANY_CHARACTER)
    .replaceAll('＊', '*')
  const ranges: Range[] = []
  let start = 0
  for (const tag of tags) {
    const end = start + tag.length
    if (matchesWildcards(pattern, comparable(tag.replace(/^#/, '')))) ranges.push({ start, end })
    start = end + ENTRY_SEPARATOR.length
  }
  return ranges
}

function findLanguage(language: string, wanted: string): readonly Range[] {
  const comparable = (tag: string): string => tag.toLowerCase().replaceAll('_', '-')
  const have = comparable(language)
  const want = comparable(wanted)
  const isFound = have === want || have.startsWith(`${want}-`)
  return isFound ? [{ start: 0, end: language.length }] : []
}

function findInUrl(
  url: string,
  term: { readonly words: string; readonly isExact: boolean },
): readonly Range[] {
  const isOpenStart = isStar(term.words[0])
  const isOpenEnd = isStar(term.words.at(-1))
  const words = term.words.slice(isOpenStart ? 1 : 0, isOpenEnd ? -1 : undefined).trim()
  const haystack = term.isExact ? url : url.toLowerCase()
  const needle = term.isExact ? words : words.toLowerCase()
  // small letters of a few scripts are longer than their capitals: such a URL is looked through as it is
  const text = haystack.length === url.length ? haystack : url
  const ranges: Range[] = []
  if (needle === '') return ranges
  for (let start = text.indexOf(needle); start >= 0; start = text.indexOf(needle, start + 1)) {
    const end = start + needle.length
    const isStart = isOpenStart || !joins(text[start - 1], needle[0])
    const isEnd = isOpenEnd || !joins(needle.at(-1), text[end])
    if (isStart && isEnd) ranges.push({ start, end })
  }
  return ranges
}

/** Whether two neighbours belong to one word of a URL. */
function joins(one: string | undefined, other: string | undefined): boolean {
  return isWordCharacter(one) && isWordCharacter(other)
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}

function fold(text: string): string {
  let folded = ''
  for (const character of text) {
    for (const code of foldCode(character.codePointAt(0) ?? 0)) folded += String.fromCodePoint(code)
  }
  return folded
}
