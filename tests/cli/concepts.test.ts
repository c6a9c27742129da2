import { describe, expect, it } from 'vitest'
import { type LibraryConcept, readConceptLibrary } from '../../src/config/concept-library.ts'
import { parseText } from '../config/parse-case.ts'
import { runCommandLine } from './run-command-line.ts'

describe('concepts', () => {
  it('lists every shipped concept with its title, domain, languages and number of terms', async () => {
    const { exitCode, stdout } = await runCommandLine(['concepts'])

    expect(exitCode).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(readConceptLibrary().length + 1)
    expect(stdout).toMatch(/^offshore-wind +Offshore wind +Energy +en ko ja zh fr de es +\d+$/m)
  })

  it.each([
    ['in a title', ['Trade'], /^trade-remedies /m],
    ['in a term of any language', ['반덤핑'], /Trade remedies \(Trade\)/],
    ['whatever its case and accents', ['EOLICA', 'marina'], /Offshore wind \(Energy\)/],
  ])('finds words %s', async (_, words, shown) => {
    const { exitCode, stdout } = await runCommandLine(['concepts', ...words])

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(shown)
  })

  it('shows a single one with its terms, each with its language, and how to take it over', async () => {
    const { stdout } = await runCommandLine(['concepts', 'bird-flu'])

    expect(stdout).toContain('Avian influenza (Health)')
    expect(stdout).toMatch(/^ {2}any {2}HPAI$/m)
    expect(stdout).toMatch(/^ {2}fr {3}grippe aviaire$/m)
    expect(stdout).toContain('concepts: { avian-influenza: library }')
    expect(stdout).toContain('Also called hpai, bird-flu')
  })

  it('--yaml prints what a configuration accepts as the same concept', async () => {
    const { stdout } = await runCommandLine(['concepts', 'bird-flu', '--yaml'])
    const [taken, pasted] = await Promise.all([
      parseText('feeds: {}\nconcepts: { avian-influenza: library }\n'),
      parseText(`feeds: {}\n${stdout}`),
    ])

    expect(stdout).toMatch(
      /^ {2}# Avian influenza\. .*\n {2}avian-influenza:\n {4}# any\n {4}- HPAI$/m,
    )
    expect(pasted).toMatchObject({
      kind: 'loaded',
      settings: { concepts: taken.kind === 'loaded' ? taken.settings.concepts : null },
    })
  })

  it('--json prints one document with the terms and their languages', async () => {
    const { stdout } = await runCommandLine(['concepts', '--json', 'hpai'])

    expect(JSON.parse(stdout)).toMatchObject([
      {
        name: 'avian-influenza',
        domain: 'Health',
        languages: ['en', 'ko', 'ja', 'zh', 'fr', 'de', 'es'],
        terms: expect.arrayContaining([{ text: '禽流感', language: 'zh' }]),
      },
    ])
  })

  it('says what was perhaps meant when nothing is found', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['concepts', 'ofshore-wind'])

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain('did you mean "offshore-wind"?')
  })

  it('--lang shows the terms of one language and those of all, and how to take these over', async () => {
    const { stdout } = await runCommandLine(['concepts', 'bird-flu', '--lang', 'KO'])

    expect(stdout).toMatch(/^ {2}any {2}HPAI$/m)
    expect(stdout).toMatch(/^ {2}ko {3}조류인플루엔자$/m)
    expect(stdout).not.toContain('grippe')
    expect(stdout).toContain(
      'concepts: { avian-influenza: { library: avian-influenza, languages: [ko] } }',
    )
  })

  it('--lang lists the concepts that have terms in a language, with these alone', async () => {
    const all = await runCommandLine(['concepts', '--json'])
    const korean = await runCommandLine(['concepts', '--json', '--lang', 'ko'])

    const languages = JSON.parse(korean.stdout).flatMap((concept: LibraryConcept) =>
      concept.terms.map(({ language }) => language),
    )
    expect([...new Set(languages)].sort()).toEqual(['any', 'ko'])
    expect(JSON.parse(korean.stdout).length).toBeLessThanOrEqual(JSON.parse(all.stdout).length)
  })

  it.each(['kr', 'korean', 'pt', 'en-us'])(
    'refuses --lang %s with the languages that there are',
    async (code) => {
      const { exitCode, stderr } = await runCommandLine(['concepts', '--lang', code])

      expect(exitCode).toBe(2)
      expect(stderr).toContain(`no terms in the language ${code}`)
      expect(stderr).toContain('they have en (English), ko (Korean), ja (Japanese)')
    },
  )

  it('refuses two forms at once', async () => {
    const { exitCode } = await runCommandLine(['concepts', '--json', '--yaml'])

    expect(exitCode).toBe(2)
  })
})
