import { setImmediate } from 'node:timers/promises'
import type { RuleSettings, Settings } from '../config/settings.ts'
import type { Telling } from '../core/alert/plan-alerts.ts'
import type { Item } from '../core/feed/item.ts'
import type { FeedId, RuleId, SubscriptionId } from '../core/ids.ts'
import { conceptsReachedBy } from '../core/rule/syntax/rule-concepts.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { endGathering } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { inParts } from '../store/in-parts.ts'
import { listItemIdsOfFeeds, listItemsWithIds } from '../store/items.ts'
import type { MatchDraft } from '../store/matches.ts'
import {
  type AppliedRule,
  type AppliedRuleDraft,
  forgetAppliedRules,
  listAppliedRules,
  saveAppliedRules,
} from '../store/rules.ts'
import type { Tx } from '../store/schema.ts'
import type { Deps } from './deps.ts'
import { foldItems } from './fold-items.ts'
import { isAsApplied } from './is-as-applied.ts'
import { listFeedTitles } from './list-feed-titles.ts'
import { matchItems } from './match-items.ts'
import { type ToldMatches, tellingOfBacklog, tellMatches } from './tell-matches.ts'

/** A new rule is held against what was stored within this time. */
export const LOOK_BACK_MS = 30 * DAY_MS
/** Between two pages everything else has its turn: requests, timers, signals. */
const ITEMS_PER_PAGE = 25
const FEEDS_PER_QUERY = 500
/** Matches that are planned and stored together; each of them may become a row for every address. */
const MATCHES_PER_PLAN = 200

/** What rules that are new, were changed or look at more feeds found among what is stored. */
export type AppliedRules = { readonly ruleCount: number; readonly matchCount: number }

const NOTHING_APPLIED: AppliedRules = { ruleCount: 0, matchCount: 0 }

/** For each rule that is to be held against stored items, the feeds that they are of. */
type Holdings = ReadonlyMap<RuleId, ReadonlySet<FeedId>>

/** What the rules hit, newest item first, and how each item's feed wants to begin. */
type Found = {
  readonly drafts: readonly MatchDraft[]
  readonly tellings: ReadonlyMap<number, Telling>
}

/**
 * Holds rules against what was stored before they looked at it, so that "already published" news of them is told in one
 * digest: a new or changed rule against all of its feeds, one that looks at more feeds against those alone. Rules that
 * are no longer configured are forgotten, and are new when they come back.
 *
 * The archive may be large: it is read page by page, and the process stays awake. Everything found is then stored in
 * one transaction: interrupted before that, nothing has happened and the next start does it.
 */
export async function applyNewRules(
  deps: Deps,
  settings: Settings,
  signal: AbortSignal,
): Promise<AppliedRules> {
  const applied = await listAppliedRules(deps.db)
  const configured = [...settings.rules.values()]
  const gone = [...applied.keys()].filter((id) => !settings.rules.has(id))
  const altered = configured.filter((rule) => !isAsNoted(rule, applied.get(rule.id)))
  if (gone.length === 0 && altered.length === 0) return NOTHING_APPLIED

  const holdings = findHoldings(altered, applied)
  const found = await matchStoredItems(deps, settings, holdings, signal)
  if (signal.aborted) return NOTHING_APPLIED
  const told = await inTransaction(deps.db, async (tx) => {
    const matches = await tellFound(tx, deps, settings, found)
    await endGathering(tx, matches.subscriptionIds, deps.now())
    await forgetAppliedRules(tx, gone, deps.now())
    await saveAppliedRules(tx, altered.map(draftOf(settings)), deps.now())
    return matches
  })
  return { ruleCount: holdings.size, matchCount: told.matchCount }
}

/** A rule without its concepts was applied by an older version of the program; they are noted now, as its revision is the same. */
function isAsNoted(rule: RuleSettings, applied: AppliedRule | undefined): boolean {
  return applied !== undefined && applied.concepts !== null && isAsApplied(rule, applied)
}

function draftOf({ concepts }: Settings): (rule: RuleSettings) => AppliedRuleDraft {
  return ({ id, revision, match, feedIds }) => {
    return { id, revision, query: match, feedIds, concepts: conceptsReachedBy(match, concepts) }
  }
}

