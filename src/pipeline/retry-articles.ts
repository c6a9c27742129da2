import type { FeedSettings, Settings } from '../config/settings.ts'
import type { Item } from '../core/feed/item.ts'
import type { SubscriptionId } from '../core/ids.ts'
import { endGathering } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { findFeedState } from '../store/feeds.ts'
import { listContentHashes, listItemsWithArticleDue, saveArticle } from '../store/items.ts'
import { ARTICLE_BOUNDS, type ArticleOutcome, ArticleRun, articleHostOf } from './article-run.ts'
import type { Deps } from './deps.ts'
import { foldItems } from './fold-items.ts'
import { releaseReadBacklogs } from './hold-backlog.ts'
import { matchItems } from './match-items.ts'
import { regroupItems } from './regroup-items.ts'
import { tellAwaitedEdit } from './tell-edits.ts'
import { NOTHING_TOLD, type ToldMatches, tellingOf, tellMatches } from './tell-matches.ts'
import { withinBudget } from './within-budget.ts'
import { workByHost } from './work-by-host.ts'

/** Items held in memory at a time; a look goes on with the next ones while its time lasts. */
const ITEMS_AT_ONCE = 100

/** What the rules hit in articles that were read late. */
export type RetriedArticles = { readonly matchCount: number }

/**
 * Tries the articles that could not be read when their items were new, until none is due or the time is up, and holds the
 * rules against what was found: a rule that hits only now is told now. Digests that waited for articles go out when none
 * is left to be asked for the first time. Items of a feed that is not configured, or wants no full text, wait until it does.
 * While the disk is full none is asked for.
 */
export async function retryArticles(
  deps: Deps,
  inForce: () => Settings,
  signal: AbortSignal,
): Promise<RetriedArticles> {
  const settings = inForce()
  const feeds = [...settings.feeds.values()].filter((feed) => feed.fullText)
  const feedIds = feeds.map((feed) => feed.id)
  const told = new Set<SubscriptionId>()
  let matchCount = 0
  await withinBudget(deps.articles.budgets.retryMs, signal, async (soon) => {
    const run = new ArticleRun(deps, soon)
    while (!soon.aborted && (await deps.disk.mayPoll(deps.db))) {
      const items = await listItemsWithArticleDue(deps.db, feedIds, deps.now(), ITEMS_AT_ONCE)
      if (items.length === 0) break
      await workByHost(items, articleHostOf, ARTICLE_BOUNDS, async (item) => {
        const feed = settings.feeds.get(item.feedId)
        if (feed === undefined || soon.aborted || deps.disk.pause !== null) return
        const memory = item.revisedAt === null ? 'use' : 'renew'
        const outcome = await run.read({ feed, item, attempts: item.article.attempts, memory })
        if (soon.aborted && outcome.kind === 'waiting') return // it stays due
        const news = await recordRetry(deps, inForce, feed, item, outcome)
        matchCount += news.matchCount
        for (const id of news.subscriptionIds) told.add(id)
      })
    }
  })
  await inTransaction(deps.db, async (tx) => {
    await endGathering(tx, [...told], deps.now())
    await releaseReadBacklogs(tx, inForce(), deps.now())
  })
  return { matchCount }
}

async function recordRetry(
  deps: Deps,
  inForce: () => Settings,
  feed: FeedSettings,
  item: Item,
  outcome: ArticleOutcome,
): Promise<ToldMatches> {
  const state = await findFeedState(deps.db, item.feedId)
  const isRead = outcome.kind === 'read'
  return await inTransaction(deps.db, async (tx) => {
    // a poll may have replaced the item, or retention removed it, while its article was on the way
    const hash = (await listContentHashes(tx, [item.id])).get(item.id)
    if (hash !== item.contentHash) return NOTHING_TOLD
    const { text, searched } = isRead ? outcome.text : item
    const saved = await saveArticle(tx, item.id, { text, searched, article: outcome.article })
    if (!isRead) return NOTHING_TOLD
    const settings = inForce()
    const context = { settings, messageIds: deps.messageIds, now: deps.now() }
    const rewritten = [{ item: saved, storyText: outcome.text.storyText }]
    const items = await regroupItems(tx, item.feedId, rewritten, [], context.now)
    const { drafts: hits, problems } = matchItems(settings, items, state?.title ?? null)
    const toFold = { items, drafts: hits, rewrittenIds: new Set([item.id]) }
    const drafts = await foldItems(tx, item.feedId, toFold, context.now)
    for (const problem of problems) deps.log.error({ feed: item.feedId }, problem)
    const telling = tellingOf(saved, feed.startWith)
    const told = await tellMatches(tx, context, drafts, () => telling)
    const editReaders = await tellAwaitedEdit(tx, context, saved)
    return { ...told, subscriptionIds: [...new Set([...told.subscriptionIds, ...editReaders])] }
  })
}
