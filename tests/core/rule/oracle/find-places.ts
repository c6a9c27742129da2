import type { KoreanLexicon } from '../../../../src/core/rule/korean/korean-lexicon.ts'
import type {
  DocumentField,
  MatchDocument,
  MatchSpan,
} from '../../../../src/core/rule/match-document.ts'
import { findProperty } from './find-property.ts'
import { findTerm, type Occurrence } from './find-term.ts'
import { readTerm } from './read-term.ts'
import { type Section, sectionOf } from './section.ts'

/** Where a term stands in a document; `section` is the number of the text that it stands in. */
export type Place = Occurrence & { readonly section: number; readonly span: MatchSpan }

/** A text of a document; offsets count over all entries of a list, two line breaks between them. */
export type NamedSection = Section & { readonly name: DocumentField; readonly offset: number }

export function sectionsOf(
  document: MatchDocument,
  lexicon: KoreanLexicon | null,
): readonly NamedSection[] {
  const { title, text, source, authors, language } = document
  const of = (name: DocumentField, entries: readonly string[]): readonly NamedSection[] =>
    entries.map((entry, index) => ({
      name,
      offset: entries.slice(0, index).join('').length + 2 * index,
      ...sectionOf(entry, language, lexicon),
    }))
  return [
    ...of('title', [title]),
    ...of('text', [text]),
    ...of('source', source),
    ...of('author', authors),
  ]
}

/** All places of a term; without a field it looks into title and text. */
export function findPlaces(
  document: MatchDocument,
  sections: readonly NamedSection[],
  sought: {
    readonly field: DocumentField | null
    readonly text: string
    readonly isExact: boolean
  },
): readonly Place[] {
  const { field, text, isExact } = sought
  if (field === 'tag' || field === 'lang' || field === 'url') {
    return findProperty(document, field, text, isExact).map((range) => ({
      ...range,
      position: 0,
      positionEnd: 0,
      section: 0,
      span: { field, ...range, term: text, concept: null },
    }))
  }
  const term = readTerm(text, isExact)
  return sections.flatMap((section, index) => {
    const { name, offset } = section
    const isAskedFor = field === null ? name === 'title' || name === 'text' : name === field
    return (isAskedFor ? findTerm(section, term) : []).map((place) => {
      const range = { start: place.start + offset, end: place.end + offset }
      const span = { field: name, ...range, term: text, concept: null }
      return { ...place, section: index, span }
    })
  })
}
