import type { Settings } from '../config/settings.ts'
import type {
  AlertContent,
  AlertSource,
  AlertStory,
  ArticleProblem,
  Excerpt,
} from '../core/alert/alert-content.ts'
import { languageOfItem } from '../core/feed/language-of-item.ts'
import { nameOfCountry } from '../core/feed/name-of-country.ts'
import type { FeedId, RuleId } from '../core/ids.ts'
import type { TellingRows } from '../store/alert-parts.ts'
import type { Alert } from '../store/alerts.ts'
import { listEditsOfAlert } from '../store/edits.ts'
import { listMatchesOfAlert, type Match } from '../store/matches.ts'
import type { Db } from '../store/schema.ts'
import { findSubjectOfStory } from '../store/threads.ts'
import type { ToldItem } from '../store/told-items.ts'
import { findFeedTitles } from './list-feed-titles.ts'
import { listGapNotices } from './list-gap-notices.ts'
import { type HitStory, listHitStories, withMatches } from './list-hit-stories.ts'

/** In the digest of what was already published, more stories of a rule than the newest of this number are counted, not told. */
const BACKLOG_STORIES_PER_RULE = 10

/** What an alert says, and the rows behind each of its stories (parallel to `content.stories`). */
export type BuiltAlert = {
  readonly content: AlertContent
  readonly told: readonly TellingRows[]
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
  const matches = await listMatchesOfAlert(db, alert.id)
  const edits = await listEditsOfAlert(db, alert.id)
  const hitStories = await listHitStories(db, settings, { subscriptionId, matches, edits })
  const feedIds = hitStories.flatMap(({ items }) => items.map(({ feedId }) => feedId))
  const titles = await findFeedTitles(db, settings, feedIds)
  const { kept, omitted } =
    kind === 'already-published'
      ? limitPerRule(hitStories)
      : { kept: hitStories, omitted: new Map() }
  const content: AlertContent = {
    kind,
    subscriptionId,
    timezone: settings.timezone,
    createdAt: alert.sealedAt ?? alert.createdAt,
    rules: listRules(
      settings,
      hitStories.flatMap((story) => story.matches),
    ),
    stories: kept.map((story) => viewOf(story, titles, (id) => findCountry(settings, id))),
    omittedStoryCounts: [...omitted].map(([ruleId, count]) => ({ ruleId, count })),
    part: null,
    threadSubject: kind === 'edit' ? await findThreadSubject(db, alert, kept) : null,
    statements: [],
    isBlind: false,
    isCompact: kind === 'digest' && alert.notice !== null,
    notices: [
      ...(alert.notice === null ? [] : [alert.notice]),
      ...(await listGapNotices(db, settings, alert, subscriptionId)),
    ],
  }
  return { content, told: kept.map((story) => story.told) }
}

async function findThreadSubject(
  db: Db,
  alert: Alert,
  stories: readonly HitStory[],
): Promise<string | null> {
  const [story] = stories
  return story === undefined ? null : await findSubjectOfStory(db, alert, story.item.storyId)
}

/** The newest stories of each rule, and how many more there are. */
function limitPerRule(stories: readonly HitStory[]): {
  readonly kept: readonly HitStory[]
  readonly omitted: ReadonlyMap<RuleId, number>
} {
  const counts = new Map<RuleId, number>()
  const kept: HitStory[] = []
  for (const story of stories) {
    const ruleIds = new Set(story.matches.map((match) => match.ruleId))
    for (const id of ruleIds) counts.set(id, (counts.get(id) ?? 0) + 1)
    const told = story.matches.filter(
      ({ ruleId }) => (counts.get(ruleId) ?? 0) <= BACKLOG_STORIES_PER_RULE,
    )
    if (told.length > 0) kept.push(withMatches(story, told))
  }
  const omitted = [...counts].flatMap(([ruleId, count]): [RuleId, number][] =>
    count > BACKLOG_STORIES_PER_RULE ? [[ruleId, count - BACKLOG_STORIES_PER_RULE]] : [],
  )
  return { kept, omitted: new Map(omitted) }
}

