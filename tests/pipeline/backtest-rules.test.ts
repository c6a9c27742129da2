import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { Timestamp } from '../../src/core/time.ts'
import { applyNewRules } from '../../src/pipeline/apply-new-rules.ts'
import {
  type Backtest,
  backtestRules,
  type RuleBacktest,
} from '../../src/pipeline/backtest-rules.ts'
import { fillArchive, type StoredItem } from '../support/fill-archive.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestApp } from '../support/test-app.ts'

const NOW = '2026-03-10T12:00:00.000Z'
const seen = '2026-03-09T10:00:00.000Z'

const ITEMS: readonly StoredItem[] = [
  { feed: 'energy', title: 'Zinc', published: '2026-03-08T10:00:00.000Z', seen },
  { feed: 'energy', title: 'Tin', published: '2026-03-09T09:00:00.000Z', seen },
  { feed: 'trade', title: 'Tin and zinc', seen },
  { feed: 'trade', title: 'Lead', seen },
  { feed: 'trade', title: 'Tin of last year', published: '2025-03-09T09:00:00.000Z', seen },
  { feed: 'trade', title: 'Tin, seen long ago', seen: '2026-02-01T10:00:00.000Z' },
  { feed: 'gone', title: 'Tin in a feed that is not configured', seen },
]

const FEEDS = `feeds:
  energy: { url: "https://energy.example/feed" }
  trade: { url: "https://trade.example/feed", tags: [deals] }
web: false
`

const IN_FORCE = `${FEEDS}
concepts: { metal: [zinc] }
rules:
  query: { match: zinc }
  concept: { match: "@metal" }
  feeds: { match: tin, feeds: [energy, trade] }
  removed: { match: lead }
  same: { match: tin }
`

const TRIED = `${FEEDS}
concepts: { metal: [tin] }
rules:
  query: { title: The query, match: zinc NOT tin }
  concept: { match: "@metal" }
  feeds: { match: tin, feeds: [energy] }
  same: { match: tin }
  added: { match: lead }
`

type World = { readonly dir: string; readonly app: TestApp }

/** A database with items and, if any, the rules in force, still open as a daemon has it. */
async function startWorld(inForce: string | null): Promise<World> {
  const dir = makeTempDir()
  const settings = await loadSettings(dir, inForce ?? FEEDS)
  const clock = makeClock(NOW)
  const app = await openTestApp(settings, { now: () => clock.now })
  fillArchive(settings.dataDir, ITEMS)
  if (inForce !== null) await applyNewRules(app.deps, settings, new AbortController().signal)
  return { dir, app }
}

async function tryRules({ dir, app }: World, yaml: string, limit = 10): Promise<Backtest> {
  const settings = await loadSettings(dir, yaml)
  const scope = { days: 3, now: NOW as Timestamp, limit }
  return await backtestRules(app.deps.db, settings, scope)
}

/** A rule in short: what it is, and the titles that come and go. */
function shorten(rule: RuleBacktest): readonly unknown[] {
  const { ruleId, kind, differsIn, newly, noLonger, unchangedCount } = rule
  const titles = (headlines: RuleBacktest['newly']): string =>
    headlines.map(({ title }) => title).join('; ')
  return [ruleId, [kind, ...differsIn].join(' '), titles(newly), titles(noLonger), unchangedCount]
}

