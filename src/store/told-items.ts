import type { Selectable } from 'kysely'
import type { Item } from '../core/feed/item.ts'
import { feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Db, Schema } from './schema.ts'
import { type JsonList, jsonOf, valuesIn } from './values-of.ts'

/** What an alert says of an item. Its text is left out: an alert of thousands would hold them all. */
export type ToldItem = Pick<
  Item,
  | 'id'
  | 'feedId'
  | 'storyId'
  | 'title'
  | 'url'
  | 'language'
  | 'published'
  | 'firstSeenAt'
  | 'revisedAt'
  | 'article'
>

/** All items of some stories, in the order in which they were seen. */
export async function listItemsOfStories(
  db: Db,
  storyIds: readonly number[],
): Promise<readonly ToldItem[]> {
  return (await selectItems(db, jsonOf(storyIds))).map(toldItemOf)
}

const selectItems = compileOnce((db, storyIds: JsonList<number>) =>
  db
    .selectFrom('items')
    .select(['id', 'feed_id', 'story_id', 'title', 'url', 'language', 'published_at'])
    .select(['first_seen_at', 'revised_at'])
    .select(['article_attempts', 'article_retry_at', 'article_problem'])
    .where('story_id', 'in', valuesIn(storyIds))
    .orderBy('id'),
)

type ToldColumns = Pick<
  Selectable<Schema['items']>,
  | ('id' | 'feed_id' | 'story_id' | 'title' | 'url' | 'language' | 'published_at')
  | ('first_seen_at' | 'revised_at' | 'article_attempts' | 'article_retry_at' | 'article_problem')
>

export function toldItemOf(row: ToldColumns): ToldItem {
  return {
    id: row.id,
    feedId: feedIdOf(row.feed_id),
    storyId: row.story_id,
    title: row.title,
    url: row.url,
    language: row.language,
    published: row.published_at as Timestamp | null, // times are written by items.ts alone
    firstSeenAt: row.first_seen_at as Timestamp,
    revisedAt: row.revised_at as Timestamp | null,
    article: {
      attempts: row.article_attempts,
      retryAt: row.article_retry_at as Timestamp | null,
      problem: row.article_problem,
    },
  }
}
