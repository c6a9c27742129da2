import { expect, test } from 'vitest'
import { diagnosticsOf, parseText } from './parse-case.ts'

const LENGTH = 5_000

/** A configuration whose rule asks for the first of thousands of concepts, each of which names the next one. */
function configOf(end: string): string {
  const concepts = Array.from({ length: LENGTH }, (_, n) => {
    const term = n < LENGTH - 1 ? `@c${n + 1}` : end
    return `  c${n}: ['${term}']`
  })
  return `feeds: { harbour: { url: https://harbour.example/feed } }
rules: { steel: { match: "@c0", matches: [Steel] }, tea: { match: tea, matches: [Coffee] } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
concepts:
${concepts.join('\n')}
`
}

test.each([
  ['steel', ['example-missed 2']],
  ['@c0', ['example-missed 2', 'concept-cycle 5005']],
  ['(steel', ['example-missed 2', 'syntax-in-concept 5005']],
  ['@tin', ['example-missed 2', 'unknown-concept 5005']],
  ['steel NEAR/3 @c4990', ['example-missed 2', 'concept-cycle 5005']],
])('tells once what is wrong at the end of a chain of concepts: %s', async (end, expected) => {
  const diagnostics = diagnosticsOf(await parseText(configOf(end)))

  expect(diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(expected)
})
