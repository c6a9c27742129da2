import { describe, expect, it } from 'vitest'
import { isUsable, readFeedCatalogue } from '../../src/config/feed-catalogue.ts'
import { parseText } from '../config/parse-case.ts'
import { runCommandLine } from './run-command-line.ts'

const usable = readFeedCatalogue().filter(isUsable)

describe('feeds catalog', () => {
  it('prints the whole catalogue as a section that the loader accepts, feed by feed', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['feeds', 'catalog'])

    const result = await parseText(stdout)

    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^\d+ feeds; \d+ more .* not checked live by us\n$/)
    expect(result).toMatchObject({ kind: 'loaded', warnings: [{ code: 'nobody-told' }] })
    expect(result.kind === 'loaded' && [...result.settings.feeds.keys()]).toEqual(
      usable.map(({ id }) => id),
    )
  })

  it('says above each feed what its source claims, and when', async () => {
    const { stdout } = await runCommandLine(['feeds', 'catalog', 'kr-motir'])

    expect(stdout).toContain('None of these addresses was checked live by us')
    expect(stdout.replaceAll('\n  # ', ' ')).toContain(
      'As of 2026-07-01 its source had fetched it; not checked live by us.',
    )
    expect(stdout).toMatch(/^ {2}kr-motir:\n {4}url: https.*\n {4}method: POST$/m)
  })

  it.each([
    ['what is dead', 'kr-koreakr-press', 'had found it dead', '2026-07-01'],
    ['what is no feed', 'kr-api-press', 'is not offered', 'an XML interface and no feed'],
    ['what keeps programs out', 'imf', 'was refused', '403'],
  ])('tells of %s in comments alone', async (_, id, claim, reason) => {
    const { exitCode, stdout } = await runCommandLine(['feeds', 'catalog', id])

    const comments = stdout.replaceAll('\n  # ', ' ')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^feeds: \{\}$/m)
    expect(comments).toContain(claim)
    expect(comments).toContain(reason)
  })

  it('leaves fullText out where the pages behind the items keep programs out', async () => {
    const blocked = await runCommandLine(['feeds', 'catalog', 'iaea'])
    const open = await runCommandLine(['feeds', 'catalog', 'us-ustr'])

    expect(blocked.stdout).not.toContain('fullText: true')
    expect(open.stdout).toContain('fullText: true')
  })

  it('carries the country where the host does not say it', async () => {
    const korea = await runCommandLine(['feeds', 'catalog', 'kr-korea-net'])
    const organisation = await runCommandLine(['feeds', 'catalog', 'iaea'])
    const ministry = await runCommandLine(['feeds', 'catalog', 'kr-motir'])

    expect(korea.stdout).toContain('\n    country: KR\n')
    expect(organisation.stdout).not.toContain('country:')
    expect(ministry.stdout).not.toContain('country:')
  })

  it('--table prints a line for each', async () => {
    const { stdout } = await runCommandLine(['feeds', 'catalog', '--table', 'korea', 'trade'])

    expect(stdout).toMatch(/^ID +PUBLISHER +COUNTRY +LANGUAGE +STATUS +AS OF$/m)
    expect(stdout).toMatch(/^kr-motir +산업통상부 .* KR +ko +measured-by-source +2026-07-01$/m)
  })

  it('--json prints one document that says of each that nobody checked it live', async () => {
    const { stdout } = await runCommandLine(['feeds', 'catalog', '--json', 'kr-motir'])

    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'kr-motir', method: 'POST', country: 'KR', usable: true, checkedLiveByUs: false },
    ])
  })

  it('says what was perhaps meant when nothing is found', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['feeds', 'catalog', 'kr-motri'])

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain('did you mean "kr-motir"?')
  })

  it('refuses two forms at once', async () => {
    expect(await runCommandLine(['feeds', 'catalog', '--json', '--table'])).toMatchObject({
      exitCode: 2,
    })
  })
})

describe('feeds alone', () => {
  it('shows on stderr what there is, as a wrong usage', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['feeds'])

    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Usage: policywatch feeds catalog')
  })

  it.each([[['feeds', '--help']], [['feeds', '-h']], [['help', 'feeds']], [['--help', 'feeds']]])(
    'is explained by %j',
    async (argv) => {
      const { exitCode, stdout } = await runCommandLine(argv)

      expect(exitCode).toBe(0)
      expect(stdout).toContain('Usage: policywatch feeds catalog')
    },
  )

  it.each([
    [['feeds', 'catalogue'], 'there is no command feeds catalogue', 'did you mean feeds catalog?'],
    [['feed'], 'there is no command feed', 'did you mean feeds?'],
  ])('says of %j what was meant', async (argv, message, hint) => {
    const { exitCode, stderr } = await runCommandLine(argv)

    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).toContain(hint)
  })
})
