import { beforeEach, describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'
import { addMs, DAY_MS, HOUR_MS, type Timestamp } from '../../../src/core/time.ts'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { type Hygiene, readHygiene } from '../../../src/pipeline/read-hygiene.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { saveOptOut } from '../../../src/store/opt-outs.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import {
  loadSettings,
  makeClock,
  openTestApp,
  type TestApp,
  type TestClock,
} from '../../support/test-app.ts'

let dir: string
let clock: TestClock
let app: TestApp
let settings: Settings

const FEEDS =
  'feeds: { energy: { url: "https://energy.test/" }, trade: { url: "https://trade.test/" } }'
const REST = 'mail: { from: watch@example.org }\nweb: false'
const TIDY = `${FEEDS}
rules: { steel: { match: steel }, tea: { match: tea } }
subscriptions: { desk: { to: [desk@example.org], rules: all, budget: 12 } }
${REST}`

beforeEach(async () => {
  clock = makeClock('2026-03-31T12:00:00.000Z')
  await use(TIDY)
})

/** Reads a configuration, and applies its rules forty days before now. */
async function use(yaml: string): Promise<void> {
  dir = makeTempDir()
  settings = await loadSettings(dir, yaml)
  const options = { now: (): Timestamp => addMs(clock.now, -40 * DAY_MS) }
  app = await openTestApp(settings, options)
  await applyNewRules(app.deps, settings, new AbortController().signal)
}

/** On each of the last days so many stories of one item each, that these rules told. */
async function tell(days: number, perDay: number, ...ruleIds: readonly string[]): Promise<void> {
  const times = Array.from({ length: days }, (_, day) =>
    Array.from({ length: perDay }, () => addMs(clock.now, -(days - day) * DAY_MS + HOUR_MS)),
  ).flat()
  for (const at of times) await tellOnce(at, ruleIds)
}

async function tellOnce(at: Timestamp, ruleIds: readonly string[]): Promise<void> {
  const { db } = app.deps
  const story = { first_item_id: null, created_at: at, marks: null }
  const { id } = await db
    .insertInto('stories')
    .values(story)
    .returning('id')
    .executeTakeFirstOrThrow()
  const item = await db
    .insertInto('items')
    .values({
      feed_id: 'energy',
      story_id: id,
      ...{
        guid: null,
        url: null,
        canonical_url: null,
        title: 'News',
        summary: null,
        summary_is_text: 0,
      },
      ...{ published_at: null, published_raw: null, updated_at: null, language: null },
      ...{ authors: '[]', categories: '[]', text: '', searched: 'teaser', content_hash: '' },
      ...{ first_seen_at: at, last_seen_at: at, revised_at: null, was_published: 0 },
      ...{ article_attempts: 0, article_retry_at: null, article_problem: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = ruleIds.map((rule) => ({
    ...{ rule_id: rule, story_id: id, told_story_id: id, item_id: item.id },
    ...{ rule_revision: '', evidence: '{}', matched_at: at },
  }))
  if (rows.length > 0) await db.insertInto('matches').values(rows).execute()
}

async function read(): Promise<Hygiene> {
  return await readHygiene(app.deps.db, settings, clock.now)
}

/** Kind and subject of each finding. */
async function found(): Promise<readonly string[]> {
  return (await read()).findings.map(({ kind, subject }) => `${kind} ${subject}`)
}

describe('rules, by what they hit', () => {
  test('are in order where each hits now and then', async () => {
    await tell(5, 2, 'steel')
    await tell(5, 1, 'tea')
    await tell(5, 5)

    expect(await read()).toEqual({ findings: [], days: 30, youngRules: [] })
  })

  test('that never hit are told with the time that was looked at', async () => {
    await tell(5, 2, 'steel')
    await tell(40, 1)

    const { findings } = await read()

    expect(findings).toMatchObject([{ kind: 'never-hit', subject: 'tea' }])
    expect(findings[0]?.message).toBe(
      'has hit nothing since 2026-02-19 (in force since 2026-02-19), while its feeds brought 40 items in 30 days',
    )
  })

  test('that hit nothing that is kept are told with the time that items are kept for', async () => {
    await use(`${TIDY}\nkeep: { items: 20d }`)
    await tell(5, 2, 'steel')
    await tell(40, 1)

    const { findings } = await read()

    expect(findings[0]?.message).toContain('has hit nothing since 2026-03-11 (in force since')
  })

  test('of which no feed brought anything are told so', async () => {
    const { findings } = await read()

    expect(findings[0]?.message).toContain('of the feeds that it looks at nothing is stored')
  })

  test('that are in force since yesterday are not judged', async () => {
    clock.now = addMs(clock.now, -39 * DAY_MS)

    expect(await read()).toMatchObject({ findings: [], youngRules: ['steel', 'tea'] })
  })

  test('that were changed and not applied yet are not judged', async () => {
    await tell(5, 2, 'steel')
    settings = await loadSettings(dir, TIDY.replace('match: tea', 'match: green tea'))

    expect(await read()).toMatchObject({ findings: [], youngRules: ['tea'] })
  })

  test('that tell more on an ordinary day than a budget are told with the numbers', async () => {
    await tell(30, 13, 'steel')
    await tell(1, 1, 'tea')

    const { findings } = await read()

    expect(findings).toMatchObject([{ kind: 'too-loud', subject: 'steel' }])
    expect(findings[0]?.message).toBe(
      'tells 13 stories on an ordinary day of the last 30, and 100 % of what its feeds bring; the budget of desk is 12 e-mails a day',
    )
  })

  test('that told much on one day alone are not too loud', async () => {
    await tell(1, 200, 'steel')
    await tell(1, 1, 'tea')

    expect(await found()).toEqual([])
  })

  test('that hit a third of all are too loud without a budget as well', async () => {
    await use(TIDY.replace('budget: 12', 'budget: 0'))
    await tell(30, 11, 'steel')
    await tell(30, 11)
    await tell(1, 1, 'tea')

    expect(await found()).toEqual(['too-loud steel'])
  })

  test('of which another one told every story are covered', async () => {
    await tell(5, 2, 'steel', 'tea')
    await tell(5, 1, 'steel')

    const { findings } = await read()

    expect(findings).toMatchObject([{ kind: 'covered', subject: 'tea' }])
    expect(findings[0]?.message).toBe(
      'told 10 stories in 30 days, and every one was told by steel as well, which told 5 more',
    )
  })

  test('of two that tell the same the later one is covered', async () => {
    await tell(5, 2, 'steel', 'tea')

    expect(await found()).toEqual(['covered tea'])
  })

  test('that share few stories are not covered', async () => {
    await tell(3, 3, 'steel', 'tea')

    expect(await found()).toEqual([])
  })

  test('that go to others are not covered', async () => {
    await use(
      TIDY.replace(
        'rules: all, budget: 12 }',
        'rules: [steel] }, board: { to: [board@example.org], rules: [tea] }',
      ),
    )
    await tell(5, 2, 'steel', 'tea')

    expect(await found()).toEqual([])
  })
})

describe('the configuration', () => {
  test('is read through where nothing was ever stored', async () => {
    expect(await readHygiene(null, settings, clock.now)).toEqual({
      findings: [],
      days: 30,
      youngRules: ['steel', 'tea'],
    })
  })

  test('names rules that nobody takes, feeds that nobody watches and concepts that no rule reaches', async () => {
    await use(`${FEEDS}
concepts: { metal: ['@iron', steel], iron: [iron], cup: [tea], spare: [cup] }
rules: { steel: { match: '@metal', feeds: [energy] }, tea: { match: tea, feeds: [energy] } }
subscriptions: { desk: { to: [desk@example.org], rules: [steel] } }
${REST}`)
    await tell(1, 1, 'steel', 'tea')

    expect(await found()).toEqual([
      'untaken-rule tea',
      'unwatched-feed trade',
      'unused-concepts cup, spare',
    ])
  })

  test('names feeds whose rules nobody takes', async () => {
    await use(
      TIDY.replace('tea: { match: tea }', 'tea: { match: tea, feeds: [trade] }')
        .replace('steel: { match: steel }', 'steel: { match: steel, feeds: [energy] }')
        .replace('rules: all', 'rules: [steel]'),
    )
    await tell(1, 1, 'steel', 'tea')

    expect(await found()).toEqual(['untaken-rule tea', 'untold-feed trade'])
  })

  test('names a subscription without rules', async () => {
    settings = await loadSettings(dir, TIDY.replace(/rules: \{.*\}/, 'rules: {}'))

    expect(await found()).toContain('no-news-possible desk')
  })

  test.each([
    ['everything', null],
    ['the subscription', subscriptionIdOf('desk')],
  ])('names who unsubscribed from %s, and whom that leaves', async (_name, subscriptionId) => {
    const optOut = {
      ...{ address: 'desk@example.org', subscriptionId },
      ...{ optedOutAt: clock.now, via: 'page' as const },
    }
    await inTransaction(app.deps.db, async (tx) => void (await saveOptOut(tx, optOut)))
    await tell(1, 1, 'steel', 'tea')

    expect(await found()).toEqual(['nobody-left desk', 'unsubscribed desk@example.org'])
  })
})
