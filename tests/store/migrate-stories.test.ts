import path from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { ruleIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import { streamLedger } from '../../src/store/ledger.ts'
import { saveMatches } from '../../src/store/matches.ts'
import type { Db } from '../../src/store/schema.ts'
import { verifyLedger } from '../../src/store/verify-ledger.ts'
import { writeOlderDatabase } from '../support/older-database.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const NOW = '2026-03-04T08:00:00.000Z' as Timestamp

const BEFORE_STORIES = [
  '0001_the_main_job',
  '0002_polling_state',
  '0003_articles_and_backlog',
  '0004_delivery',
  '0005_conditions',
]

/**
 * Three items of two stories: item 2 was alone in story 2 and joined story 1, whose hit by `smr` was told already; so its own
 * hit stayed behind under story 2. Match 4 went to nobody.
 */
const STORED = `
  insert into stories values (1, 1, '2026-03-02T08:00:00.000Z'), (2, 2, '2026-03-02T09:00:00.000Z'), (3, 3, '2026-03-03T08:00:00.000Z');
  insert into items (id, feed_id, story_id, title, authors, categories, text, searched, content_hash, first_seen_at, last_seen_at)
    values ${[
      [1, 'one', 1],
      [2, 'two', 1],
      [3, 'one', 3],
    ]
      .map(
        ([id, feed, story]) =>
          `(${id}, '${feed}', ${story}, 'A title', '[]', '[]', 'A text', 'teaser', 'x', '2026-03-02T08:00:00.000Z', '2026-03-02T08:00:00.000Z')`,
      )
      .join(', ')};
  insert into matches values ${[
    [1, 'smr', 1, 1],
    [2, 'smr', 2, 2],
    [3, 'trade', 1, 2],
    [4, 'smr', 3, 3],
  ]
    .map(
      ([id, rule, story, item]) =>
        `(${id}, '${rule}', ${story}, ${item}, 'r1', '{}', '2026-03-02T10:00:00.000Z')`,
    )
    .join(', ')};
  insert into alerts (id, subscription_id, kind, created_at, gather_until, due_at, sealed_at, sealed_match_count)
    values (1, 'desk', 'news', '2026-03-02T10:00:00.000Z', '2026-03-02T10:00:10.000Z', '2026-03-02T10:00:00.000Z', '2026-03-02T10:00:11.000Z', 3);
  insert into alert_matches values (1, 1, 'desk'), (1, 2, 'desk'), (1, 3, 'desk');
  insert into deliveries (id, alert_id, address, name, state, reason, message_id, attempt_count, first_attempt_at, finished_at)
    values (1, 1, 'desk@example.org', '', 'sent', '250 ok', '<1@x>', 1, '2026-03-02T10:00:11.000Z', '2026-03-02T10:00:12.000Z');
  insert into suppressions values (4, 'desk', 'desk@example.org', 'already published when the watch began (startWith: nothing)', '2026-03-02T10:00:00.000Z')`

test('a database from before stories were found by their texts keeps every hit and what became of it', async () => {
  const { db, dir } = await openOlder()

  const rows = await Array.fromAsync(streamLedger(db))
  const matches = await db.selectFrom('matches').selectAll().orderBy('id').execute()

  expect(rows.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'suppressed'])
  expect(await verifyLedger(db, NOW)).toEqual([])
  expect(matches.map((m) => [m.id, m.rule_id, m.story_id, m.item_id])).toEqual([
    [1, 'smr', 1, 1],
    [2, 'smr', 1, 2],
    [3, 'trade', 1, 2],
    [4, 'smr', 3, 3],
  ])
  expect(checkForeignKeys(dir)).toEqual([])
})

test('a rule that had told a story before stories were found by their texts tells it no second time', async () => {
  const { db } = await openOlder()
  await sql`insert into items (id, feed_id, story_id, title, authors, categories, text, searched, content_hash,
      first_seen_at, last_seen_at)
    select 4, 'three', story_id, title, authors, categories, text, searched, content_hash, first_seen_at, last_seen_at
    from items where id = 1`.execute(db)
  const hit = { ruleRevision: 'r1', storyId: 1, itemId: 4, evidence: NO_EVIDENCE }

  const saved = await inTransaction(db, async (tx) => {
    const drafts = ['smr', 'trade'].map((id) => ({ ...hit, ruleId: ruleIdOf(id) }))
    return await saveMatches(tx, drafts, NOW)
  })

  expect(saved.told).toEqual([])
  expect(saved.folded.map(({ toldBy }) => toldBy)).toEqual([1, 3])
})

const NO_EVIDENCE = { searched: 'teaser', variants: [], excerpts: [] } as const

async function openOlder(): Promise<{ readonly db: Db; readonly dir: string }> {
  const dir = makeTempDir()
  await writeOlderDatabase(dir, BEFORE_STORIES, (sqlite) => sqlite.exec(STORED))
  const db = await openDatabase(dir)
  onTestFinished(async () => await db.destroy())
  return { db, dir }
}

function checkForeignKeys(dir: string): readonly unknown[] {
  const sqlite = new Database(path.join(dir, 'policywatch.db'), { readonly: true })
  const problems = sqlite.pragma('foreign_key_check')
  sqlite.close()
  return problems as readonly unknown[] // rows, whatever they hold
}
