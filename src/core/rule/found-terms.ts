import type { CompiledLeaf, TermVariant } from './compiled-query.ts'
import { sectionOfToken } from './document-scan.ts'
import { findProperty } from './find-property.ts'
import type { DocumentField, MatchDocument, MatchSpan } from './match-document.ts'
import type { SearchedDocument, TermHit } from './term-hit.ts'

/** What was found of all terms in one document: all that rules are decided by. */
export type FoundTerms = {
  readonly document: MatchDocument
  readonly searched: SearchedDocument
  readonly hits: ReadonlyMap<number, readonly TermHit[]>
}

/** A hit of one variant of a leaf. */
export type VariantHit = { readonly variant: TermVariant; readonly hit: TermHit }

/** Hits of a leaf in prose, in the fields that it asks for. */
export function hitsOfLeaf(found: FoundTerms, leaf: CompiledLeaf): readonly VariantHit[] {
  return leaf.variants.flatMap((variant) => {
    const hits = variant.term === null ? [] : (found.hits.get(variant.term) ?? [])
    return hits
      .filter((hit) => isAskedFor(leaf.field, fieldOf(found, hit)))
      .map((hit) => ({ variant, hit }))
  })
}

export function isLeafTrue(found: FoundTerms, leaf: CompiledLeaf): boolean {
  return leaf.variants.some((variant) => isVariantTrue(found, leaf, variant))
}

function isVariantTrue(found: FoundTerms, leaf: CompiledLeaf, variant: TermVariant): boolean {
  if (variant.term === null) {
    return leaf.field !== null && findProperty(found.document, leaf.field, variant).length > 0
  }
  const hits = found.hits.get(variant.term)
  return hits?.some((hit) => isAskedFor(leaf.field, fieldOf(found, hit))) ?? false
}

/** What of the document a leaf hit. */
export function spansOfLeaf(found: FoundTerms, leaf: CompiledLeaf): readonly MatchSpan[] {
  const inProse = hitsOfLeaf(found, leaf).map((hit) => spanOf(found, hit))
  const { field } = leaf
  if (field === null) return inProse
  const inProperties = leaf.variants.flatMap((variant) => {
    const ranges = variant.term === null ? findProperty(found.document, field, variant) : []
    return ranges.map((range) => ({
      field,
      ...range,
      term: variant.text,
      concept: variant.concept,
    }))
  })
  return [...inProse, ...inProperties]
}

export function spanOf(found: FoundTerms, { variant, hit }: VariantHit): MatchSpan {
  const { starts, ends } = found.searched.scan.characters
  return {
    field: fieldOf(found, hit),
    start: starts[hit.from] ?? 0,
    end: ends[hit.to - 1] ?? 0,
    term: variant.text,
    concept: variant.concept,
  }
}

/** A term without a field looks into title and text. */
function isAskedFor(wanted: DocumentField | null, field: DocumentField): boolean {
  return wanted === null ? field === 'title' || field === 'text' : wanted === field
}

function fieldOf(found: FoundTerms, hit: TermHit): DocumentField {
  return sectionOfToken(found.searched.scan, hit.firstToken)?.field ?? 'text'
}
