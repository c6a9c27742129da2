import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { StoryCandidate } from '../core/story/group-into-stories.ts'
import type { Timestamp } from '../core/time.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import type { Db, Tx } from './schema.ts'

/** A story has few items; of one that many feeds tell the newest are looked at. */
const CANDIDATES_PER_KEY = 10

/**
 * Items of the stories that new items of a feed may join: stories seen since `since` that carry one of `keys` alone (a
 * key of several stories is a constant link or a standard text, and says nothing) and hold no item of this feed. An item
 * comes once for each of its story's keys, newest first within one.
 */
export async function listStoryCandidates(
  db: Db,
  feedId: FeedId,
  keys: readonly string[],
  since: Timestamp,
): Promise<readonly StoryCandidate[]> {
  const candidates: StoryCandidate[] = []
  for (const part of inParts(keys, PART_SIZE)) {
    const rows = await db
      .with('lone', (cte) =>
        cte
          .selectFrom('story_keys')
          .select(({ fn }) => ['key', fn.min('story_id').as('story_id')])
          .where('key', 'in', part)
          .where('seen_at', '>=', since)
          .groupBy('key')
          .having(({ fn }) => fn.countAll(), '=', 1),
      )
      .with('ranked', (cte) =>
        cte
          .selectFrom('lone')
          .innerJoin('items', 'items.story_id', 'lone.story_id')
          .select(({ fn }) => [
            'lone.key',
            'items.id',
            fn
              .agg<number>('row_number')
              .over((over) => over.partitionBy('lone.key').orderBy('items.id', 'desc'))
              .as('place'),
          ])
          .where(({ exists, not, selectFrom }) =>
            not(
              exists(
                selectFrom('items as own')
                  .select('own.id')
                  .whereRef('own.story_id', '=', 'lone.story_id')
                  .where('own.feed_id', '=', feedId),
              ),
            ),
          ),
      )
      .selectFrom('ranked')
      .innerJoin('items', 'items.id', 'ranked.id')
      .select(['ranked.key', 'items.story_id', 'items.feed_id', 'items.title', 'items.text'])
      .where('ranked.place', '<=', CANDIDATES_PER_KEY)
      .orderBy('items.id', 'desc')
      .execute()
    for (const { key, story_id: storyId, feed_id, title, text } of rows) {
      candidates.push({ key, storyId, feedId: feedIdOf(feed_id), title, text })
    }
  }
  return candidates
}

/** Opens `count` stories and returns their ids. */
export async function insertStories(
  tx: Tx,
  count: number,
  now: Timestamp,
): Promise<readonly number[]> {
  if (count === 0) return []
  const last = await tx
    .selectFrom('stories')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  const ids = Array.from({ length: count }, (_, index) => (last?.id ?? 0) + 1 + index)
  for (const part of inParts(ids, PART_SIZE)) {
    await tx
      .insertInto('stories')
      .values(part.map((id) => ({ id, first_item_id: null, created_at: now })))
      .execute()
  }
  return ids
}

/** Names the first item of each of these stories, which are new and hold theirs now. */
export async function setFirstItems(tx: Tx, storyIds: readonly number[]): Promise<void> {
  for (const part of inParts(storyIds, PART_SIZE)) {
    await tx
      .updateTable('stories')
      .set(({ selectFrom }) => ({
        first_item_id: selectFrom('items')
          .select(({ fn }) => fn.min('items.id').as('id'))
          .whereRef('items.story_id', '=', 'stories.id'),
      }))
      .where('id', 'in', part)
      .execute()
  }
}

/** Remembers keys under which these stories are found again. */
export async function rememberStoryKeys(
  tx: Tx,
  entries: readonly { readonly key: string; readonly storyId: number }[],
  now: Timestamp,
): Promise<void> {
  for (const part of inParts(entries, PART_SIZE)) {
    await tx
      .insertInto('story_keys')
      .values(part.map(({ key, storyId }) => ({ key, story_id: storyId, seen_at: now })))
      .onConflict((conflict) => conflict.columns(['key', 'story_id']).doUpdateSet({ seen_at: now }))
      .execute()
  }
}
