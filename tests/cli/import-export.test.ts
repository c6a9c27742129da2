import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { FeedSettings } from '../../src/config/settings.ts'
import { parseText } from '../config/parse-case.ts'
import { startPageServer } from '../support/page-server.ts'
import { runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const LIST = `<opml version="1.0"><body>
<outline text="Trade &amp; Energy">
  <outline text="MOTIR" xmlUrl="http://motir.go.kr/kor/article/ATCL3f49a5a8c/rss"/>
  <outline text="Harbour: news" xmlUrl="https://harbour.example/rss?utm_source=x"/>
  <outline text="Harbour" xmlUrl="https://www.harbour.example/rss" category="ports"/>
  <outline text="Old" xmlUrl="http://www.korea.kr/rss/dept_mofa.xml"/>
  <outline text="Reader" xmlUrl="feed://reader.example/rss"/>
  <outline text="Login" xmlUrl="https://me:secret@a.example/rss"/>
  <outline text="Script" xmlUrl="javascript:alert(1)"/>
</outline></body></opml>`

/** A configuration without feeds, so that the one of this checkout is not compared with. */
const EMPTY_CONFIG = path.join(
  mkdtempSync(path.join(tmpdir(), 'policywatch-import-')),
  'config.yaml',
)
writeFileSync(EMPTY_CONFIG, 'feeds: {}\n')
const NOWHERE = { env: { POLICYWATCH_CONFIG: EMPTY_CONFIG } }
afterAll(() => rmSync(path.dirname(EMPTY_CONFIG), { recursive: true }))

const REST = `rules: { all: { match: port } }
subscriptions: { desk: { to: [a@b.example], rules: all } }
`

describe('import', () => {
  it('prints each address once, with the tags of all places where it stands', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['import', '-'], {
      stdin: LIST,
      ...NOWHERE,
    })

    expect(exitCode).toBe(0)
    expect(stderr).toContain(
      '3 feeds; 1 dead according to the catalogue; 2 without a web address; 1 named more than once',
    )
    expect(await parseText(stdout + REST)).toMatchObject({
      kind: 'loaded',
      warnings: [],
      settings: {
        feeds: new Map([
          [
            'motir',
            expect.objectContaining({ method: 'POST', country: 'KR', tags: ['trade-energy'] }),
          ],
          [
            'harbour-news',
            expect.objectContaining({
              url: 'https://harbour.example/rss?utm_source=x',
              title: 'Harbour: news',
              tags: ['trade-energy', 'ports'],
            }),
          ],
          ['reader', expect.objectContaining({ url: 'http://reader.example/rss', country: null })],
        ]),
      },
    })
  })

  it('tells in comments what is dead and what is no address, without a login', async () => {
    const { stdout } = await runCommandLine(['import', '-'], { stdin: LIST, ...NOWHERE })

    expect(stdout).toContain('# not taken over: Old <http://www.korea.kr/rss/dept_mofa.xml>\n')
    expect(stdout).toContain('ended on 2026-07-01')
    expect(stdout).toContain('# not taken over: Script: "javascript:" is not http: or https:\n')
    expect(stdout).not.toContain('secret')
  })

  it('--json prints one document, without a login too', async () => {
    const { stdout } = await runCommandLine(['import', '--json', '-'], { stdin: LIST, ...NOWHERE })

    expect(JSON.parse(stdout)).toMatchObject({
      feeds: [{ id: 'motir', method: 'POST' }, { id: 'harbour-news' }, { id: 'reader' }],
      withheld: [{ reason: 'dead' }, { reason: 'bad-url' }, { reason: 'bad-url' }],
      problems: [],
    })
    expect(stdout).not.toContain('secret')
  })

  it('marks what the configuration has already, and takes none of its ids', async () => {
    const folder = await temporaryFolder({
      'config.yaml': `feeds:
  harbour: { url: "https://harbour.example/rss" }
  motir: { url: "https://other.example/" }
`,
    })
    const config = path.join(folder, 'config.yaml')

    const { stdout, stderr } = await runCommandLine(['import', '--config', config, '-'], {
      stdin: LIST,
    })

    expect(stdout).toContain('# already configured as harbour: <https://harbour.example/rss')
    expect(stdout).toContain('  motir-2:\n')
    expect(stderr).toContain('2 feeds; 1 configured already')
  })

  it.each([
    ['there is no configuration', {}, '3 feeds'],
    ['it is refused, and says so', { 'config.yaml': 'feeds: [' }, 'is refused and not looked at'],
  ])('compares with nothing where %s', async (_, files, said) => {
    const folder = await temporaryFolder(files)
    const env = { POLICYWATCH_CONFIG: path.join(folder, 'config.yaml') }

    const { exitCode, stdout, stderr } = await runCommandLine(['import', '-'], { stdin: LIST, env })

    expect(exitCode).toBe(0)
    expect(stdout).toContain('  motir:\n')
    expect(stderr).toContain(said)
  })

  it('insists on a configuration that --config names', async () => {
    const { exitCode, stdout } = await runCommandLine(
      ['import', '-', '--config', '/nowhere/config.yaml'],
      { stdin: LIST },
    )

    expect([exitCode, stdout]).toEqual([3, ''])
  })

  it('reads a file', async () => {
    const folder = await temporaryFolder({ 'feeds.opml': LIST })

    const { stdout } = await runCommandLine(['import', path.join(folder, 'feeds.opml')], NOWHERE)

    expect(stdout).toContain('  motir:\n')
  })

  it.each([
    ['a page', '<html><title>Feeds</title>', 'stdin is no OPML: it is an HTML page titled “Feeds”'],
    ['nothing', '', 'stdin is no OPML: it is empty'],
    ['more than a list can be', ' '.repeat(8_000_001), 'stdin is longer than 8 MB'],
  ])('refuses %s', async (_, stdin, message) => {
    const { exitCode, stdout, stderr } = await runCommandLine(['import', '-'], {
      stdin,
      ...NOWHERE,
    })

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain(message)
  })

  it('refuses a file that is not there', async () => {
    const { exitCode, stderr } = await runCommandLine(['import', '/nowhere/feeds.opml'], NOWHERE)

    expect(exitCode).toBe(1)
    expect(stderr).toContain('/nowhere/feeds.opml cannot be read: there is no such file')
  })

  it('ends with 4 where the list ends in the middle', async () => {
    const stdin = LIST.slice(0, LIST.indexOf('<outline text="Old"'))

    const { exitCode, stderr } = await runCommandLine(['import', '-'], { stdin, ...NOWHERE })

    expect(exitCode).toBe(4)
    expect(stderr).toContain('</opml> is missing')
  })
})

