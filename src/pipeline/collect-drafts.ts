import type { FeedSettings } from '../config/settings.ts'
import type { FeedItem } from '../core/feed/feed-item.ts'
import { NO_ARTICLE } from '../core/feed/item.ts'
import type { ItemDraft } from '../store/items.ts'
import { textOfFeed } from './article-reader.ts'
import type { Deps } from './deps.ts'

/** Articles of one feed that are read at the same time; the limit per host holds besides. */
const ARTICLES_AT_ONCE = 4

/** Makes items ready to be stored, with their articles where the feed wants full text. Outside any transaction. */
export async function collectDrafts(
  deps: Pick<Deps, 'articles' | 'now'>,
  feed: FeedSettings,
  items: readonly FeedItem[],
  signal: AbortSignal,
): Promise<readonly ItemDraft[]> {
  const drafts: ItemDraft[] = []
  for (let at = 0; at < items.length; at += ARTICLES_AT_ONCE) {
    const batch = items.slice(at, at + ARTICLES_AT_ONCE)
    drafts.push(
      ...(await Promise.all(
        batch.map(async (item) => await collectDraft(deps, feed, item, signal)),
      )),
    )
  }
  return drafts
}

async function collectDraft(
  deps: Pick<Deps, 'articles' | 'now'>,
  feed: FeedSettings,
  item: FeedItem,
  signal: AbortSignal,
): Promise<ItemDraft> {
  if (!feed.fullText || signal.aborted) {
    return { feedId: feed.id, item, ...textOfFeed(item), article: NO_ARTICLE }
  }
  const found = await deps.articles.read(item, accessOf(feed), 0, deps.now(), signal)
  return { feedId: feed.id, item, ...found }
}

/** What a feed's settings allow for its articles too. Its headers stay with the feed: they may hold a secret. */
export function accessOf(feed: FeedSettings): {
  readonly addresses: 'public' | 'any'
  readonly headers: Readonly<Record<string, string>>
} {
  return { addresses: feed.allowPrivate ? 'any' : 'public', headers: {} }
}