function viewOf(
  { matches, first, item, items, edit, told }: HitStory,
  titles: ReadonlyMap<FeedId, string>,
  countryOf: (feedId: FeedId) => string | null,
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
    country: countryOf(item.feedId),
    language: languageTold(item, excerpts),
    published: item.published,
    seenAt: item.firstSeenAt,
    occasion:
      edit !== null || isHitByEdit(item, first) || isHitGone(item, first) ? 'edited' : 'new',
    changes: edit?.changes ?? [],
    moreChangesCount: edit?.moreCount ?? 0,
    ruleIds: firsts.map((match) => match.ruleId),
    variants: firsts.flatMap(({ ruleId, evidence }) =>
      evidence.variants.map((variant) => ({ ruleId, ...variant })),
    ),
    excerpts: told.matchIds.length > 0 ? excerpts : [], // else the text around the hits is another now
    searched: first.evidence.searched,
    articleProblem: problemOf(item),
    alsoPublishedBy: otherSources(item, items, titles, countryOf),
  }
}

/** The item was known, and what it was edited to made the rule hit it. */
function isHitByEdit({ revisedAt }: ToldItem, { matchedAt }: Match): boolean {
  return revisedAt !== null && revisedAt === matchedAt
}

/** Its text was edited since, and the rule hits it no more. */
function isHitGone({ revisedAt }: ToldItem, { matchedAt, evidence }: Match): boolean {
  return revisedAt !== null && revisedAt > matchedAt && evidence.excerpts.length === 0
}

/** The language of what the e-mail shows, which is told to whatever reads it aloud or picks a font. */
function languageTold({ title, language }: ToldItem, excerpts: readonly Excerpt[]): string | null {
  const text = excerpts.flatMap(({ parts }) => parts.map((part) => part.text)).join(' ')
  const key = JSON.stringify([title, text, language])
  const known = toldLately.get(key)
  if (known !== undefined) return known
  const told = languageOfItem({ title, text, language }).language
  if (toldLately.size >= MOST_TOLD_LATELY) toldLately.clear()
  toldLately.set(key, told)
  return told
}

/** A thousand subscriptions are told the same within seconds, and to find the language takes a tenth of what a mail takes. */
const toldLately = new Map<string, string | null>()
const MOST_TOLD_LATELY = 100

function problemOf(item: ToldItem): ArticleProblem | null {
  if (item.article.problem === null) return null
  return { reason: item.article.problem, willBeTriedAgain: item.article.retryAt !== null }
}

/** The story's other feeds, each once. */
function otherSources(
  item: ToldItem,
  items: readonly ToldItem[],
  titles: ReadonlyMap<FeedId, string>,
  countryOf: (feedId: FeedId) => string | null,
): readonly AlertSource[] {
  const others = new Map<FeedId, AlertSource>()
  for (const other of items) {
    if (other.feedId === item.feedId || others.has(other.feedId)) continue
    others.set(other.feedId, {
      sourceTitle: titles.get(other.feedId) ?? other.feedId,
      country: countryOf(other.feedId),
      url: other.url,
    })
  }
  return [...others.values()]
}

/** By name; null too for a feed that has left the configuration. */
function findCountry(settings: Settings, feedId: FeedId): string | null {
  const code = settings.feeds.get(feedId)?.country ?? null
  return code === null ? null : nameOfCountry(code)
}

/** The rules that hit, in the order of the configuration; one that has left it keeps its id as title. */
function listRules(settings: Settings, matches: readonly Match[]): AlertContent['rules'] {
  const hit = new Set(matches.map((match) => match.ruleId))
  const placeOf = placesOf(settings)
  const configured = [...hit].flatMap((id) => settings.rules.get(id) ?? [])
  const gone = [...hit].filter((id) => !settings.rules.has(id))
  return [
    ...configured
      .toSorted((one, other) => (placeOf.get(one.id) ?? 0) - (placeOf.get(other.id) ?? 0))
      .map(({ id, title }) => ({ id, title })),
    ...gone.map((id) => ({ id, title: id })),
  ]
}

/** Asked for at each alert, of which a thousand rules may have one each: the work must not grow with their square. */
const knownPlaces = new WeakMap<Settings['rules'], ReadonlyMap<RuleId, number>>()

function placesOf({ rules }: Settings): ReadonlyMap<RuleId, number> {
  const known = knownPlaces.get(rules)
  if (known !== undefined) return known
  const places = new Map([...rules.keys()].map((id, place) => [id, place]))
  knownPlaces.set(rules, places)
  return places
}