function findHoldings(
  rules: readonly RuleSettings[],
  applied: ReadonlyMap<RuleId, AppliedRule>,
): Holdings {
  const holdings = new Map<RuleId, ReadonlySet<FeedId>>()
  for (const rule of rules) {
    const before = applied.get(rule.id)
    const isKnown = before !== undefined && before.revision === rule.revision
    const feedIds = isKnown ? rule.feedIds.difference(before.feedIds) : rule.feedIds
    if (feedIds.size > 0) holdings.set(rule.id, feedIds)
  }
  return holdings
}

/** Stops between two pages when the signal is aborted. */
async function matchStoredItems(
  deps: Deps,
  settings: Settings,
  holdings: Holdings,
  signal: AbortSignal,
): Promise<Found> {
  const titles = await listFeedTitles(deps.db, settings)
  const drafts: MatchDraft[] = []
  const tellings = new Map<number, Telling>()
  const matchItem = (item: Item): void => {
    const matched = matchItems(settings, [item], titles.get(item.feedId) ?? null)
    for (const problem of matched.problems) deps.log.error({ feed: item.feedId }, problem)
    const wanted = matched.drafts.filter(({ ruleId }) => holdings.get(ruleId)?.has(item.feedId))
    if (wanted.length === 0) return
    drafts.push(...wanted)
    const startWith = settings.feeds.get(item.feedId)?.startWith ?? 'digest'
    tellings.set(item.id, tellingOfBacklog(startWith))
  }
  for (const ids of inParts(await listItemIdsToHold(deps, holdings), ITEMS_PER_PAGE)) {
    await setImmediate()
    if (signal.aborted) break
    for (const item of await listItemsWithIds(deps.db, ids)) matchItem(item)
  }
  return { drafts, tellings }
}

async function listItemIdsToHold(deps: Deps, holdings: Holdings): Promise<readonly number[]> {
  const feedIds = new Set<FeedId>()
  for (const feeds of holdings.values()) for (const feedId of feeds) feedIds.add(feedId)
  const since = addMs(deps.now(), -LOOK_BACK_MS)
  const itemIds: number[] = []
  for (const part of inParts([...feedIds], FEEDS_PER_QUERY)) {
    for (const id of await listItemIdsOfFeeds(deps.db, part, since)) itemIds.push(id)
  }
  return itemIds.sort((a, b) => b - a)
}

async function tellFound(
  tx: Tx,
  deps: Deps,
  settings: Settings,
  { drafts, tellings }: Found,
): Promise<ToldMatches> {
  const context = { settings, messageIds: deps.messageIds, now: deps.now() }
  const tellingOf = ({ itemId }: MatchDraft): Telling => tellings.get(itemId) ?? 'already-published'
  let matchCount = 0
  const subscriptionIds = new Set<SubscriptionId>()
  for (const found of inParts(drafts, MATCHES_PER_PLAN)) {
    const part = await foldFound(tx, found, context.now)
    const told = await tellMatches(tx, context, part, tellingOf)
    matchCount += told.matchCount
    for (const id of told.subscriptionIds) subscriptionIds.add(id)
  }
  return { matchCount, subscriptionIds: [...subscriptionIds] }
}

/**
 * Items that no rule had hit were not looked at for the stories of other feeds. Since the rules were held against them, polls
 * may have joined their stories to others; so the stories are read again, and what is gone is left out.
 */
async function foldFound(
  tx: Tx,
  drafts: readonly MatchDraft[],
  now: Timestamp,
): Promise<readonly MatchDraft[]> {
  const ids = [...new Set(drafts.map(({ itemId }) => itemId))]
  const items = await listItemsWithIds(tx, ids)
  const storyIds = new Map(items.map(({ id, storyId }) => [id, storyId]))
  const present = drafts.flatMap((draft) => {
    const storyId = storyIds.get(draft.itemId)
    return storyId === undefined ? [] : [{ ...draft, storyId }]
  })
  for (const [feedId, ofFeed] of Map.groupBy(items, ({ feedId }) => feedId)) {
    const own = new Set(ofFeed.map(({ id }) => id))
    const toFold = {
      items: ofFeed,
      drafts: present.filter(({ itemId }) => own.has(itemId)),
      rewrittenIds: new Set<number>(),
    }
    for (const { itemId, storyId } of await foldItems(tx, feedId, toFold, now)) {
      storyIds.set(itemId, storyId)
    }
  }
  return present.map((draft) => ({
    ...draft,
    storyId: storyIds.get(draft.itemId) ?? draft.storyId,
  }))
}
