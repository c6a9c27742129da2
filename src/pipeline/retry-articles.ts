import type { Settings } from '../config/settings.ts'
import type { Item } from '../core/feed/item.ts'
import { NO_ARTICLE } from '../core/feed/item.ts'
import type { SubscriptionId } from '../core/ids.ts'
import { endGathering } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { findFeedState } from '../store/feeds.ts'
import { listItemsWithArticleDue, saveArticle } from '../store/items.ts'
import { accessOf } from './collect-drafts.ts'
import type { Deps } from './deps.ts'
import { matchItems } from './match-items.ts'
import { NOTHING_TOLD, type ToldMatches, tellingOfBacklog, tellMatches } from './tell-matches.ts'

const ITEMS_PER_ROUND = 50

/** Articles that were tried again. */
export type RetriedArticles = { readonly readCount: number; readonly matchCount: number }

/**
 * Tries again the articles that could not be read when their items were new, and holds the rules against what was found:
 * a rule that hits only now is told now.
 */
export async function retryArticles(
  deps: Deps,
  settings: Settings,
  signal: AbortSignal,
): Promise<RetriedArticles> {
  const items = await listItemsWithArticleDue(deps.db, deps.now(), ITEMS_PER_ROUND)
  let [readCount, matchCount] = [0, 0]
  const told = new Set<SubscriptionId>()
  for (const item of items) {
    if (signal.aborted) break
    const outcome = await retryArticle(deps, settings, item, signal)
    if (outcome.isRead) readCount += 1
    matchCount += outcome.matchCount
    for (const id of outcome.subscriptionIds) told.add(id)
  }
  await inTransaction(deps.db, async (tx) => await endGathering(tx, [...told], deps.now()))
  return { readCount, matchCount }
}

async function retryArticle(
  deps: Deps,
  settings: Settings,
  item: Item,
  signal: AbortSignal,
): Promise<ToldMatches & { readonly isRead: boolean }> {
  const feed = settings.feeds.get(item.feedId)
  if (feed === undefined || !feed.fullText) {
    const article = { ...NO_ARTICLE, problem: item.article.problem }
    await inTransaction(deps.db, async (tx) => {
      await saveArticle(tx, item.id, { text: item.text, searched: item.searched, article })
    })
    return { isRead: false, ...NOTHING_TOLD }
  }
  const found = await deps.articles.read(
    item,
    accessOf(feed),
    item.article.attempts,
    deps.now(),
    signal,
  )
  if (signal.aborted) return { isRead: false, ...NOTHING_TOLD }
  const state = await findFeedState(deps.db, item.feedId)
  const isRead = found.searched === 'article'
  const told = await inTransaction(deps.db, async (tx) => {
    const text = isRead ? found : { text: item.text, searched: item.searched }
    const saved = await saveArticle(tx, item.id, { ...text, article: found.article })
    const { drafts, problems } = matchItems(settings, isRead ? [saved] : [], state?.title ?? null)
    for (const problem of problems) deps.log.error({ feed: item.feedId }, problem)
    const wasPublished =
      state?.firstSucceededAt != null && item.firstSeenAt <= state.firstSucceededAt
    const telling = wasPublished ? tellingOfBacklog(feed.startWith) : 'news'
    const context = { settings, messageIds: deps.messageIds, now: deps.now() }
    return await tellMatches(tx, context, drafts, () => telling)
  })
  return { isRead, ...told }
}
