import type { RuleSettings, Settings } from '../config/settings.ts'
import type { SubscriptionId } from '../core/ids.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { countHits, type HitCount } from '../store/match-pages.ts'
import type { Db } from '../store/schema.ts'

/** A rule in force and what came of it lately. */
export type RuleOverview = {
  readonly rule: RuleSettings
  /** The subscriptions that take it. */
  readonly subscriptionIds: readonly SubscriptionId[]
  /** Stories of the last 30 days, and when it last hit one. */
  readonly hits: HitCount
}

const COUNTED_MS = 30 * DAY_MS
const NEVER: HitCount = { count: 0, lastAt: null }

/** The rules in force, in the order of the configuration. */
export async function listRules(
  db: Db,
  settings: Settings,
  now: Timestamp,
): Promise<readonly RuleOverview[]> {
  const hits = await countHits(db, addMs(now, -COUNTED_MS))
  return [...settings.rules.values()].map((rule) => ({
    rule,
    subscriptionIds: [...settings.subscriptions.values()]
      .filter(({ ruleIds }) => ruleIds.has(rule.id))
      .map(({ id }) => id),
    hits: hits.get(rule.id) ?? NEVER,
  }))
}
