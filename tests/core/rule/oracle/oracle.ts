import type { KoreanLexicon } from '../../../../src/core/rule/korean/korean-lexicon.ts'
import type {
  DocumentField,
  MatchDocument,
  MatchSpan,
} from '../../../../src/core/rule/match-document.ts'
import { parseRule } from '../../../../src/core/rule/syntax/parse-rule.ts'
import type { ConceptQuery, Query, TermQuery } from '../../../../src/core/rule/syntax/query.ts'
import type { Place } from './find-places.ts'
import { findPlaces, sectionsOf } from './find-places.ts'
import { joinStretches, type Stretch, stretchOf } from './join-stretches.ts'

/**
 * A slow, obvious matcher to hold the engine against. It shares with it the parser of rules, the folding of
 * plurals, what is known of Korean words and eojeols and the names that hold others in Han, and nothing else: texts are cut by regular expressions, every term
 * is tried at every place, and the tree is decided by definition, NEAR by comparing every pair of places.
 */
export type Oracle = {
  readonly holds: (query: Query) => boolean
  /** Where a term, or any term of a concept, stands; in no order and with repetitions. */
  readonly spansOf: (leaf: TermQuery | ConceptQuery) => readonly MatchSpan[]
}

/** Concepts by name, as in config.yaml. */
export type Concepts = Readonly<Record<string, readonly string[]>>

/** The tree of a rule that is known to be a good one. */
export function queryOf(rule: string): Query {
  const parsed = parseRule(rule)
  if (parsed.kind === 'parsed') return parsed.query
  throw new Error(`${rule}: ${parsed.problems[0]?.message}`)
}

/** An oracle for one document. */
export function createOracle(
  document: MatchDocument,
  concepts: Concepts,
  lexicon: KoreanLexicon | null = null,
): Oracle {
  const sections = sectionsOf(document, lexicon)
  const known = new Map<string, readonly Place[]>()

  const holds = (query: Query): boolean => {
    switch (query.kind) {
      case 'term':
      case 'concept':
        return placesOfLeaf(query).length > 0
      case 'and':
        return query.children.every((child) => holds(child))
      case 'or':
        return query.children.some((child) => holds(child))
      case 'not':
        return !holds(query.child)
      case 'near':
        return stretchesOf(query).length > 0
      case 'atLeast':
        return query.children.filter((child) => holds(child)).length >= query.count
    }
  }

  const placesOfLeaf = (query: TermQuery | ConceptQuery): readonly Place[] => {
    const terms =
      query.kind === 'term'
        ? [{ ...query, written: query.isExact ? `=${query.text}` : query.text }]
        : termsOfConcept(query.name, concepts)
    const concept = query.kind === 'concept' ? query.name : null
    return terms.flatMap(({ text, isExact, written }) =>
      placesOfTerm(query.field, text, isExact).map((place) => ({
        ...place,
        span: { ...place.span, term: written, concept },
      })),
    )
  }

  const placesOfTerm = (
    field: DocumentField | null,
    text: string,
    isExact: boolean,
  ): readonly Place[] => {
    const key = `${field}${isExact ? '=' : ':'}${text}`
    const places = known.get(key) ?? findPlaces(document, sections, { field, text, isExact })
    known.set(key, places)
    return places
  }

  /** Where the side of a NEAR stands. */
  const stretchesOf = (query: Query): readonly Stretch[] => {
    switch (query.kind) {
      case 'term':
      case 'concept':
        return placesOfLeaf(query).map(stretchOf)
      case 'or':
        return query.children.flatMap((child) => stretchesOf(child))
      case 'near':
        return joinStretches(query, stretchesOf(query.left), stretchesOf(query.right))
      default:
        throw new Error(`${query.kind} has no place`)
    }
  }

  return {
    holds,
    spansOf: (leaf) => placesOfLeaf(leaf).map(({ span }) => span),
  }
}

type LeafTerm = { readonly text: string; readonly isExact: boolean; readonly written: string }

/** All terms of a concept and of those that it names. */
function termsOfConcept(name: string, concepts: Concepts): readonly LeafTerm[] {
  return (concepts[name] ?? []).flatMap((entry): readonly LeafTerm[] => {
    if (entry.startsWith('@')) return termsOfConcept(entry.slice(1), concepts)
    const isExact = entry.startsWith('=')
    return [{ text: entry.replace(/^=/, '').replace(/^"(.*)"$/, '$1'), isExact, written: entry }]
  })
}
