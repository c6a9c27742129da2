import { describe, expect, test } from 'vitest'
import {
  findConcept,
  parseLibraryFile,
  readConceptLibrary,
} from '../../src/config/concept-library.ts'
import { configSchema } from '../../src/config/config-schema.ts'
import { resolveConcepts } from '../../src/config/resolve-concepts.ts'
import { ruleIdOf } from '../../src/core/ids.ts'
import { isGuarded } from './hold-concept.ts'
import { diagnosticsOf, parseText } from './parse-case.ts'

/** Concepts that config.yaml takes over by name, as terms of the settings. */

type Loaded = {
  readonly terms: readonly string[] | undefined
  readonly revision: string | undefined
  readonly told: readonly object[]
}

async function loadConcept(written: string, name = 'concept'): Promise<Loaded> {
  const result = await parseText(`feeds: { harbour: { url: https://harbour.example/feed } }
concepts: { ${JSON.stringify(name)}: ${written} }
rules: { rule: { match: '@${name}' } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
`)
  const settings = result.kind === 'loaded' ? result.settings : null
  return {
    terms: settings?.concepts.get(name),
    revision: settings?.rules.get(ruleIdOf('rule'))?.revision,
    told: diagnosticsOf(result).map(({ code, path, line }) => ({ code, path, line })),
  }
}

function shippedTerms(name: string, ...languages: readonly string[]): readonly string[] {
  const terms = findConcept(name, readConceptLibrary())?.terms ?? []
  const wanted = terms.filter(
    ({ language }) => languages.length === 0 || languages.includes(language),
  )
  return [...new Set(wanted.map(({ text }) => text))]
}

describe('a concept that is taken over', () => {
  test('by its own name has all terms of the shipped one', async () => {
    const { terms, told } = await loadConcept('library', 'avian-influenza')

    expect(terms).toEqual(shippedTerms('avian-influenza'))
    expect(told).toEqual([])
  })

  test('may be called otherwise, and be asked for by a short name', async () => {
    const { terms } = await loadConcept('{ library: bird-flu }')

    expect(terms).toEqual(shippedTerms('avian-influenza'))
  })

  test('in some languages has their terms and those that are the same everywhere', async () => {
    const { terms } = await loadConcept('{ library: bird-flu, languages: [ko, en] }')

    expect(terms).toEqual(shippedTerms('bird-flu', 'any', 'en', 'ko'))
    expect(terms).toContain('HPAI')
    expect(terms).toContain('조류독감')
    expect(terms).not.toContain('grippe aviaire')
  })

  test('has added terms behind its own', async () => {
    const { terms } = await loadConcept('{ library: bird-flu, languages: [en], plus: [H5N8] }')

    expect(terms?.at(-1)).toBe('H5N8')
    expect(terms?.slice(0, -1)).toEqual(shippedTerms('bird-flu', 'any', 'en'))
  })

  test('lacks what it is to be without', async () => {
    const { terms } = await loadConcept('{ library: bird-flu, without: [HPAI, 조류독감] }')

    expect(terms).toEqual(
      shippedTerms('bird-flu').filter((term) => term !== 'HPAI' && term !== '조류독감'),
    )
  })

  test('holds a term once that two languages write alike', async () => {
    const { terms } = await loadConcept('{ library: defence-exports, plus: [arms export] }')

    expect(new Set(terms).size).toBe(terms?.length)
  })

  test('changes the revision of the rules that name it, as terms in a list do', async () => {
    const whole = await loadConcept('{ library: bird-flu, languages: [en] }')
    const less = await loadConcept('{ library: bird-flu, languages: [en], without: [HPAI] }')
    const listed = await loadConcept(JSON.stringify(shippedTerms('bird-flu', 'any', 'en')))

    expect(whole.revision).toBe(listed.revision)
    expect(less.revision).not.toBe(whole.revision)
  })
})

const unguarded = readConceptLibrary()
  .filter(({ terms }) => !terms.some(({ text }) => isGuarded(text)))
  .map(({ name }) => name)

test.each(unguarded)(
  'the shipped concept %s is accepted whole and without a warning',
  async (name) => {
    const { terms, told } = await loadConcept('library', name)

    expect(terms).toEqual(shippedTerms(name))
    expect(told).toEqual([])
  },
)

describe('what is wrong with an added term', () => {
  test('is told where the term stands', async () => {
    const { told } = await loadConcept('{ library: bird-flu, plus: [H5N8, "title:flu"] }')

    expect(told).toEqual([{ code: 'syntax-in-concept', path: 'concepts.concept.plus.1', line: 2 }])
  })

  test('is told once for a term that names no concept', async () => {
    const { told } = await loadConcept('{ library: bird-flu, plus: ["@influenza"] }')

    expect(told).toMatchObject([{ code: 'unknown-concept', path: 'concepts.concept.plus.0' }])
  })
})

describe('a concept that lacks a language', () => {
  const shipped = parseLibraryFile(
    JSON.stringify({
      title: 'Drinks',
      concepts: {
        tea: {
          title: 'Tea',
          about: 'Tea.',
          terms: { en: ['tea'], de: ['Tee'] },
          examples: { matches: { en: ['Tea.'], de: ['Tee.'] }, ignores: { en: ['Coffee.'] } },
        },
      },
    }),
    'drinks.yaml',
  )
  const resolve = (tea: object): ReturnType<typeof resolveConcepts> =>
    resolveConcepts(configSchema.parse({ concepts: { tea } }), () => shipped)

  test('is taken in the others, with a warning', () => {
    const { file, problems } = resolve({ library: 'tea', languages: ['en', 'ko'] })

    expect(file.concepts).toEqual({ tea: ['tea'] })
    expect(problems).toMatchObject([
      { code: 'no-such-language', severity: 'warning', path: ['concepts', 'tea', 'languages', 1] },
    ])
  })

  test.each([
    ['by languages', { library: 'tea', languages: ['ko'] }],
    ['by what is left out', { library: 'tea', without: ['tea', 'Tee'] }],
  ])('is refused when nothing is left of it %s', (_, written) => {
    const { problems } = resolve(written)

    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'empty-concept', path: ['concepts', 'tea'] },
    ])
  })
})

test('a configuration that takes over nothing does not have the shipped concepts read', () => {
  const config = configSchema.parse({ concepts: { tea: ['tea'] } })

  const { file } = resolveConcepts(config, () => {
    throw new Error('read')
  })

  expect(file.concepts).toEqual({ tea: ['tea'] })
})
