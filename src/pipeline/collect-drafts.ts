import type { FeedSettings } from '../config/settings.ts'
import type { FeedItem } from '../core/feed/feed-item.ts'
import { NO_ARTICLE } from '../core/feed/item.ts'
import type { ItemDraft } from '../store/items.ts'
import type { ArticleMemory } from './article-reader.ts'
import { ARTICLE_BOUNDS, ArticleRun, articleHostOf } from './article-run.ts'
import type { Deps } from './deps.ts'
import { textOfFeed } from './searchable-text.ts'
import type { KnownItem, SortedItems } from './sort-items.ts'
import { withinBudget } from './within-budget.ts'
import { workByHost } from './work-by-host.ts'

/** Items that are ready to be stored, in the order in which they were given. */
export type CollectedDrafts = {
  readonly added: readonly ItemDraft[]
  readonly revised: readonly { readonly itemId: number; readonly draft: ItemDraft }[]
}

/**
 * Makes items ready to be stored, with their articles where the feed wants full text. Outside any transaction. Articles
 * that take too long together are left to retryArticles, so that what the feed itself gave is stored and matched soon.
 */
export async function collectDrafts(
  deps: Pick<Deps, 'db' | 'articles' | 'now'>,
  feed: FeedSettings,
  sorted: Pick<SortedItems, 'added' | 'revised'>,
  signal: AbortSignal,
): Promise<CollectedDrafts> {
  if (!feed.fullText) {
    return {
      added: sorted.added.map((item) => draftOfFeed(feed, item)),
      revised: sorted.revised.map(({ itemId, item }) => ({
        itemId,
        draft: draftOfFeed(feed, item),
      })),
    }
  }
  return await withinBudget(deps.articles.budgets.pollMs, signal, async (soon) => {
    const run = new ArticleRun(deps, soon)
    const added = await workByHost(
      sorted.added,
      articleHostOf,
      ARTICLE_BOUNDS,
      async (item) => await collectDraft(run, feed, item, 'use'),
    )
    const revised = await workByHost(
      sorted.revised,
      ({ item }: KnownItem) => articleHostOf(item),
      ARTICLE_BOUNDS,
      async ({ itemId, item }) => ({ itemId, draft: await collectDraft(run, feed, item, 'renew') }),
    )
    return { added, revised }
  })
}

function draftOfFeed(feed: FeedSettings, item: FeedItem): ItemDraft {
  return { feedId: feed.id, item, ...textOfFeed(item), article: NO_ARTICLE }
}

async function collectDraft(
  run: ArticleRun,
  feed: FeedSettings,
  item: FeedItem,
  memory: ArticleMemory,
): Promise<ItemDraft> {
  const outcome = await run.read({ feed, item, attempts: 0, memory })
  const text = outcome.kind === 'read' ? outcome.text : textOfFeed(item)
  return { feedId: feed.id, item, ...text, article: outcome.article }
}
