import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { DAY_MS, timestampOf } from '../../src/core/time.ts'
import { applyNewRules } from '../../src/pipeline/apply-new-rules.ts'
import { fillArchive } from '../support/fill-archive.ts'
import { loadSettings, openTestApp } from '../support/test-app.ts'
import { type CommandLineRun, runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIG = `feeds:
  metals: { url: "https://metals.example/feed" }
concepts: { metal: [tin] }
rules:
  metal: { title: All metals, match: '@metal' }
  lead: { match: lead }
web: false
`
const DRAFT = CONFIG.replace('[tin]', '[zinc]')

type Place = {
  readonly database: string
  /** Runs the command on a draft that lies elsewhere, beside the daemon that holds the lock. */
  readonly run: (...argv: string[]) => Promise<CommandLineRun>
}

async function openPlace(draft = DRAFT, seen = timestampOf(Date.now())): Promise<Place> {
  const folder = await temporaryFolder({})
  const settings = await loadSettings(folder, CONFIG)
  const app = await openTestApp(settings)
  fillArchive(settings.dataDir, [
    { feed: 'metals', title: 'Tin is found', seen },
    { feed: 'metals', title: 'Zinc is sold', text: 'Much zinc was sold.', seen },
    { feed: 'metals', title: 'Zinc\u001b[31m again', seen },
  ])
  await applyNewRules(app.deps, settings, new AbortController().signal)
  await mkdir(path.join(folder, 'drafts'))
  const file = path.join(folder, 'drafts', 'draft.yaml')
  await writeFile(file, draft)
  const data = ['--config', file, '--data', settings.dataDir]
  return {
    database: path.join(settings.dataDir, 'policywatch.db'),
    run: async (...argv) => await runCommandLine(['backtest', ...data, ...argv]),
  }
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

describe('backtest', () => {
  it('shows what each rule that differs would match, beside a running daemon, and changes nothing', async () => {
    const { run, database } = await openPlace()
    const files = [database, `${database}-wal`]
    const before = await Promise.all(files.map(hashOf))

    const { exitCode, stdout, stderr } = await run('--limit', '1')

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const lines = stdout.replaceAll(/\d{4}-\d\d-\d\d/g, 'DATE').replaceAll(/\d\d:\d\d/g, 'TIME')
    expect(
      lines,
    ).toBe(`1 rule differs from what is in force, held against 3 items of 30 days; 1 rule is the same

RULE   CHANGE              NEWLY  NO LONGER  UNCHANGED  TITLE
metal  changed (concepts)  +2     -1         =0         All metals

metal: +2 -1
  newly matched
    DATE TIME  metals  Zinc [31m again
      https://metals.example/3
    … and 1 more
  no longer matched
    DATE TIME  metals  Tin is found
      https://metals.example/1
  DATE  +2  -1  ++-
`)
    expect(await Promise.all(files.map(hashOf))).toEqual(before)
  })

  it('prints one JSON document', async () => {
    const { run } = await openPlace()

    const { stdout } = await run('--json', '--days', '2')

    expect(JSON.parse(stdout)).toMatchObject({
      days: 2,
      timezone: 'UTC',
      items: 3,
      newly: 2,
      noLonger: 1,
      inForce: 2,
      unchanged: ['lead'],
      rules: [
        {
          rule: 'metal',
          title: 'All metals',
          change: 'changed',
          differsIn: ['concepts'],
          newlyCount: 2,
          noLongerCount: 1,
          unchangedCount: 0,
          note: null,
          newly: [{ id: 3 }, { id: 2, feed: 'metals', title: 'Zinc is sold' }],
          noLonger: [{ id: 1, url: 'https://metals.example/1' }],
          days: [
            { newly: 0, noLonger: 0 },
            { newly: 2, noLonger: 1 },
          ],
        },
      ],
    })
  })

  it('exits 1 when more than --fail-above matches come or go', async () => {
    const { run } = await openPlace()

    const within = await run('--fail-above', '3')
    const above = await run('--fail-above', '2')

    expect([within.exitCode, above.exitCode]).toEqual([0, 1])
    expect(above.stderr).toBe('3 matches, more than --fail-above 2\n')
  })

  it('exits 1 with --fail-above where nothing of these days is stored, as in an old copy', async () => {
    const { run } = await openPlace(DRAFT, timestampOf(Date.now() - 40 * DAY_MS))

    const rules = await run('--fail-above', '9')
    const query = await run('--fail-above', '9', '--rule', 'zinc')
    const further = await run('--fail-above', '9', '--days', '60')

    expect([rules.exitCode, query.exitCode, further.exitCode]).toEqual([1, 1, 0])
    expect(rules.stderr).toContain('nothing of the last 30 days is stored there')
  })

  it('tries a single query, in text and in JSON', async () => {
    const { run } = await openPlace()

    const text = await run('--rule', '@metal AND sold')
    const json = await run('--rule', 'tin OR zinc', '--json', '--limit', '1', '--fail-above', '2')

    expect(text.stdout).toMatch(
      /^1 match in 3 items of 30 days\n {2}\S+ {2}\+1 {2}\+\n\S+ \S+ {2}metals {2}Zinc is sold\n {2}https:.*\n {2}title: \[Zinc\] is \[sold\]\n {2}text: Much \[zinc\] was \[sold\]\.\n$/,
    )
    expect(JSON.parse(json.stdout)).toMatchObject({
      query: 'tin OR zinc',
      items: 3,
      hits: 3,
      headlines: [{ id: 3, spans: [{ field: 'title', start: 0, end: 4 }] }],
      warnings: [],
    })
    expect(json.exitCode).toBe(1)
  })

  it('says that nothing would change', async () => {
    const { run } = await openPlace(CONFIG)

    const { exitCode, stdout } = await run('--fail-above', '0')

    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'nothing would change: 2 rules are as in force\n',
    })
  })

  it('fails where nothing was ever stored, and says how to name the folder', async () => {
    const folder = await temporaryFolder({ 'draft.yaml': DRAFT })

    const run = await runCommandLine(['backtest', '--config', path.join(folder, 'draft.yaml')])

    expect(run.exitCode).toBe(1)
    expect(run.stderr).toContain('nothing was ever stored')
    expect(run.stderr).toContain('--data DIR')
  })

  it.each([
    [['--days', '0'], '--days 0 is no number of days'],
    [['--days', '1.5'], 'write a whole number from 1 to 3660'],
    [['--limit', 'all'], '--limit all is no number of headlines'],
    [['--fail-above', '-1'], '--fail-above'],
    [['--rule', 'tin AND'], 'the rule cannot be read'],
  ])('refuses %j', async (argv, expected) => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    const config = ['--config', path.join(folder, 'config.yaml')]
    await mkdir(path.join(folder, 'data'))

    const { exitCode, stderr } = await runCommandLine(['backtest', ...config, ...argv])

    expect(exitCode).toBe(2)
    expect(stderr).toContain(expected)
  })

  it('refuses a configuration with problems as every command does', async () => {
    const { run } = await openPlace(DRAFT.replace('match: lead', 'match: lead AND'))

    const { exitCode, stderr } = await run()

    expect(exitCode).toBe(3)
    expect(stderr).toContain('draft.yaml')
  })
})
