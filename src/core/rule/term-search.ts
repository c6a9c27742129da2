import { type PluralLanguage, pluralLanguageOf } from './fold-plural.ts'
import type { FoundTerms } from './found-terms.ts'
import type { DocumentField, MatchDocument } from './match-document.ts'
import { createPluralKeys, type PluralKeys } from './plural-keys.ts'
import { scanDocument } from './scan-document.ts'
import { createSegmentBorders } from './segment-borders.ts'
import { createTermIndex, type TermIndex } from './term-index.ts'
import type { TermPattern } from './term-pattern.ts'

/**
 * Looks all terms up in a document, in one pass. The index of a language is made when its first document
 * comes, because most configurations see only some.
 */
export function createTermSearch(
  patterns: readonly TermPattern[],
  fields: ReadonlySet<DocumentField>,
): (document: MatchDocument) => FoundTerms {
  const indexes = new Map<PluralLanguage, { keys: PluralKeys; index: TermIndex }>()

  const indexFor = (language: PluralLanguage): { keys: PluralKeys; index: TermIndex } => {
    const known = indexes.get(language)
    if (known !== undefined) return known
    const keys = createPluralKeys(language)
    const made = { keys, index: createTermIndex(patterns, keys) }
    indexes.set(language, made)
    return made
  }

  return (document) => {
    const scan = scanDocument(document, fields)
    const { keys, index } = indexFor(pluralLanguageOf(document.language))
    const searched = { scan, keys, borders: createSegmentBorders(scan) }
    return { document, searched, hits: index.findHits(searched) }
  }
}
