import { type RawBuilder, sql } from 'kysely'
import type { FeedId } from '../../core/ids.ts'
import type { Timestamp } from '../../core/time.ts'
import { IS_LOST } from '../lost-matches.ts'
import type { Db } from '../schema.ts'
import { valuesOf } from '../values-of.ts'

/** What decides whether a story goes. */
export type StoryTerms = {
  /** Everything of it is older. */
  readonly before: Timestamp
  /** What these feeds list still is not old: a feed that does not change is not read, and its items are not seen anew. */
  readonly feedIds: readonly FeedId[]
  /** Feeds whose articles are asked for: what is due will come. */
  readonly fullTextFeedIds: readonly FeedId[]
}

/**
 * Which of these stories go. A story goes whole: when all its items were last seen before the limit, none is listed or waits
 * for its article, whatever was found and told of it is as old, and every e-mail that tells it has ended by then. A match
 * of which nothing says what became of it stays, as proof.
 */
export async function listPrunableStories(
  db: Db,
  storyIds: readonly number[],
  terms: StoryTerms,
): Promise<readonly number[]> {
  const { before, fullTextFeedIds } = terms
  const { rows } = await sql<{ id: number }>`
    select s.id from stories s
    where s.id in ${valuesOf(storyIds)} and s.created_at < ${before}
      and s.id <> (select max(id) from stories)
      and s.id not in (select story_id from items where id = (select max(id) from items))
      and s.id not in (select story_id from matches where id = (select max(id) from matches))
      and s.id not in (select i.story_id from edits e join items i on i.id = e.item_id
        where e.id = (select max(id) from edits))
      and not exists (
        select 1 from items i where i.story_id = s.id and (
          i.first_seen_at >= ${before} or i.last_seen_at >= ${before}
          or (i.article_retry_at is not null and i.feed_id in ${valuesOf(fullTextFeedIds)})
          or exists (
            select 1 from edits e where e.item_id = i.id and (
              e.edited_at >= ${before} or e.settled_at >= ${before}
              or exists (select 1 from alert_edits ae where ae.edit_id = e.id and ${tellsSince('ae', before)})))))
      and not exists (
        select 1 from matches m where m.story_id = s.id and (
          m.matched_at >= ${before} or ${IS_LOST}
          or exists (select 1 from alert_matches am where am.match_id = m.id and ${tellsSince('am', before)})
          or exists (
            select 1 from suppressions p where p.match_id = m.id and p.suppressed_at >= ${before})))`.execute(
    db,
  )
  const ids = rows.map((row) => row.id)
  const listed = await findListedStories(db, ids, terms.feedIds)
  return ids.filter((id) => !listed.has(id))
}

/** Whether an e-mail of a row of alert_matches or alert_edits has not ended, or ended since then. */
function tellsSince(row: 'am' | 'ae', before: Timestamp): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from deliveries d where d.alert_id = ${sql.ref(row)}.alert_id
      and (d.finished_at is null or d.finished_at >= ${before}))`
}

/** The lists are read anew for each slice: a poll may have changed one meanwhile. */
async function findListedStories(
  db: Db,
  storyIds: readonly number[],
  feedIds: readonly FeedId[],
): Promise<ReadonlySet<number>> {
  if (storyIds.length === 0) return new Set()
  const { rows } = await sql<{ story_id: number }>`
    select i.story_id from items i
    where i.story_id in ${valuesOf(storyIds)} and i.feed_id in ${valuesOf(feedIds)}
      and i.id in (
        select l.value from feeds f, json_each(f.listed_items) l
        where f.id in (select o.feed_id from items o where o.story_id in ${valuesOf(storyIds)}))`.execute(
    db,
  )
  return new Set(rows.map((row) => row.story_id))
}
