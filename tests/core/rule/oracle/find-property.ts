import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import { wildcardSource } from './read-term.ts'
import { readText } from './read-text.ts'

type Range = { readonly start: number; readonly end: number }

/** Where a term stands in a field that is compared as a whole. */
export function findProperty(
  document: MatchDocument,
  field: 'tag' | 'lang' | 'url',
  text: string,
  isExact: boolean,
): readonly Range[] {
  switch (field) {
    case 'tag':
      return findTag(document.tags, text, isExact)
    case 'lang':
      return findLanguage(document.language ?? '', text)
    case 'url':
      return findInUrl(document.url, text, isExact)
  }
}

function findTag(tags: readonly string[], text: string, isExact: boolean): readonly Range[] {
  const formOf = (tag: string): string => {
    const written = tag.replace(/^#/, '')
    return (isExact ? written : readText(written, false).letters).replace(/\s+/g, ' ').trim()
  }
  const pattern = new RegExp(`^${wildcardSource(formOf(text))}$`, 's')
  return tags.flatMap((tag, index) => {
    const start = tags.slice(0, index).join('').length + 2 * index
    return pattern.test(formOf(tag)) ? [{ start, end: start + tag.length }] : []
  })
}

function findLanguage(language: string, text: string): readonly Range[] {
  const isIt = `${language}-`.toLowerCase().startsWith(`${text.toLowerCase()}-`)
  return isIt ? [{ start: 0, end: language.length }] : []
}

/** Any part between signs; a * frees its side. */
function findInUrl(url: string, text: string, isExact: boolean): readonly Range[] {
  const wanted = text.replace(/^\*|\*$/g, '')
  const left = text.startsWith('*') || !/^[\p{L}\p{N}]/u.test(wanted) ? '' : '(?<![\\p{L}\\p{N}])'
  const right = text.endsWith('*') || !/[\p{L}\p{N}]$/u.test(wanted) ? '' : '(?![\\p{L}\\p{N}])'
  const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = new RegExp(`(?=${left}(${escaped})${right})`, isExact ? 'gu' : 'giu')
  return [...url.matchAll(pattern)].map(({ index }) => ({
    start: index,
    end: index + wanted.length,
  }))
}
