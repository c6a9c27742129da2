import { expect, test } from 'vitest'
import { feedIdOf, ruleIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { inTransaction } from '../../src/store/database.ts'
import { makeRoomForTold, saveMatches } from '../../src/store/matches.ts'
import { joinStory } from '../../src/store/stories.ts'
import { listMarkedStories, replaceMarks, sweepMarks } from '../../src/store/story-marks.ts'
import { explainQueries } from '../support/explain-queries.ts'

const NOW = '2026-03-04T08:00:00.000Z' as Timestamp

test('the stories that carry some marks are found by the key of the marks', async () => {
  const plan = await explainQueries(
    async (db) => await listMarkedStories(db, feedIdOf('one'), [1, 2, 3], NOW, 8),
  )

  expect(plan).toContain('SEARCH story_marks USING PRIMARY KEY (mark=?)')
  expect(plan.filter(scansTable)).toEqual([])
})

test('marks are taken back and swept without reading those of other stories', async () => {
  const plan = await explainQueries(
    async (db) =>
      await inTransaction(db, async (tx) => {
        await tx
          .insertInto('stories')
          .values({ id: 1, first_item_id: null, created_at: OLD })
          .execute()
        await replaceMarks(tx, 1, [1, 2])
        await replaceMarks(tx, 1, [3])
        await sweepMarks(tx, NOW, 2)
      }),
  )

  expect(plan).toContain('SEARCH story_marks USING PRIMARY KEY (mark=? AND story_id=?)')
  expect(plan.filter(scansTable)).toEqual([])
})

test('hits are stored, and stories joined, without reading all hits or stories', async () => {
  const hit = {
    ruleId: ruleIdOf('smr'),
    ruleRevision: 'r1',
    storyId: 1,
    itemId: 1,
    evidence: { searched: 'teaser', variants: [], excerpts: [] },
  } as const
  const plan = await explainQueries(
    async (db) =>
      await inTransaction(db, async (tx) => {
        await makeRoomForTold(tx, [hit])
        await joinStory(tx, 1, 2)
        await saveMatches(tx, [], NOW)
      }),
  )

  expect(plan).toContain('SEARCH matches USING INDEX matches_by_story (story_id=?)')
  expect(plan.filter(scansTable)).toEqual([])
})

const OLD = '2026-01-04T08:00:00.000Z' as Timestamp

/** A list of marks is a table of its own to SQLite, and the partial index holds what is to be swept, oldest first. */
function scansTable(line: string): boolean {
  return /^SCAN (?!json_each|wanted|\(subquery|stories USING INDEX stories_marked)/.test(line)
}
