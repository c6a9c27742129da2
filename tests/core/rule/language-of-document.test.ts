import { describe, expect, it } from 'vitest'
import { ruleIdOf } from '../../../src/core/ids.ts'
import type { MatchDocument } from '../../../src/core/rule/match-document.ts'
import { createMatcher, type Matcher } from '../../../src/core/rule/matcher.ts'

function matcherOf(query: string): Matcher {
  const build = createMatcher([{ id: ruleIdOf('one'), query }], new Map())
  if (build.kind === 'refused') throw new Error(build.problems[0]?.message)
  return build.matcher
}

/** A document in German that notes whether anybody asks for its language. */
function documentOf(text: string): { readonly document: MatchDocument; readonly asked: string[] } {
  const asked: string[] = []
  const document = {
    title: '',
    text,
    source: [],
    tags: [],
    authors: [],
    url: '',
    get language(): string {
      asked.push('de')
      return 'de'
    },
  }
  return { document, asked }
}

describe('the language of a document', () => {
  it('is not asked where no word of it is something to a term', () => {
    const { document, asked } = documentOf('Die Ministerin reist heute nach Seoul.')

    const hits = matcherOf('"trade agreement" OR Häuser').match(document)

    expect(hits).toEqual([])
    expect(asked).toEqual([])
  })

  it('is what words are folded by where one of them may be', () => {
    const { document } = documentOf('Das Haus steht.')

    expect(matcherOf('Häuser').match(document)).toHaveLength(1)
    expect(matcherOf('Häuser').match({ ...document, language: 'en' })).toEqual([])
  })

  it('is asked anew of each document', () => {
    const matcher = matcherOf('Häuser')
    const { document } = documentOf('Das Haus steht.')

    const counts = ['de', 'en', 'fr', 'de'].map(
      (language) => matcher.match({ ...document, language }).length,
    )

    expect(counts).toEqual([1, 0, 0, 1])
  })
})