describe('export', () => {
  it('prints OPML with title and page from what was polled where the configuration has none', async () => {
    const server = await startPageServer()
    server.set('/feed', {
      body: '<rss version="2.0"><channel><title>Piers &amp; Ports</title><link>https://harbour.example/</link><item><title>a</title></item></channel></rss>',
    })
    const folder = await temporaryFolder({
      'config.yaml': `feeds:
  polled: { url: "${server.url}/feed", allowPrivate: true, tags: [ports, 항만] }
web: false
`,
    })
    const config = path.join(folder, 'config.yaml')
    await runCommandLine(['poll', '--config', config])

    const { exitCode, stdout } = await runCommandLine(['export', '--config', config])

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /<dateCreated>[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} .* GMT<\/dateCreated>/,
    )
    expect(stdout).toContain(
      `<outline text="Piers &amp; Ports" title="Piers &amp; Ports" type="rss" xmlUrl="${server.url}/feed" htmlUrl="https://harbour.example/" category="ports,항만" policywatch:id="polled"/>`,
    )
  })

  it('leaves out a feed whose address holds a secret, and says so', async () => {
    const folder = await temporaryFolder({
      'config.yaml': `feeds:
  open: { url: "https://a.example/rss" }
  closed: { url: "https://a.example/rss?key=\${FEED_KEY}" }
`,
    })

    const { exitCode, stdout, stderr } = await runCommandLine(
      ['export', '--json', '--config', path.join(folder, 'config.yaml')],
      { env: { FEED_KEY: 'abcdefgh' } },
    )

    expect(exitCode).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({
      feeds: [{ id: 'open', url: 'https://a.example/rss' }],
    })
    expect(stdout + stderr).not.toContain('abcdefgh')
    expect(stderr).toContain('closed is left out')
  })
})

it('import gives back the feeds that export wrote, with their ids, whatever their titles', async () => {
  const folder = await temporaryFolder({})
  const config = path.join(folder, 'config.yaml')
  const title = fc
    .string({ unit: 'binary', maxLength: 30 })
    .map((text) => text.replace(/[\s\p{C}\u2028\u2029]+/gu, ' ').trim())
    .filter((text) => text !== '' && !text.includes('${'))
  const feed = fc.record({
    title,
    tags: fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9가-힣][A-Za-z0-9가-힣_-]{0,8}$/), {
      maxLength: 3,
    }),
    method: fc.constantFrom('GET', 'POST'),
    fullText: fc.boolean(),
    country: fc.constantFrom('KR', 'SG'),
  })

  await fc.assert(
    fc.asyncProperty(fc.array(feed, { minLength: 1, maxLength: 4 }), async (feeds) => {
      const entries = feeds.map((entry, index) => [
        `Feed_${index}`,
        { ...entry, url: `https://a.example/${index}?x=1&y=<"'>` },
      ])
      await writeFile(config, JSON.stringify({ feeds: Object.fromEntries(entries), web: false }))
      const before = await parseText(await readFile(config, 'utf8'))

      const exported = await runCommandLine(['export', '--config', config])
      const imported = await runCommandLine(['import', '-'], { stdin: exported.stdout, ...NOWHERE })

      expect([exported.exitCode, imported.exitCode]).toEqual([0, 0])
      expect(feedsOf(await parseText(imported.stdout))).toEqual(feedsOf(before))
    }),
    { numRuns: 25 },
  )
})

/** The feeds of a configuration that was loaded; anything else fails the test that compares them. */
function feedsOf(result: Awaited<ReturnType<typeof parseText>>): readonly FeedSettings[] | string {
  return result.kind === 'loaded' ? [...result.settings.feeds.values()] : 'refused'
}