describe('a backtest', () => {
  test('says of every rule that differs what comes, what goes and what stays, newest first', async () => {
    const world = await startWorld(IN_FORCE)

    const result = await tryRules(world, TRIED)

    expect(result.rules.map(shorten)).toEqual([
      ['query', 'changed query', '', 'Tin and zinc', 1],
      ['concept', 'changed concepts', 'Tin', 'Zinc', 1],
      ['feeds', 'changed feeds', '', 'Tin and zinc', 1],
      ['added', 'new', 'Lead', '', 0],
      ['removed', 'removed', '', 'Lead', 0],
    ])
    expect(result.unchanged).toEqual(['same'])
    expect(result).toMatchObject({ itemCount: 4, inForceCount: 5, problems: [] })
    expect(result.rules[1]).toMatchObject({
      days: [
        { date: '2026-03-08', newlyCount: 0, noLongerCount: 1 },
        { date: '2026-03-09', newlyCount: 1, noLongerCount: 0 },
        { date: '2026-03-10', newlyCount: 0, noLongerCount: 0 },
      ],
      newly: [{ itemId: 2, feedId: 'energy', url: 'https://energy.example/2' }],
      areConceptsGuessed: false,
      isUnreadable: false,
    })
  })

  test('finds everything new where nothing is in force, and counts beyond the headlines', async () => {
    const world = await startWorld(null)

    const { rules, inForceCount } = await tryRules(world, TRIED, 1)

    expect(inForceCount).toBe(0)
    expect(rules.map(shorten)).toContainEqual(['same', 'new', 'Tin and zinc', '', 0])
    expect(rules.find(({ ruleId }) => ruleId === 'same')).toMatchObject({ newlyCount: 2 })
  })

  test('holds an edited item as it reads now', async () => {
    const world = await startWorld(IN_FORCE)
    edit(world, "update items set title = 'Zinc again' where title = 'Lead'")

    const { rules } = await tryRules(world, TRIED)

    expect(shorten(rules[0]!)).toEqual(['query', 'changed query', '', 'Tin and zinc', 2])
  })

  test('says where an older version did not note the concepts in force, until the next start notes them', async () => {
    const world = await startWorld(IN_FORCE)
    edit(world, 'update rule_revisions set concepts = null')

    const before = await tryRules(world, TRIED)
    const settings = await loadSettings(world.dir, IN_FORCE)
    await applyNewRules(world.app.deps, settings, new AbortController().signal)
    const after = await tryRules(world, TRIED)

    expect(shorten(before.rules[1]!)).toEqual(['concept', 'changed concepts', '', '', 2])
    expect(before.rules.map(({ areConceptsGuessed }) => areConceptsGuessed)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ])
    expect(shorten(after.rules[1]!)).toEqual(['concept', 'changed concepts', 'Tin', 'Zinc', 1])
  })

  test('counts a rule that cannot be read any more as matching nothing, and says so', async () => {
    const world = await startWorld(IN_FORCE)
    edit(world, "update rules set query = 'zinc AND' where id = 'query'")

    const { rules } = await tryRules(world, TRIED)

    expect(rules[0]).toMatchObject({ isUnreadable: true, newlyCount: 1, noLongerCount: 0 })
  })

  test('has nothing to say where nothing differs', async () => {
    const world = await startWorld(IN_FORCE)

    const result = await tryRules(world, IN_FORCE)

    expect(result).toMatchObject({ rules: [], itemCount: 0 })
    expect(result.unchanged).toHaveLength(5)
  })
})

test('every revision of a rule stays known, with the time in which it was in force', async () => {
  const world = await startWorld(IN_FORCE)
  const settings = await loadSettings(world.dir, TRIED)
  await applyNewRules(world.app.deps, settings, new AbortController().signal)

  const rows = await world.app.deps.db
    .selectFrom('rule_revisions')
    .select(['rule_id', 'query', 'concepts', 'in_force_until'])
    .where('rule_id', 'in', ['concept', 'removed', 'same'])
    .orderBy('id')
    .execute()

  expect(rows).toEqual([
    { rule_id: 'concept', query: '@metal', concepts: '{"metal":["zinc"]}', in_force_until: NOW },
    { rule_id: 'removed', query: 'lead', concepts: '{}', in_force_until: NOW },
    { rule_id: 'same', query: 'tin', concepts: '{}', in_force_until: null },
    { rule_id: 'concept', query: '@metal', concepts: '{"metal":["tin"]}', in_force_until: null },
  ])
})

function edit({ dir }: World, statement: string): void {
  const sqlite = new Database(path.join(dir, 'data', 'policywatch.db'))
  sqlite.exec(statement)
  sqlite.close()
}
