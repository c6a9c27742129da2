import type { MatchDocument, MatchSpan } from '../match-document.ts'
import { sectionOfToken } from '../scan/document-scan.ts'
import { endOfStored } from '../scan/read-characters.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import type { TermHit, TermHits } from '../term/term-hits.ts'
import type { TermVariant } from './compiled-query.ts'
import type { Place } from './near-place.ts'

/** What was found of all terms in one document: all that rules are decided by. */
export type FoundTerms = {
  readonly document: MatchDocument
  readonly searched: SearchedDocument
  readonly hits: TermHits
  /** Where terms that NEAR asks for stand, in the order of the text; kept because rules share them. */
  readonly places: Map<number, readonly Place[]>
  /** What leaves that were asked for hit, by their numbers in the programs (query-programs.ts). */
  readonly spans: Map<number, LeafSpans>
}

/** What a leaf hit, and the program of the rule that was last told so. */
export type LeafSpans = { readonly spans: readonly MatchSpan[]; toldBy: number }

/** A hit of one variant of a leaf. */
export type VariantHit = { readonly variant: TermVariant; readonly hit: TermHit }

/** What of the document a hit of that number covers, in UTF-16 offsets. */
export function spanOfHit(found: FoundTerms, variant: TermVariant, hit: number): MatchSpan {
  const { hits } = found
  const place = { field: hits.fieldOf(hit), from: hits.fromOf(hit), to: hits.toOf(hit) }
  return spanOfPlace(found, variant, place, hits.firstTokenOf(hit))
}

/** Adds what the hits of a term in some fields cover. */
export function addSpans(
  found: FoundTerms,
  term: number,
  fields: number,
  variant: TermVariant,
  spans: MatchSpan[],
): void {
  const { hits } = found
  for (let hit = hits.firstOf(term); hit >= 0; hit = hits.nextOf(hit)) {
    if (hits.isInFields(hit, fields)) spans.push(spanOfHit(found, variant, hit))
  }
}

/** What of the document a hit covers, in UTF-16 offsets. */
export function spanOf(found: FoundTerms, { variant, hit }: VariantHit): MatchSpan {
  return spanOfPlace(found, variant, hit, hit.firstToken)
}

function spanOfPlace(
  { searched }: FoundTerms,
  { text: term, concept }: TermVariant,
  { field, from, to }: Pick<TermHit, 'field' | 'from' | 'to'>,
  firstToken: number,
): MatchSpan {
  if (firstToken < 0) return { field, start: from, end: to, term, concept }
  const { starts } = searched.scan.characters
  const section = sectionOfToken(searched.scan, firstToken)
  const offset = section?.offset ?? 0
  const last = (starts[to - 1] ?? 0) - offset
  const end = endOfStored(section?.text ?? '', last) + offset
  return { field, start: starts[from] ?? 0, end, term, concept }
}
