import { existsSync } from 'node:fs'
import { type ItemLanguage, languageOfItem } from '../core/feed/language-of-item.ts'
import { makeDocument } from '../core/feed/make-document.ts'
import type { MatchDocument, MatchSpan } from '../core/rule/match-document.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import type { Explanation } from '../core/rule/query/explain.ts'
import { htmlToText } from '../core/text/html-to-text.ts'
import type { CommandCall } from './command.ts'
import { type Concepts, QUERY_ID } from './compile-query.ts'
import { configFileOf, isConfigNamed } from './config-file.ts'

/** Whether a rule hit a text, and why or why not; the shape of a line of `match --json`. */
export type TextMatch = {
  readonly matched: boolean
  readonly spans: readonly MatchSpan[]
  readonly explanation: Explanation | null
  /** The language that was assumed. */
  readonly language: ItemLanguage
}

export type TextTraits = {
  readonly title: string
  readonly isHtml: boolean
  readonly language: string | null
}

/** A text as an item would be stored. */
export function documentOf(text: string, { title, isHtml, language }: TextTraits): MatchDocument {
  return makeDocument({
    title,
    text: isHtml ? htmlToText(text) : text,
    source: [],
    tags: [],
    authors: [],
    url: '',
    declaredLanguage: language,
  })
}

export function matchDocument(
  matcher: Matcher,
  document: MatchDocument,
  declaredLanguage: string | null,
): TextMatch {
  const [hit] = matcher.match(document)
  return {
    matched: hit !== undefined,
    spans: hit?.spans ?? [],
    explanation: matcher.explain(QUERY_ID, document),
    language: languageOfItem({ ...document, language: declaredLanguage }),
  }
}

/** The concepts of the configuration, where a rule names any and there is a configuration. */
export async function loadConcepts(call: CommandCall, rules: string): Promise<Concepts> {
  if (!/[@＠]/u.test(rules)) return new Map()
  if (!isConfigNamed(call) && !existsSync(configFileOf(call))) return new Map()
  const { loadSettings } = await import('./load-settings.ts')
  return (await loadSettings(call)).settings.concepts
}
