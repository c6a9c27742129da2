import type { Settings } from '../config/settings.ts'
import type {
  AlertContent,
  AlertSource,
  AlertStory,
  ArticleProblem,
} from '../core/alert/alert-content.ts'
import type { Item } from '../core/feed/item.ts'
import type { FeedId, RuleId } from '../core/ids.ts'
import type { Alert } from '../store/alerts.ts'
import { listFeedStates } from '../store/feeds.ts'
import { listItemsOfStories } from '../store/items.ts'
import { listMatchesOfAlert, type Match } from '../store/matches.ts'
import type { Db } from '../store/schema.ts'

/** In the digest of what was already published, more stories of a rule than this are counted, not told. */
const BACKLOG_STORIES_PER_RULE = 10

/** What an alert says, and the matches behind each of its stories (parallel to `content.stories`). */
export type BuiltAlert = {
  readonly content: AlertContent
  readonly matchIds: readonly (readonly number[])[]
}

/** Gathers what an alert says from its rows, as they are now. Reads only. */
export async function buildAlertContent(
  db: Db,
  settings: Settings,
  alert: Alert,
): Promise<BuiltAlert> {
  const { kind, subscriptionId } = alert
  if (kind === 'admin' || subscriptionId === null)
    throw new Error('a notice to administrators tells no matches')
  const all = await listMatchesOfAlert(db, alert.id)
  const { kept, omitted } =
    kind === 'already-published' ? limitPerRule(all) : { kept: all, omitted: new Map() }
  const items = await listItemsOfStories(db, [...new Set(kept.map((match) => match.storyId))])
  const titles = await listFeedTitles(db, settings)
  const stories = [...Map.groupBy(kept, (match) => match.storyId)]
    .map(([storyId, matches]) => {
      const ofStory = items.filter((item) => item.storyId === storyId)
      return {
        story: storyOf(matches, ofStory, titles),
        matchIds: matches.map((match) => match.id),
      }
    })
    .toSorted((a, b) => newestFirst(a.story, b.story))
  const content: AlertContent = {
    kind,
    subscriptionId,
    timezone: settings.timezone,
    createdAt: alert.createdAt,
    rules: listRules(settings, all),
    stories: stories.map(({ story }) => story),
    omittedStoryCounts: [...omitted].map(([ruleId, count]) => ({ ruleId, count })),
    part: alert.part,
    notices: alert.notice === null ? [] : [alert.notice],
  }
  return { content, matchIds: stories.map(({ matchIds }) => matchIds) }
}

function storyOf(
  matches: readonly Match[],
  items: readonly Item[],
  titles: ReadonlyMap<FeedId, string>,
): AlertStory {
  const [first] = matches
  const item = items.find((candidate) => candidate.id === first?.itemId) ?? items[0]
  if (first === undefined || item === undefined) throw new Error('a match has lost its item')
  return {
    title: item.title,
    url: item.url,
    sourceTitle: titles.get(item.feedId) ?? item.feedId,
    language: item.language,
    published: item.published,
    seenAt: item.firstSeenAt,
    occasion: 'new',
    ruleIds: [...new Set(matches.map((match) => match.ruleId))],
    variants: matches.flatMap(({ ruleId, evidence }) =>
      evidence.variants.map((variant) => ({ ruleId, ...variant })),
    ),
    excerpts: matches.flatMap((match) => match.evidence.excerpts),
    searched: first.evidence.searched,
    articleProblem: problemOf(item),
    alsoPublishedBy: otherSources(item, items, titles),
  }
}

function problemOf(item: Item): ArticleProblem | null {
  if (item.article.problem === null) return null
  return { reason: item.article.problem, willBeTriedAgain: item.article.retryAt !== null }
}

/** The story's other feeds, each once. */
function otherSources(
  item: Item,
  items: readonly Item[],
  titles: ReadonlyMap<FeedId, string>,
): readonly AlertSource[] {
  const others = new Map<FeedId, AlertSource>()
  for (const other of items) {
    if (other.feedId === item.feedId || others.has(other.feedId)) continue
    others.set(other.feedId, {
      sourceTitle: titles.get(other.feedId) ?? other.feedId,
      url: other.url,
    })
  }
  return [...others.values()]
}

function limitPerRule(matches: readonly Match[]): {
  readonly kept: readonly Match[]
  readonly omitted: ReadonlyMap<RuleId, number>
} {
  const kept: Match[] = []
  const omitted = new Map<RuleId, number>()
  for (const [ruleId, ofRule] of Map.groupBy(matches, (match) => match.ruleId)) {
    kept.push(...ofRule.slice(0, BACKLOG_STORIES_PER_RULE))
    if (ofRule.length > BACKLOG_STORIES_PER_RULE) {
      omitted.set(ruleId, ofRule.length - BACKLOG_STORIES_PER_RULE)
    }
  }
  return { kept, omitted }
}

async function listFeedTitles(db: Db, settings: Settings): Promise<ReadonlyMap<FeedId, string>> {
  const titles = new Map<FeedId, string>()
  for (const state of await listFeedStates(db)) {
    if (state.title !== null) titles.set(state.feedId, state.title)
  }
  for (const feed of settings.feeds.values()) {
    if (feed.title !== null) titles.set(feed.id, feed.title)
  }
  return titles
}

/** The rules that hit, in the order of the configuration; one that has left it keeps its id as title. */
function listRules(settings: Settings, matches: readonly Match[]): AlertContent['rules'] {
  const hit = new Set(matches.map((match) => match.ruleId))
  const configured = [...settings.rules.values()].filter((rule) => hit.has(rule.id))
  const gone = [...hit].filter((id) => !settings.rules.has(id))
  return [
    ...configured.map(({ id, title }) => ({ id, title })),
    ...gone.map((id) => ({ id, title: id })),
  ]
}

function newestFirst(a: AlertStory, b: AlertStory): number {
  return (b.published ?? b.seenAt).localeCompare(a.published ?? a.seenAt)
}
