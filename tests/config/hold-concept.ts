import type { LibraryConcept } from '../../src/config/concept-library.ts'
import { readKoreanLexicon } from '../../src/config/read-korean-lexicon.ts'
import { ruleIdOf } from '../../src/core/ids.ts'
import type { MatchSpan } from '../../src/core/rule/match-document.ts'
import { createMatcher, type Matcher } from '../../src/core/rule/matcher.ts'

/** Whether a term says what must stand near it, or must not. */
export function isGuarded(term: string): boolean {
  return /\bNEAR\b/.test(term)
}

/** Whether a term is found only beside another one. */
export function isOnlyNear(term: string): boolean {
  return isGuarded(term) && !/\bNOT NEAR\b/.test(term)
}

/** The terms of a concept that count in a language: its own and those of all. */
export function termsIn(concept: LibraryConcept, wanted: string): readonly string[] {
  return concept.terms
    .filter(({ language }) => language === 'any' || language === wanted)
    .map(({ text }) => text)
}

type Sentence = { readonly text: string; readonly language: string | null }

/** What these terms hit in a sentence, as the text of an item in its language, with the lexicon that the service has. */
export function hitsOf(terms: readonly string[], sentence: Sentence): readonly MatchSpan[] {
  const { text, language } = sentence
  const document = { title: '', text, source: [], tags: [], authors: [], url: '', language }
  return matcherOf(terms).match(document)[0]?.spans ?? []
}

const matchers = new Map<string, Matcher>()

/** A rule that asks for a concept of these terms. */
function matcherOf(terms: readonly string[]): Matcher {
  const key = terms.join('\n')
  const known = matchers.get(key)
  if (known !== undefined) return known
  const build = createMatcher(
    [{ id: ruleIdOf('rule'), query: '@concept' }],
    new Map([['concept', terms]]),
    { koreanLexicon: readKoreanLexicon() },
  )
  if (build.kind === 'refused') throw new Error(JSON.stringify(build.problems, null, 2))
  matchers.set(key, build.matcher)
  return build.matcher
}
