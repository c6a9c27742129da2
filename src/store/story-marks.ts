import { sql } from 'kysely'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import { pushTo } from '../core/push-to.ts'
import type { MarkedStory } from '../core/story/find-same-story.ts'
import { kindOfMark, MOST_STORIES_OF_A_MARK } from '../core/story/story-marks.ts'
import type { Timestamp } from '../core/time.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import type { Db, Tx } from './schema.ts'

/**
 * The stories that carry some of these marks, each mark's newest alone: what costs an item its story is the number of its
 * marks, however many stories there are. Those with most marks in common come first, at most `limit` of them; none that
 * holds an item of this feed, was opened before `since`, or has lost its first item.
 */
export async function listMarkedStories(
  db: Db,
  feedId: FeedId,
  marks: readonly number[],
  since: Timestamp,
  limit: number,
): Promise<readonly MarkedStory[]> {
  const shared = await countSharedMarks(db, marks)
  const ids = [...shared.keys()].toSorted(
    (a, b) => (shared.get(b)?.length ?? 0) - (shared.get(a)?.length ?? 0) || b - a,
  )
  const stories: MarkedStory[] = []
  for (const part of inParts(ids, PART_SIZE)) {
    const rows = await db
      .selectFrom('stories')
      .innerJoin('items', 'items.id', 'stories.first_item_id')
      .select(['stories.id', 'items.feed_id', 'title', 'text', 'published_at', 'first_seen_at'])
      .where('stories.id', 'in', part)
      .where('stories.created_at', '>=', since)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('items as own')
              .select('own.id')
              .whereRef('own.story_id', '=', 'stories.id')
              .where('own.feed_id', '=', feedId),
          ),
        ),
      )
      .execute()
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const id of part) {
      const row = byId.get(id)
      if (row === undefined) continue
      stories.push({
        storyId: id,
        feedId: feedIdOf(row.feed_id),
        title: row.title,
        text: row.text,
        published: row.published_at as Timestamp | null, // times are written by items.ts alone
        firstSeenAt: row.first_seen_at as Timestamp,
        sharedMarks: shared.get(id) ?? [],
      })
      if (stories.length === limit) return stories
    }
  }
  return stories
}

/** Which of the marks each story carries. A sentence of more stories than the most tells nothing, and is left out. */
async function countSharedMarks(
  db: Db,
  marks: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await sql<{ mark: number; stories: string }>`
    select wanted.value mark, (
      select json_group_array(story_id) from (
        select story_id from story_marks where mark = wanted.value
        order by story_id desc limit ${MOST_STORIES_OF_A_MARK + 1})) stories
    from json_each(${JSON.stringify(marks)}) wanted`.execute(db)
  const shared = new Map<number, number[]>()
  for (const { mark, stories } of rows) {
    const ids = JSON.parse(stories) as number[] // made by SQLite
    if (kindOfMark(mark) === 'sentence' && ids.length > MOST_STORIES_OF_A_MARK) continue
    for (const id of ids) pushTo(shared, id, mark)
  }
  return shared
}

/** Lets a story be found by these marks, and by no others. */
export async function replaceMarks(
  tx: Tx,
  storyId: number,
  marks: readonly number[],
): Promise<void> {
  const row = await tx
    .selectFrom('stories')
    .select('marks')
    .where('id', '=', storyId)
    .executeTakeFirst()
  if (row === undefined) return
  if (row.marks !== null) await deleteMarks(tx, storyId, row.marks)
  if (marks.length === 0) {
    if (row.marks !== null) await setMarks(tx, storyId, null)
    return
  }
  const list = JSON.stringify(marks)
  await sql`insert or ignore into story_marks (mark, story_id)
    select value, ${storyId} from json_each(${list})`.execute(tx)
  await setMarks(tx, storyId, list)
}

/** Which of these stories can be found by marks. */
export async function listMarked(
  db: Db,
  storyIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const marked = new Set<number>()
  for (const part of inParts(storyIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('stories')
      .select('id')
      .where('id', 'in', part)
      .where('marks', 'is not', null)
      .execute()
    for (const { id } of rows) marked.add(id)
  }
  return marked
}

/** Takes the marks of the oldest stories back, at most of `limit`, that were opened before `before`. */
export async function sweepMarks(tx: Tx, before: Timestamp, limit: number): Promise<void> {
  const rows = await tx
    .selectFrom('stories')
    .select(['id', 'marks', 'created_at'])
    .where('marks', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  for (const { id, marks, created_at } of rows) {
    if (created_at >= before || marks === null) continue
    await deleteMarks(tx, id, marks)
    await setMarks(tx, id, null)
  }
}

async function deleteMarks(tx: Tx, storyId: number, marks: string): Promise<void> {
  await sql`delete from story_marks
    where story_id = ${storyId} and mark in (select value from json_each(${marks}))`.execute(tx)
}

async function setMarks(tx: Tx, storyId: number, marks: string | null): Promise<void> {
  await tx.updateTable('stories').set({ marks }).where('id', '=', storyId).execute()
}
