import type { MatchDocument } from '../rule/match-document.ts'
import { languageOfItem } from './language-of-item.ts'

/** What a document is made of; the language is the declared one. */
export type DocumentParts = Omit<MatchDocument, 'language'> & {
  /** What the feed, the item or whoever tries a rule says; null: nothing. */
  readonly declaredLanguage: string | null
}

/**
 * The only maker of what rules are held against, so that a rule that is tried, explained or searched with meets the same
 * language as in a poll.
 */
export function makeDocument({ declaredLanguage, ...parts }: DocumentParts): MatchDocument {
  const { title, text } = parts
  return {
    ...parts,
    language: languageOfItem({ title, text, language: declaredLanguage }).language,
  }
}
