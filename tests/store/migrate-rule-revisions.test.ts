import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { listAppliedRules } from '../../src/store/rules.ts'
import { writeOlderDatabase } from '../support/older-database.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const BEFORE_REVISIONS = [
  '0001_the_main_job',
  '0002_polling_state',
  '0003_articles_and_backlog',
  '0004_delivery',
  '0005_conditions',
  '0006_stories_and_matches',
  '0007_opt_outs',
  '0008_edits_and_quiet',
]

const APPLIED = `insert into rules values
  ('plain', 'r1', 'tin AND zinc', '["one"]', '2026-03-02T10:00:00.000Z'),
  ('named', 'r2', 'tin AND @metal', '["one"]', '2026-03-02T10:00:00.000Z'),
  ('wide', 'r3', '＠metal', '["one"]', '2026-03-02T10:00:00.000Z')`

test('the rules of an older database are in force since they were applied, with concepts as far as they are known', async () => {
  const dir = makeTempDir()
  await writeOlderDatabase(dir, BEFORE_REVISIONS, (sqlite) => sqlite.exec(APPLIED))

  const db = await openDatabase(dir)
  const rules = await listAppliedRules(db)
  const since = await db.selectFrom('rule_revisions').select('in_force_from').distinct().execute()
  await db.destroy()

  expect([...rules.values()].map(({ id, concepts }) => [id, concepts])).toEqual([
    ['named', null],
    ['plain', new Map()],
    ['wide', null],
  ])
  expect(since).toEqual([{ in_force_from: '2026-03-02T10:00:00.000Z' }])
})
