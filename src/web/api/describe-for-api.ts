import type { Item } from '../../core/feed/item.ts'
import type { MatchSpan } from '../../core/rule/match-document.ts'
import type { ListedMatch } from '../../pipeline/list-matches.ts'
import type { RuleOverview } from '../../pipeline/list-rules.ts'
import type { FeedStatus } from '../../pipeline/read-status.ts'
import type { StoryItem, StoryView } from '../../pipeline/read-story.ts'
import type { FoundStory, StoryPage } from '../../pipeline/search-stories.ts'
import type { ToldItem } from '../../store/told-items.ts'

/**
 * Domain values as the JSON of version 1. These shapes are a promise, written down in docs/API.md: fields are added, never
 * renamed or removed. Names are those of the product, times ISO 8601 in UTC, null is known to be absent.
 */

/** What a list says of an item; the text comes with its story. */
function headlineForApi(item: ToldItem): object {
  const { id, feedId: feed, storyId: story, title, url, language } = item
  const { published, firstSeenAt, revisedAt } = item
  return { id, feed, story, title, url, language, published, firstSeenAt, revisedAt }
}

function itemForApi({ item, feedTitle, hits }: StoryItem): object {
  const { guid, authors, categories, searched, text } = item
  return {
    ...headlineForApi(item),
    feedTitle,
    guid,
    authors,
    categories,
    searched,
    articleProblem: item.article.problem,
    text,
    hits: hits.map(({ ruleId, spans }) => ({ rule: ruleId, spans: spansForApi(spans, item) })),
  }
}

/** Offsets are UTF-16 units into title and text; spans of other fields say by their term what hit. */
function spansForApi(
  spans: readonly MatchSpan[],
  { title, text }: Pick<Item, 'title' | 'text'>,
): object[] {
  return spans.map(({ field, start, end, term, concept }) => {
    const words = field === 'title' ? title : field === 'text' ? text : null
    return { field, start, end, term, concept, words: words?.slice(start, end) ?? null }
  })
}

export function foundStoryForApi(
  { storyId, item, spans, excerpts, items }: FoundStory,
  { feedTitles }: StoryPage,
): object {
  return {
    id: storyId,
    title: item.title,
    url: item.url,
    feeds: [...new Set(items.map(({ feedId }) => feedId))].map((id) => ({
      id,
      title: feedTitles.get(id) ?? id,
    })),
    hit: { item: item.id, spans: spansForApi(spans, item), excerpts },
    items: items.map(headlineForApi),
  }
}

export function storyForApi({ id, items, matches }: StoryView): object {
  return { id, items: items.map(itemForApi), matches: matches.map(matchForApi) }
}

export function matchForApi(listed: ListedMatch): object {
  const { match, ruleTitle, item, feedTitle, others, deliveries } = listed
  const { searched, variants, excerpts } = match.evidence
  return {
    id: match.id,
    rule: match.ruleId,
    ruleTitle,
    revision: match.ruleRevision,
    matchedAt: match.matchedAt,
    story: match.storyId,
    item: { ...headlineForApi(item), feedTitle },
    evidence: { searched, terms: variants, excerpts },
    alsoPublishedBy: others.map((other) => ({
      ...headlineForApi(other),
      feedTitle: other.feedTitle,
    })),
    deliveries: deliveries.map(
      ({ subscriptionId, address, state, reason, alertId, nextAttemptAt, finishedAt }) => ({
        subscription: subscriptionId,
        address,
        state,
        reason,
        alert: alertId,
        nextAttemptAt,
        finishedAt,
      }),
    ),
  }
}

export function ruleForApi({ rule, subscriptionIds, hits }: RuleOverview): object {
  const { id, title, match, revision, feedIds } = rule
  return {
    id,
    title,
    match,
    revision,
    feeds: [...feedIds],
    subscriptions: subscriptionIds,
    storiesIn30Days: hits.count,
    lastHitAt: hits.lastAt,
    atom: `/atom/rules/${id}`,
  }
}

/** Without its address, which may hold a password. */
export function feedForApi(feed: FeedStatus): object {
  const { id, title, health, problem, itemCount, lastNewsAt, lastPollAt, nextPollAt } = feed
  return { id, title, health, problem, itemCount, lastNewsAt, lastPollAt, nextPollAt }
}
