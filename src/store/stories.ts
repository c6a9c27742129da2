import { sql } from 'kysely'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { StoryCandidate } from '../core/story/group-into-stories.ts'
import { msOf, type Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import { insertRows } from './insert-rows.ts'
import { bytesOfKey, hexOfKey } from './key-bytes.ts'
import type { Db, Schema, Tx } from './schema.ts'
import { replaceMarks } from './story-marks.ts'
import { type JsonList, jsonOf, valuesIn } from './values-of.ts'

/** A story has few items; of one that many feeds tell the newest are looked at. */
const CANDIDATES_PER_KEY = 10

/**
 * Items of the stories that new items of a feed may join: stories seen since `since` that carry one of `keys` alone (a
 * key of several stories is a constant link or a standard text, and says nothing) and hold no item of this feed. An item
 * comes once for each of its story's keys, newest first within one. `exceptIds` are stories that count for nothing here,
 * because their items are asking.
 */
export async function listStoryCandidates(
  db: Db,
  feedId: FeedId,
  keys: readonly string[],
  since: Timestamp,
  exceptIds: readonly number[],
): Promise<readonly StoryCandidate[]> {
  if (keys.length === 0) return []
  const stored = jsonOf(keys.map(hexOfKey))
  const rows = await selectCandidates(db, feedId, stored, msOf(since), jsonOf(exceptIds))
  return rows.map((row) => ({
    key: keys[row.place] ?? '',
    storyId: row.story_id,
    feedId: feedIdOf(row.feed_id),
    title: row.title,
    text: row.text,
    published: row.published_at as Timestamp | null, // times are written by items.ts alone
    firstSeenAt: row.first_seen_at as Timestamp,
  }))
}

const selectCandidates = compileOnce(
  (
    _,
    feedId: string,
    keys: JsonList<string>,
    sinceMs: number,
    exceptIds: JsonList<number>,
  ) => sql<CandidateRow>`
    with lone as (
      select wanted.key as place, min(story_id) as story_id
      from json_each(${keys}) wanted cross join story_keys on story_keys.key = unhex(wanted.value)
      where seen_at >= ${sinceMs} and story_id not in ${valuesIn(exceptIds)}
      group by wanted.key having count(*) = 1
    ), ranked as (
      select lone.place, items.id, row_number() over (partition by lone.place order by items.id desc) as turn
      from lone join items on items.story_id = lone.story_id
      where not exists (
        select 1 from items as own where own.story_id = lone.story_id and own.feed_id = ${feedId}
      )
    )
    select ranked.place, items.story_id, items.feed_id, items.title, items.text, items.published_at, items.first_seen_at
    from ranked join items on items.id = ranked.id
    where ranked.turn <= ${CANDIDATES_PER_KEY}
    order by items.id desc`,
)

/** `place`: of the key in the list. */
type CandidateRow = { readonly place: number } & Pick<
  Schema['items'],
  'story_id' | 'feed_id' | 'title' | 'text' | 'published_at' | 'first_seen_at'
>

/** Opens a story for each of these items, which are about to be stored as its first, and returns the ids of the stories. */
export async function insertStories(
  tx: Tx,
  firstItemIds: readonly number[],
  now: Timestamp,
): Promise<readonly number[]> {
  if (firstItemIds.length === 0) return []
  const [last] = await selectLastStory(tx)
  const firstId = (last?.id ?? 0) + 1
  const rows = firstItemIds.map((itemId, index) => ({
    id: firstId + index,
    first_item_id: itemId,
    created_at: now,
  }))
  await insertRows(tx, 'stories', rows)
  return rows.map(({ id }) => id)
}

const selectLastStory = compileOnce((db) =>
  db.selectFrom('stories').select(({ fn }) => fn.max('id').as('id')),
)

/** Which of these stories hold one item alone. */
export async function listLoneStories(
  db: Db,
  storyIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const lone = new Set<number>()
  for (const part of inParts(storyIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('items')
      .select('story_id')
      .where('story_id', 'in', part)
      .groupBy('story_id')
      .having(({ fn }) => fn.countAll(), '=', 1)
      .execute()
    for (const row of rows) lone.add(row.story_id)
  }
  return lone
}

/**
 * Makes one story of two: items, keys and matches of the first become the other's. Where a rule has told both, both stay
 * told; where only one of its two hits is in an alert, that one tells the story from now on, and what comes later is not
 * told again.
 */
export async function joinStory(tx: Tx, fromId: number, toId: number): Promise<void> {
  await tx.updateTable('items').set({ story_id: toId }).where('story_id', '=', fromId).execute()
  await tx.updateTable('matches').set({ story_id: toId }).where('story_id', '=', fromId).execute()
  await sql`update matches as passed_over set told_story_id = null
    where story_id = ${toId} and told_story_id = ${toId}
      and not exists (select 1 from alert_matches where match_id = passed_over.id)
      and exists (
        select 1 from matches told join alert_matches on match_id = told.id
        where told.rule_id = passed_over.rule_id and told.told_story_id = ${fromId})`.execute(tx)
  await sql`update or ignore matches set told_story_id = ${toId} where story_id = ${toId} and told_story_id = ${fromId}`.execute(
    tx,
  )
  await tx
    .updateTable('matches')
    .set({ told_story_id: null })
    .where('story_id', '=', toId)
    .where('told_story_id', '=', fromId)
    .execute()
  await sql`update or ignore story_keys set story_id = ${toId} where story_id = ${fromId}`.execute(
    tx,
  )
  await replaceMarks(tx, fromId, [])
  await tx.deleteFrom('story_keys').where('story_id', '=', fromId).execute()
  await tx.deleteFrom('stories').where('id', '=', fromId).execute()
}

/** Remembers keys under which these stories are found again. */
export async function rememberStoryKeys(
  tx: Tx,
  entries: readonly { readonly key: string; readonly storyId: number }[],
  now: Timestamp,
): Promise<void> {
  const seenAt = msOf(now)
  const rows = entries.map(({ key, storyId }) => ({
    key: bytesOfKey(key),
    story_id: storyId,
    seen_at: seenAt,
  }))
  await insertRows(tx, 'story_keys', rows, SEEN_ANEW)
}

const SEEN_ANEW = 'on conflict (key, story_id) do update set seen_at = excluded.seen_at'
