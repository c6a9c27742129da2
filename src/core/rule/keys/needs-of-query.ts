import type { DocumentField } from '../match-document.ts'
import type { ConceptTerm } from '../syntax/concept-term.ts'
import type { Query } from '../syntax/query.ts'
import { ANYTHING, allOf, anyOf, type KeyNeed, someOf } from './key-need.ts'
import { needsOfTerm } from './needs-of-term.ts'

type TermsOf = (concept: string) => readonly ConceptTerm[]

/** The keys that a document must have for a query to hold. Where words stand, and what must not be there, keys do not tell. */
export function needsOfQuery(query: Query, termsOf: TermsOf): KeyNeed {
  switch (query.kind) {
    case 'term':
      return hasKeys(query.field) ? needsOfTerm(query.text, query.isExact) : ANYTHING
    case 'concept':
      return hasKeys(query.field)
        ? anyOf(termsOf(query.name).map((term) => needsOfConceptTerm(term, termsOf)))
        : ANYTHING
    case 'and':
      return allOf(needsOfEach(query.children, termsOf))
    case 'or':
      return anyOf(needsOfEach(query.children, termsOf))
    case 'atLeast':
      return someOf(query.count, needsOfEach(query.children, termsOf))
    case 'not':
      return ANYTHING
    case 'near': {
      const left = needsOfQuery(query.left, termsOf)
      return query.isNegated ? left : allOf([left, needsOfQuery(query.right, termsOf)])
    }
  }
}

function needsOfEach(children: readonly Query[], termsOf: TermsOf): readonly KeyNeed[] {
  return children.map((child) => needsOfQuery(child, termsOf))
}

function needsOfConceptTerm(term: ConceptTerm, termsOf: TermsOf): KeyNeed {
  return term.kind === 'query'
    ? needsOfQuery(term.query, termsOf)
    : needsOfTerm(term.words, term.isExact)
}

/** Sources and tags are the configuration's too, languages are few, and addresses are compared by their letters. */
function hasKeys(field: DocumentField | null): boolean {
  return field === null || field === 'title' || field === 'text' || field === 'author'
}
