import { expect, test } from 'vitest'
import { readConceptLibrary } from '../../src/config/concept-library.ts'
import { isGuarded } from './hold-concept.ts'
import { parseText, printResult } from './parse-case.ts'

/** Shipped concepts with guards: the whole way through config.yaml, as `tests/config/concept-library.test.ts` holds their terms in rules. */

const guarded = readConceptLibrary()
  .filter(({ terms }) => terms.some(({ text }) => isGuarded(text)))
  .map((concept) => [concept.name, concept] as const)

function configWith(name: string, examples: Readonly<Record<string, readonly string[]>>): string {
  return JSON.stringify({
    feeds: { harbour: { url: 'https://harbour.example/feed' } },
    concepts: { [name]: 'library' },
    rules: { rule: { match: `@${name}`, ...examples } },
    subscriptions: { desk: { to: ['desk@example.org'], rules: 'all' } },
  })
}

test.each(guarded)(
  'the concept %s is taken over whole, and hits what it must',
  async (name, concept) => {
    const listTexts = (examples: readonly { readonly text: string }[]): readonly string[] =>
      examples.map(({ text }) => text)
    const { matches, ignores } = concept.examples

    const result = await parseText(
      configWith(name, { matches: listTexts(matches), ignores: listTexts(ignores) }),
    )

    expect(printResult(result)).toBe('loaded\n\n')
  },
)

test.each([
  ['a word', 'smr', 'SMR'],
  ['a phrase', 'climate-change', 'climate change'],
])('a guarded term is left out by its words alone, be it %s', async (_, name, words) => {
  const result = await parseText(
    configWith(name, { ignores: [words] }).replace(
      '"library"',
      JSON.stringify({ library: name, without: [words] }),
    ),
  )

  expect(printResult(result)).toBe('loaded\n\n')
})
