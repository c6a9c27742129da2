import type { Settings } from '../config/settings.ts'
import type {
  AlertContent,
  AlertSource,
  AlertStory,
  ArticleProblem,
  Excerpt,
} from '../core/alert/alert-content.ts'
import { languageOfItem } from '../core/feed/language-of-item.ts'
import { newsTimesOf } from '../core/feed/news-times.ts'
import type { FeedId, RuleId } from '../core/ids.ts'
import type { Alert } from '../store/alerts.ts'
import { listFeedStates } from '../store/feeds.ts'
import { listMatchesOfAlert, type Match } from '../store/matches.ts'
import type { Db } from '../store/schema.ts'
import { listItemsOfStories, type ToldItem } from '../store/told-items.ts'
import { listGapNotices } from './list-gap-notices.ts'

/** In the digest of what was already published, more stories of a rule than the newest of this number are counted, not told. */
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
  const hitStories = await listHitStories(db, all)
  const { kept, omitted } =
    kind === 'already-published'
      ? limitPerRule(hitStories)
      : { kept: hitStories, omitted: new Map() }
  const titles = await listFeedTitles(db, settings)
  const content: AlertContent = {
    kind,
    subscriptionId,
    timezone: settings.timezone,
    createdAt: alert.createdAt,
    rules: listRules(settings, all),
    stories: kept.map((story) => viewOf(story, titles)),
    omittedStoryCounts: [...omitted].map(([ruleId, count]) => ({ ruleId, count })),
    part: alert.part,
    threadSubject: null,
    statements: [],
    isBlind: false,
    notices: [
      ...(alert.notice === null ? [] : [alert.notice]),
      ...(await listGapNotices(db, settings, alert, subscriptionId, titles)),
    ],
  }
  return { content, matchIds: kept.map(({ matches }) => matches.map(({ id }) => id)) }
}

/** A story with the matches that the alert tells of it. */
type HitStory = {
  readonly matches: readonly Match[]
  readonly first: Match
  /** The item of the first match. */
  readonly item: ToldItem
  readonly items: readonly ToldItem[]
}

/** The stories of some matches, the newest first. */
async function listHitStories(db: Db, matches: readonly Match[]): Promise<readonly HitStory[]> {
  const byStory = Map.groupBy(matches, (match) => match.storyId)
  const items = await listItemsOfStories(db, [...byStory.keys()])
  const itemsByStory = Map.groupBy(items, (item) => item.storyId)
  const stories = [...byStory].map(([storyId, ofStory]) =>
    makeHitStory(itemsByStory.get(storyId) ?? [], ofStory),
  )
  const times = newsTimesOf(stories.map(({ item }) => item))
  const timeOf = ({ item }: HitStory): string => times.get(item.id) ?? item.firstSeenAt
  return stories.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)))
}

function makeHitStory(items: readonly ToldItem[], matches: readonly Match[]): HitStory {
  const [first] = matches
  const item = items.find((candidate) => candidate.id === first?.itemId)
  if (first === undefined || item === undefined) throw new Error('a match has lost its item')
  return { matches, first, item, items }
}

/** The newest stories of each rule, and how many more there are. */
function limitPerRule(stories: readonly HitStory[]): {
  readonly kept: readonly HitStory[]
  readonly omitted: ReadonlyMap<RuleId, number>
} {
  const counts = new Map<RuleId, number>()
  const kept: HitStory[] = []
  for (const { items, matches } of stories) {
    const ruleIds = new Set(matches.map((match) => match.ruleId))
    for (const id of ruleIds) counts.set(id, (counts.get(id) ?? 0) + 1)
    const told = matches.filter(
      ({ ruleId }) => (counts.get(ruleId) ?? 0) <= BACKLOG_STORIES_PER_RULE,
    )
    if (told.length > 0) kept.push(makeHitStory(items, told))
  }
  const omitted = [...counts].flatMap(([ruleId, count]): [RuleId, number][] =>
    count > BACKLOG_STORIES_PER_RULE ? [[ruleId, count - BACKLOG_STORIES_PER_RULE]] : [],
  )
  return { kept, omitted: new Map(omitted) }
}

function viewOf(
  { matches, first, item, items }: HitStory,
  titles: ReadonlyMap<FeedId, string>,
): AlertStory {
  // a rule has several matches of a story that two have become, and says the same of each
  const firsts = [...Map.groupBy(matches, (match) => match.ruleId).values()].flatMap((ofRule) =>
    ofRule.slice(0, 1),
  )
  const excerpts = firsts.flatMap((match) => match.evidence.excerpts)
  return {
    title: item.title,
    url: item.url,
    sourceTitle: titles.get(item.feedId) ?? item.feedId,
    country: null,
    language: languageTold(item, excerpts),
    published: item.published,
    seenAt: item.firstSeenAt,
    occasion: 'new',
    changes: [],
    moreChangesCount: 0,
    ruleIds: firsts.map((match) => match.ruleId),
    variants: firsts.flatMap(({ ruleId, evidence }) =>
      evidence.variants.map((variant) => ({ ruleId, ...variant })),
    ),
    excerpts,
    searched: first.evidence.searched,
    articleProblem: problemOf(item),
    alsoPublishedBy: otherSources(item, items, titles),
  }
}

/** The language of what the e-mail shows, which is told to whatever reads it aloud or picks a font. */
function languageTold({ title, language }: ToldItem, excerpts: readonly Excerpt[]): string | null {
  const text = excerpts.flatMap(({ parts }) => parts.map((part) => part.text)).join(' ')
  return languageOfItem({ title, text, language }).language
}

function problemOf(item: ToldItem): ArticleProblem | null {
  if (item.article.problem === null) return null
  return { reason: item.article.problem, willBeTriedAgain: item.article.retryAt !== null }
}

/** The story's other feeds, each once. */
function otherSources(
  item: ToldItem,
  items: readonly ToldItem[],
  titles: ReadonlyMap<FeedId, string>,
): readonly AlertSource[] {
  const others = new Map<FeedId, AlertSource>()
  for (const other of items) {
    if (other.feedId === item.feedId || others.has(other.feedId)) continue
    others.set(other.feedId, {
      sourceTitle: titles.get(other.feedId) ?? other.feedId,
      country: null,
      url: other.url,
    })
  }
  return [...others.values()]
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
