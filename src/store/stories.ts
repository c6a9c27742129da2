import { feedIdOf } from '../core/ids.ts'
import type { StoryCandidate } from '../core/story/group-into-stories.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db, Tx } from './schema.ts'

/** A key shared by many items (a link that each of them carries) says little; the newest are looked at. */
const CANDIDATES_PER_LOOKUP = 200

/** Items of stories seen since `since` that share a key with new ones, newest first; once for each shared key. */
export async function listStoryCandidates(
  db: Db,
  keys: readonly string[],
  since: Timestamp,
): Promise<readonly StoryCandidate[]> {
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('story_keys')
    .innerJoin('items', 'items.story_id', 'story_keys.story_id')
    .select(['story_keys.key', 'items.story_id', 'items.feed_id', 'items.canonical_url'])
    .select(['items.title', 'items.text'])
    .where('story_keys.key', 'in', keys)
    .where('story_keys.seen_at', '>=', since)
    .orderBy('items.id', 'desc')
    .limit(CANDIDATES_PER_LOOKUP)
    .execute()
  return rows.map((row) => ({
    storyId: row.story_id,
    feedId: feedIdOf(row.feed_id),
    canonicalUrl: row.canonical_url,
    title: row.title,
    text: row.text,
    keys: [row.key],
  }))
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
  await tx
    .insertInto('stories')
    .values(ids.map((id) => ({ id, first_item_id: null, created_at: now })))
    .execute()
  return ids
}

export async function setFirstItem(tx: Tx, storyId: number, itemId: number): Promise<void> {
  await tx
    .updateTable('stories')
    .set({ first_item_id: itemId })
    .where('id', '=', storyId)
    .where('first_item_id', 'is', null)
    .execute()
}

/** Remembers keys under which these stories are found again. */
export async function rememberStoryKeys(
  tx: Tx,
  entries: readonly { readonly key: string; readonly storyId: number }[],
  now: Timestamp,
): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('story_keys')
    .values(entries.map(({ key, storyId }) => ({ key, story_id: storyId, seen_at: now })))
    .onConflict((conflict) => conflict.columns(['key', 'story_id']).doUpdateSet({ seen_at: now }))
    .execute()
}
