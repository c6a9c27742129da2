import type { MatchDocument } from '../rule/match-document.ts'
import { type ItemLanguage, languageOfItem } from './language-of-item.ts'

/** What a document is made of; the language is the declared one. */
export type DocumentParts = Omit<MatchDocument, 'language'> & {
  /** What the feed, the item or whoever tries a rule says; null: nothing. */
  readonly declaredLanguage: string | null
}

/**
 * The only maker of what rules are held against, so that a rule that is tried, explained or searched with meets the same
 * language as in a poll. The language is told when it is first asked for: no rule asks for that of most items.
 */
export function makeDocument({ declaredLanguage, ...parts }: DocumentParts): MatchDocument {
  const { title, text } = parts
  let told: ItemLanguage | null = null
  return {
    ...parts,
    get language(): string | null {
      told ??= languageOfItem({ title, text, language: declaredLanguage })
      return told.language
    },
  }
}
