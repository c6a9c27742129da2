import { describe, expect, test } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import { feedIdOf, ruleIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { QueryTrials } from '../../src/pipeline/backtest/query-trials.ts'
import type { TriedQuery } from '../../src/pipeline/tried-query.ts'
import { type QueryTrial, tryQuery } from '../../src/pipeline/try-query.ts'
import { fillArchive } from '../support/fill-archive.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestApp } from '../support/test-app.ts'

const NOW = '2026-03-10T12:00:00.000Z'
const seen = '2026-03-09T10:00:00.000Z'

const CONFIG = `
timezone: Asia/Seoul
feeds:
  energy: { url: "https://energy.example/feed", title: Energy ministry }
  trade: { url: "https://trade.example/feed" }
concepts: { metal: [zinc, tin] }
rules:
  metals: { match: zinc OR lead, feeds: [trade] }
web: false
`

type World = { readonly settings: Settings; readonly app: TestApp }

async function startWorld(): Promise<World> {
  const settings = await loadSettings(makeTempDir(), CONFIG)
  const clock = makeClock(NOW)
  const app = await openTestApp(settings, { now: () => clock.now })
  fillArchive(settings.dataDir, [
    { feed: 'energy', title: 'Zinc', published: '2026-03-08T15:30:00.000Z', seen },
    { feed: 'trade', title: 'Metals', text: 'Of <b>tin</b> & zinc. And tin.', seen },
    { feed: 'trade', title: 'Lead', seen: '2026-03-09T11:00:00.000Z' },
    { feed: 'trade', title: 'Tin of last year', published: '2025-03-09T09:00:00.000Z', seen },
    { feed: 'gone', title: 'Tin in a feed that is not configured', seen },
  ])
  return { settings, app }
}

const TRIAL: QueryTrial = { query: '@metal', feedIds: null, ruleId: null, days: 2 }

async function tryIn(
  { app, settings }: World,
  trial: Partial<QueryTrial>,
  signal = new AbortController().signal,
): Promise<TriedQuery> {
  return await tryQuery(app.deps, settings, { ...TRIAL, ...trial }, signal)
}

describe('a query that is tried', () => {
  test('is told with its hits, days, terms and passages, and with what a rule hits differently', async () => {
    const world = await startWorld()

    const tried = await tryIn(world, { ruleId: ruleIdOf('metals') })

    expect(tried).toEqual({
      kind: 'tried',
      warnings: [],
      itemCount: 3,
      cutOffAt: null,
      hitCount: 2,
      days: [
        { date: '2026-03-09', hitCount: 2 },
        { date: '2026-03-10', hitCount: 0 },
      ],
      terms: [
        { term: 'zinc', concept: 'metal', itemCount: 2 },
        { term: 'tin', concept: 'metal', itemCount: 1 },
      ],
      hits: [
        {
          itemId: 2,
          storyId: 2,
          feedId: 'trade',
          feedTitle: 'trade',
          title: 'Metals',
          url: 'https://trade.example/2',
          at: seen,
          passages: expect.arrayContaining([
            expect.objectContaining({
              field: 'text',
              parts: [
                { text: 'Of <b>', isHit: false },
                { text: 'tin', isHit: true },
                { text: '</b> & ', isHit: false },
                { text: 'zinc', isHit: true },
                { text: '.', isHit: false },
              ],
            }),
          ]),
        },
        expect.objectContaining({ itemId: 1, feedTitle: 'Energy ministry' }),
      ],
      comparison: {
        ruleId: 'metals',
        newlyCount: 1,
        newly: [expect.objectContaining({ title: 'Zinc' })],
        noLongerCount: 1,
        noLonger: [expect.objectContaining({ title: 'Lead', at: '2026-03-09T11:00:00.000Z' })],
        unchangedCount: 1,
      },
    })
  })

  test('is held against the items of some feeds', async () => {
    const world = await startWorld()

    const tried = await tryIn(world, { feedIds: new Set([feedIdOf('energy')]) })

    expect(tried).toMatchObject({ itemCount: 1, hitCount: 1, comparison: null })
  })

  test('is refused with the place, and the next one is tried by the same thread', async () => {
    const world = await startWorld()

    const refused = await tryIn(world, { query: 'zinc AND @metall' })
    const tried = await tryIn(world, { query: 'zinc and tin' })

    expect(refused).toMatchObject({
      kind: 'refused',
      problems: [{ code: 'unknown-concept', severity: 'error', start: 9, end: 16 }],
    })
    expect(tried).toMatchObject({ kind: 'tried', warnings: [{ severity: 'warning' }] })
  })

  test('is given up when nobody waits any more, also before its turn', async () => {
    const world = await startWorld()
    const [first, second] = [new AbortController(), new AbortController()]

    const tries = [
      tryIn(world, {}, first.signal),
      tryIn(world, {}, second.signal),
      tryIn(world, {}),
    ]
    second.abort()
    first.abort()
    const kinds = (await Promise.all(tries)).map(({ kind }) => kind)

    expect(kinds).toEqual(['stopped', 'stopped', 'tried'])
  })

  test('says how far it came when its time is up', async () => {
    const { settings } = await startWorld()
    const trials = new QueryTrials({ timeoutMs: -1 })
    const deps = { trials, now: (): Timestamp => NOW as Timestamp }

    const tried = await tryQuery(deps, settings, TRIAL, new AbortController().signal)
    await trials.close()

    expect(tried).toMatchObject({
      kind: 'tried',
      itemCount: 0,
      cutOffAt: '2026-03-09T11:00:00.000Z',
    })
  })

  test('is told to be unavailable where its thread breaks down', async () => {
    const { settings } = await startWorld()
    const workerFile = new URL('./no-such-worker.ts', import.meta.url)
    const broken = {
      trials: new QueryTrials({ workerFile }),
      now: (): Timestamp => NOW as Timestamp,
    }

    const tried = await tryQuery(broken, settings, TRIAL, new AbortController().signal)
    await broken.trials.close()

    expect(tried).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('no-such-worker'),
    })
  })
})
