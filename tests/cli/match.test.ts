import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const TEXT = 'Both sides signed an MOU on small modular reactors.\n\nThey met in Singapore.'

const CONFIG = `feeds: { harbour: { url: https://harbour.example/feed } }
concepts: { smr: [SMR, small modular reactor] }
rules: { smr: { match: "@smr" } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
`

describe('match', () => {
  it('shows the passage with the hit in brackets, and each clause with its verdict', async () => {
    const { exitCode, stdout } = await runCommandLine(['match', 'SMR OR "small modular reactor"'], {
      stdin: TEXT,
    })

    expect(exitCode).toBe(0)
    expect(stdout).toContain(
      'matched\n  text: Both sides signed an MOU on [small modular reactors].',
    )
    expect(stdout).toMatch(/✗ SMR\n.*✓ "small modular reactor": "small modular reactors"/)
  })

  it('says why something that looks like the term does not count', async () => {
    const { stdout } = await runCommandLine(['match', 'SMR'], { stdin: 'SMRT trains were late.' })

    expect(stdout).toMatch(/^did not match\n {2}✗ SMR \(.*smrt.*\)\n {2}Language: unknown .*\n$/i)
  })

  it('quotes nothing of a field that is neither headline nor text', async () => {
    const { stdout } = await runCommandLine(['match', 'lang:ko AND SMR', '--lang', 'ko'], {
      stdin: 'SMR',
    })

    expect(stdout).toContain('✓ ko as language\n')
  })

  it('--json prints matched, spans and explanation', async () => {
    const { stdout } = await runCommandLine(['match', '--json', 'Singapore'], { stdin: TEXT })

    expect(JSON.parse(stdout)).toMatchObject({
      matched: true,
      spans: [{ field: 'text', start: 65, end: 74, term: 'Singapore', concept: null }],
      explanation: { isTrue: true },
    })
  })

  it('looks at --title, reads --html and minds --lang', async () => {
    const { stdout } = await runCommandLine(
      [
        'match',
        '--json',
        '--html',
        '--title',
        'Summit',
        '--lang',
        'ko',
        'title:Summit AND "two words" AND lang:ko',
      ],
      { stdin: '<p>two <b>words</b><script>var hidden</script></p>' },
    )

    expect(JSON.parse(stdout)).toMatchObject({ matched: true })
  })

  it.each([
    [['--lang', 'fr'], 'Un réacteur', 'Language: French (fr), from --lang'],
    [[], '한국의 신규 원전', 'Language: Korean (ko), by its script'],
    [
      [],
      'Les ministres se réunissent à Lyon pour parler des réacteurs et de la sécurité',
      'Language: French (fr), detected',
    ],
    [
      ['--lang', 'en'],
      '한국의 신규 원전',
      'Language: Korean (ko), by its script: declared as en, but written in Hangul',
    ],
  ])('says which language it assumes, with %j for “%s”', async (options, text, line) => {
    const { stdout } = await runCommandLine(['match', ...options, 'reactor'], { stdin: text })

    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`  ${line}`)
  })

  it.each([
    ['kr', 'is the code of a country', 'write --lang ko'],
    ['Korean', 'is no language', 'write --lang ko'],
    ['klingon', 'is no language', 'write a code such as en, ko, ja, zh, fr, de, es, '],
    ['xx', 'is no language', 'write a code such as en'],
    ['e', 'is no language', 'leave it out to have it detected'],
  ])('refuses --lang %s', async (code, message, hint) => {
    const { exitCode, stdout, stderr } = await runCommandLine(['match', '--lang', code, 'tin'], {
      stdin: TEXT,
    })

    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`--lang ${code} ${message}`)
    expect(stderr).toContain(hint)
  })

  it.each(['en-US', 'en_us', 'zh-hant', 'ENG', 'tr'])('takes --lang %s', async (code) => {
    const { exitCode } = await runCommandLine(['match', '--lang', code, 'tin'], { stdin: TEXT })

    expect(exitCode).toBe(0)
  })

  it('--json holds the language that it assumes', async () => {
    const { stdout } = await runCommandLine(['match', '--json', '--lang', 'en', '원전'], {
      stdin: '한국의 신규 원전',
    })

    expect(JSON.parse(stdout)).toMatchObject({
      matched: true,
      language: {
        language: 'ko',
        from: 'script',
        reason: 'declared as en, but written in Hangul',
      },
    })
  })

  it('answers for several files one by one', async () => {
    const folder = await temporaryFolder({ 'a.txt': 'A reactor.', 'b.txt': 'A bridge.' })

    const { stdout } = await runCommandLine([
      'match',
      '--json',
      'reactor',
      path.join(folder, 'a.txt'),
      path.join(folder, 'b.txt'),
    ])

    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { source: path.join(folder, 'a.txt'), matched: true },
      { source: path.join(folder, 'b.txt'), matched: false },
    ])
  })

  it('takes concepts from the configuration', async () => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })

    const { stdout } = await runCommandLine(
      ['match', '--config', path.join(folder, 'config.yaml'), '@smr'],
      { stdin: TEXT },
    )

    expect(stdout).toMatch(/^matched\n/)
  })

  it('shows the guard of a term of a concept, with what of it is there', async () => {
    const config = CONFIG.replace('[SMR,', '[SMR NOT NEAR/3 ("steam methane" OR MRI),')
    const folder = await temporaryFolder({ 'config.yaml': config })
    const file = path.join(folder, 'config.yaml')
    const call = ['match', '--config', file, '@smr']

    const denied = await runCommandLine(call, { stdin: 'Steam methane reforming (SMR) plants.' })
    const held = await runCommandLine(call, { stdin: 'Two SMRs.' })
    const absent = await runCommandLine(call, { stdin: 'Two bridges.' })

    const clause = '(SMR not within 3 words of any of ("steam methane", MRI))'
    expect(denied.stdout.split('\n')).toEqual([
      'did not match',
      '  ✗ @smr (none of its 2 terms: (SMR not within 3 words of any of ("stea…, small modular reactor)',
      `    ✗ ${clause} (every mention has the other nearby)`,
      '      ✓ SMR: "SMR"',
      '      ✓ any of ("steam methane", MRI)',
      '        ✓ "steam methane": "Steam methane"',
      expect.stringContaining('Language'),
      '',
    ])
    expect(held.stdout).toContain(
      `  ✓ @smr\n    ✓ ${clause}\n      ✓ SMR: "SMRs"\n      ✗ any of ("steam methane", MRI)\n  Lang`,
    )
    expect(absent.stdout).toMatch(/ {2}✗ @smr \(none of its 2 terms: .*\)\n {2}Language/)
  })

  it('shows of a concept the terms that hit, or how many of it are not there', async () => {
    const terms = Array.from({ length: 12 }, (_, n) => `tin${n}`)
    const config = CONFIG.replace('[SMR, small modular reactor]', `[SMR, ${terms.join(', ')}]`)
    const folder = await temporaryFolder({ 'config.yaml': config })
    const call = ['match', '--config', path.join(folder, 'config.yaml'), '@smr']

    const one = await runCommandLine(call, { stdin: 'Two SMRs and tin11.' })
    const all = await runCommandLine(call, { stdin: terms.join(' ') })
    const none = await runCommandLine(call, { stdin: 'SMRT trains.' })
    const json = await runCommandLine([...call, '--json'], { stdin: 'SMRT trains.' })

    expect(one.stdout).toContain('\n  ✓ @smr\n    ✓ SMR: "SMRs"\n    ✓ tin11: "tin11"\n  Lang')
    expect(all.stdout).toContain('\n    ✓ tin4: "tin4"\n    … and 7 terms more\n  Lang')
    expect(none.stdout).toContain(
      '\n  ✗ @smr (none of its 13 terms: SMR, tin0, tin1, …)\n    ✗ SMR (“SMRT” is another word)\n  Lang',
    )
    expect(JSON.parse(json.stdout)).toMatchObject({
      explanation: { kind: 'concept', children: expect.objectContaining({ length: 13 }) },
    })
  })

  it('warns on stderr of what is suspicious in the rule', async () => {
    const { exitCode, stderr } = await runCommandLine(['match', 'Korea and SMR NOT AI'], {
      stdin: TEXT,
    })

    expect(exitCode).toBe(0)
    expect(stderr).toContain(
      'warning small-operator: and is looked for as a word\n    Korea and SMR NOT AI\n          ^^^\n  hint: write AND',
    )
    expect(stderr).toContain('SMR matches only capitals')
    expect(stderr).not.toContain('AI matches only capitals')
  })

  it('--json holds the warnings', async () => {
    const { stdout, stderr } = await runCommandLine(['match', '--json', 'SMR'], { stdin: TEXT })

    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({
      warnings: [{ code: 'only-capitals', start: 0, end: 3 }],
    })
  })

  it('exits 2 for a rule that cannot be read and points at the place', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['match', '한국 AND "reactor'], {
      stdin: TEXT,
    })

    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/\n {4}한국 AND "reactor\n {13}\^+\n/)
  })

  it('shows below each mistake of a rule what to type instead', async () => {
    const { stderr } = await runCommandLine(['match', 'ab* OR c*d'], { stdin: TEXT })

    expect(stderr).toMatch(
      / {4}\^{3}\n {2}write at least 3 letters.*\na \* may.*\n.*\n.*\^{3}\n {2}write \? for/,
    )
  })

  it('exits 1 for a file that is not there', async () => {
    const { exitCode, stderr } = await runCommandLine(['match', 'reactor', '/nonexistent.txt'])

    expect(exitCode).toBe(1)
    expect(stderr).toContain('/nonexistent.txt cannot be read')
  })

  it('exits 2 without a rule', async () => {
    const { exitCode } = await runCommandLine(['match'])

    expect(exitCode).toBe(2)
  })
})

