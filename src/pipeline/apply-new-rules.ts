import type { RuleSettings, Settings } from '../config/settings.ts'
import type { SubscriptionId } from '../core/ids.ts'
import { addMs, DAY_MS } from '../core/time.ts'
import { endGathering } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { listFeedStates } from '../store/feeds.ts'
import { listItemsBefore } from '../store/items.ts'
import { listAppliedRules, saveAppliedRule } from '../store/rules.ts'
import type { Deps } from './deps.ts'
import { matchItems } from './match-items.ts'
import { type ToldMatches, tellingOfBacklog, tellMatches } from './tell-matches.ts'

/** A new rule is held against what was stored within this time. */
const LOOK_BACK_MS = 30 * DAY_MS
const ITEMS_PER_TRANSACTION = 200

/** What a new or changed rule found among what is stored. */
export type AppliedRules = { readonly ruleCount: number; readonly matchCount: number }

/**
 * Holds new and changed rules against the stored items, so that "already published" news of them is told in one digest.
 * Interrupted, it is done again at the next start; a match that is known stays one match.
 */
export async function applyNewRules(
  deps: Deps,
  settings: Settings,
  signal: AbortSignal,
): Promise<AppliedRules> {
  const applied = await listAppliedRules(deps.db)
  const rules = [...settings.rules.values()].filter(
    (rule) => applied.get(rule.id) !== rule.revision,
  )
  if (rules.length === 0) return { ruleCount: 0, matchCount: 0 }
  const { matchCount, subscriptionIds } = await matchStoredItems(deps, settings, rules, signal)
  if (signal.aborted) return { ruleCount: 0, matchCount }
  await inTransaction(deps.db, async (tx) => {
    await endGathering(tx, subscriptionIds, deps.now())
    for (const rule of rules) {
      await saveAppliedRule(
        tx,
        { id: rule.id, revision: rule.revision, query: rule.match },
        deps.now(),
      )
    }
  })
  return { ruleCount: rules.length, matchCount }
}

async function matchStoredItems(
  deps: Deps,
  settings: Settings,
  rules: readonly RuleSettings[],
  signal: AbortSignal,
): Promise<ToldMatches> {
  const wanted = new Set(rules.map((rule) => rule.id))
  const titles = new Map(
    (await listFeedStates(deps.db)).map((state) => [state.feedId, state.title]),
  )
  const since = addMs(deps.now(), -LOOK_BACK_MS)
  let matchCount = 0
  const subscriptionIds = new Set<SubscriptionId>()
  for (let before = Number.MAX_SAFE_INTEGER; !signal.aborted; ) {
    const items = await listItemsBefore(deps.db, before, since, ITEMS_PER_TRANSACTION)
    const last = items.at(-1)
    if (last === undefined) break
    before = last.id
    const drafts = items.flatMap((item) => {
      const matched = matchItems(settings, [item], titles.get(item.feedId) ?? null)
      return matched.drafts.filter((draft) => wanted.has(draft.ruleId))
    })
    const feedOf = new Map(items.map((item) => [item.id, item.feedId]))
    const told = await inTransaction(deps.db, async (tx) => {
      const context = { settings, messageIds: deps.messageIds, now: deps.now() }
      return await tellMatches(tx, context, drafts, (draft) => {
        const feedId = feedOf.get(draft.itemId)
        const feed = feedId === undefined ? undefined : settings.feeds.get(feedId)
        return tellingOfBacklog(feed?.startWith ?? 'digest')
      })
    })
    matchCount += told.matchCount
    for (const id of told.subscriptionIds) subscriptionIds.add(id)
  }
  return { matchCount, subscriptionIds: [...subscriptionIds] }
}
