import type { MatchDocument, MatchSpan } from '../match-document.ts'
import { sectionOfToken } from '../scan/document-scan.ts'
import { endOfStored } from '../scan/read-characters.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import type { TermHit, TermHits } from '../term/term-hits.ts'
import type { CompiledLeaf, TermVariant } from './compiled-query.ts'
import type { Place } from './near-place.ts'

/** What was found of all terms in one document: all that rules are decided by. */
export type FoundTerms = {
  readonly document: MatchDocument
  readonly searched: SearchedDocument
  readonly hits: TermHits
  /** Where terms that NEAR asks for stand, in the order of the text; kept because rules share them. */
  readonly places: Map<number, readonly Place[]>
  /** What leaves that were asked for hit, by their numbers in the programs (query-programs.ts). */
  readonly spans: Map<number, readonly MatchSpan[]>
}

/** A hit of one variant of a leaf. */
export type VariantHit = { readonly variant: TermVariant; readonly hit: TermHit }

/** Hits of a leaf, in the fields that it asks for. */
export function hitsOfLeaf(
  { hits }: FoundTerms,
  { fields, variants }: CompiledLeaf,
): readonly VariantHit[] {
  const [variant, second] = variants
  if (variant !== undefined && second === undefined) {
    return hits.hitsOf(variant.term, fields).map((hit) => ({ variant, hit }))
  }
  return variants.flatMap((each) =>
    hits.hitsOf(each.term, fields).map((hit) => ({ variant: each, hit })),
  )
}

/** What of the document a hit covers, in UTF-16 offsets. */
export function spanOf({ searched }: FoundTerms, { variant, hit }: VariantHit): MatchSpan {
  const { field, from, to } = hit
  const { text: term, concept } = variant
  if (hit.firstToken < 0) return { field, start: from, end: to, term, concept }
  const { starts } = searched.scan.characters
  const section = sectionOfToken(searched.scan, hit.firstToken)
  const offset = section?.offset ?? 0
  const last = (starts[to - 1] ?? 0) - offset
  const end = endOfStored(section?.text ?? '', last) + offset
  return { field, start: starts[from] ?? 0, end, term, concept }
}