describe('match --cases', () => {
  const cases = [
    { id: 'right', rule: 'reactor', text: 'A reactor.', expected: true, why: 'ignored' },
    { id: 'wrong', rule: 'reactor', text: 'A bridge.', expected: true },
    { id: 7, rule: 'reactor', text: '<i>re</i>actor', format: 'html', expected: true },
    { id: 'broken', rule: '"reactor', text: 'A reactor.', expected: false },
  ]

  it('tells the cases that come out otherwise and exits 1', async () => {
    const folder = await temporaryFolder({ 'cases.json': JSON.stringify(cases) })

    const { exitCode, stdout } = await runCommandLine([
      'match',
      '--json',
      '--cases',
      path.join(folder, 'cases.json'),
    ])

    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      passed: 2,
      failed: [
        { id: 'wrong', got: false },
        { id: 'broken', got: 'the rule cannot be read' },
      ],
    })
  })

  it('finds the language of a case that does not say it, as of an item', async () => {
    const text = 'Das Amt hat neue Regeln für die Anlagen veröffentlicht, die nicht im Plan sind.'
    const german = { id: 'de', rule: 'Anlage AND lang:de', text, expected: true }
    const folder = await temporaryFolder({
      'cases.json': JSON.stringify([german, { ...german, lang: 'und' }]),
    })

    const { stdout } = await runCommandLine(['match', '--cases', path.join(folder, 'cases.json')])

    expect(stdout).toBe('2 passed, 0 failed\n')
  })

  it('exits 0 when all come out as expected', async () => {
    const folder = await temporaryFolder({ 'cases.json': JSON.stringify(cases.slice(0, 1)) })

    const { exitCode, stdout } = await runCommandLine([
      'match',
      '--cases',
      path.join(folder, 'cases.json'),
    ])

    expect(exitCode).toBe(0)
    expect(stdout).toBe('1 passed, 0 failed\n')
  })

  it('reads a file with a byte order mark', async () => {
    const text = `\ufeff${JSON.stringify(cases.slice(0, 1))}`
    const folder = await temporaryFolder({ 'cases.json': text })

    const { stdout } = await runCommandLine(['match', '--cases', path.join(folder, 'cases.json')])

    expect(stdout).toContain('1 passed, 0 failed')
  })

  it.each([
    ['{}', 'holds no array of cases'],
    ['[1]', 'case 1 of'],
    ['[{"id":"a","rule":"b","text":"c"}]', 'must be true or false'],
    ['[', 'cannot be read'],
  ])('refuses %s', async (content, message) => {
    const folder = await temporaryFolder({ 'cases.json': content })

    const { exitCode, stderr } = await runCommandLine([
      'match',
      '--cases',
      path.join(folder, 'cases.json'),
    ])

    expect(exitCode).toBe(1)
    expect(stderr).toContain(message)
  })
})
