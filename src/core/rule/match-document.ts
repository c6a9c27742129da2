import type { RuleId } from '../ids.ts'

/** What a rule is held against: one item's texts, as stored. Offsets of spans are UTF-16 units into these strings. */
export type MatchDocument = {
  readonly title: string
  /** The article where it was fetched, else the feed's text. Paragraphs are parted by a blank line. */
  readonly text: string
  /** Id and title of the feed, for `source:`. */
  readonly source: readonly string[]
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly url: string
  /** BCP 47, or null when unknown. */
  readonly language: string | null
}

export type DocumentField = 'title' | 'text' | 'source' | 'lang' | 'tag' | 'author' | 'url'

/** A stretch of a document that a term hit. */
export type MatchSpan = {
  readonly field: DocumentField
  /** UTF-16 offsets into the field's string, end exclusive. */
  readonly start: number
  readonly end: number
  /** The term of the rule that hit, as it was written there (or in the concept). */
  readonly term: string
  /** Name of the concept through which the term came, without @; null for a term of the rule itself. */
  readonly concept: string | null
}

/** The fact that a rule hit a document. */
export type RuleHit = {
  readonly ruleId: RuleId
  /** What hit, in the order of the fields and of the text. */
  readonly spans: readonly MatchSpan[]
}
