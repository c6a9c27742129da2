import type { RuleSettings, Settings } from '../config/settings.ts'
import type { FeedId, RuleId } from '../core/ids.ts'
import { addMs, DAY_MS, msOf, type Timestamp } from '../core/time.ts'
import type { ToldStory } from '../store/told-stories.ts'
import { LOOK_BACK_MS } from './apply-new-rules.ts'
import type { HygieneFinding } from './hygiene-finding.ts'

/** What is stored of what rules hit. */
export type RuleHistory = {
  readonly told: readonly ToldStory[]
  /** The id of the first match of each of the last days, today first. */
  readonly days: readonly number[]
  readonly applied: ReadonlyMap<RuleId, { readonly revision: string; readonly at: Timestamp }>
  /** Items that each feed brought in these days. */
  readonly itemCounts: ReadonlyMap<FeedId, number>
  readonly firstSeen: ReadonlyMap<FeedId, Timestamp>
  readonly now: Timestamp
}

/** A rule of a few days may have had no news to hit, and one of its days may be no ordinary one. */
const MIN_DAYS = 7

/** A rule alone that tells more on an ordinary day is read by nobody, whatever the budget. */
const MAX_STORIES_A_DAY = 50

/** A rule that hits so much of what its feeds bring picks nothing out; of a few items a day that is no matter. */
const MAX_SHARE = 0.3
const MIN_STORIES_A_DAY = 10

/** Rules that hit nothing and rules that hit too much, going by the time for which they are in force. */
export function hygieneOfRules(
  settings: Settings,
  history: RuleHistory,
): { readonly findings: readonly HygieneFinding[]; readonly youngRules: readonly RuleId[] } {
  const byRule = Map.groupBy(history.told, ({ ruleId }) => ruleId)
  const findings: HygieneFinding[] = []
  const youngRules: RuleId[] = []
  for (const rule of settings.rules.values()) {
    const applied = history.applied.get(rule.id)
    const isApplied = applied?.revision === rule.revision
    const days = isApplied ? Math.floor((msOf(history.now) - msOf(applied.at)) / DAY_MS) : 0
    const told = byRule.get(rule.id) ?? []
    if (!isApplied || days < MIN_DAYS) youngRules.push(rule.id)
    else if (told.length === 0) findings.push(neverHit(settings, rule, applied.at, history))
    else findings.push(...findLoud(settings, rule, told, days, history))
  }
  return { findings, youngRules }
}

/**
 * It was held against what was stored when it came, so that it looked back further than it is in force; what it hit before the
 * time that items are kept for is not known any more.
 */
function neverHit(
  { keep }: Settings,
  { id, feedIds }: RuleSettings,
  appliedAt: Timestamp,
  { firstSeen, itemCounts, days, now }: RuleHistory,
): HygieneFinding {
  const lookedBack = addMs(appliedAt, -LOOK_BACK_MS)
  const seen = [...feedIds].flatMap((feedId) => firstSeen.get(feedId) ?? []).sort()
  const [oldest] = seen
  const count = countOf(itemCounts, feedIds)
  const base = { kind: 'never-hit', subject: id } as const
  if (oldest === undefined) {
    const message = 'could hit nothing: of the feeds that it looks at nothing is stored'
    return { ...base, message, hint: 'look at these feeds with "policywatch status"' }
  }
  const keptSince = addMs(now, -keep.itemDays * DAY_MS)
  const [since = oldest] = [oldest, lookedBack, keptSince].sort().reverse()
  return {
    ...base,
    message: `has hit nothing since ${dayOf(since)} (in force since ${dayOf(appliedAt)}), while its feeds brought ${count} items in ${days.length} days`,
    hint: 'try its words with "policywatch search", loosen it, or remove it',
  }
}

function findLoud(
  { subscriptions }: Settings,
  { id, feedIds }: RuleSettings,
  told: readonly ToldStory[],
  daysInForce: number,
  { days, itemCounts }: RuleHistory,
): readonly HygieneFinding[] {
  const counts = countByDay(told, days.slice(0, daysInForce))
  const usual = medianOf(counts)
  const hits = counts.reduce((sum, count) => sum + count, 0)
  const share = hits / Math.max(1, countOf(itemCounts, feedIds))
  const [tightest] = [...subscriptions.values()]
    .filter(({ ruleIds, budget, deliver }) => {
      return ruleIds.has(id) && budget > 0 && deliver.kind === 'immediately'
    })
    .toSorted((a, b) => a.budget - b.budget)
  const percent = Math.min(100, Math.round(share * 100))
  const message = `tells ${usual} stories on an ordinary day of the last ${counts.length}, and ${percent} % of what its feeds bring`
  const base = { kind: 'too-loud', subject: id } as const
  if (tightest !== undefined && usual > tightest.budget) {
    return [
      {
        ...base,
        message: `${message}; the budget of ${tightest.id} is ${tightest.budget} e-mails a day`,
        hint: 'narrow it (AND, NOT, title:), let it look at fewer feeds, or deliver it in a digest',
      },
    ]
  }
  const isMuch = share >= MAX_SHARE && usual >= MIN_STORIES_A_DAY
  if (usual <= MAX_STORIES_A_DAY && !isMuch) return []
  const hint = 'narrow it (AND, NOT, title:), or let it look at fewer feeds'
  return [{ ...base, message, hint }]
}

/** Stories that were told on each of these days; `days` has the first match of each, the latest first. */
function countByDay(told: readonly ToldStory[], days: readonly number[]): readonly number[] {
  const counts = days.map(() => 0)
  for (const { storyId, matchId } of told) {
    const day = days.findIndex((first) => matchId >= first)
    if (storyId !== null && day >= 0) counts[day] = (counts[day] ?? 0) + 1
  }
  return counts
}

function medianOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function countOf(counts: ReadonlyMap<FeedId, number>, feedIds: ReadonlySet<FeedId>): number {
  let sum = 0
  for (const feedId of feedIds) sum += counts.get(feedId) ?? 0
  return sum
}

/** The day in UTC, which is near enough for weeks. */
function dayOf(at: Timestamp): string {
  return at.slice(0, 10)
}
