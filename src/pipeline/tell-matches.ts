import type { Settings, StartWith } from '../config/settings.ts'
import { planAlerts, type Suppression, type Telling } from '../core/alert/plan-alerts.ts'
import type { Item } from '../core/feed/item.ts'
import type { SubscriptionId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { enqueueAlerts, saveSuppressions } from '../store/alerts.ts'
import type { MessageIds } from '../store/deliveries.ts'
import {
  type Match,
  type MatchDraft,
  makeRoomForTold,
  type SavedMatches,
  saveMatches,
} from '../store/matches.ts'
import type { Tx } from '../store/schema.ts'
import { holdUnreadBacklogs } from './hold-backlog.ts'
import { readLoad } from './read-load.ts'

export type TellContext = {
  readonly settings: Settings
  readonly messageIds: MessageIds
  readonly now: Timestamp
}

/** Which matches were new, and whose alerts they went into. */
export type ToldMatches = {
  readonly matchCount: number
  readonly subscriptionIds: readonly SubscriptionId[]
}

export const NOTHING_TOLD: ToldMatches = { matchCount: 0, subscriptionIds: [] }

/**
 * Stores matches, plans the alerts that tell them and enqueues one delivery for each address. A hit that is to be told
 * is not kept back by one of the same rule and story that is not: what one feed had published before the watch began
 * may be news from another.
 */
export async function tellMatches(
  tx: Tx,
  { settings, messageIds, now }: TellContext,
  drafts: readonly MatchDraft[],
  tellingOf: (draft: MatchDraft) => Telling,
): Promise<ToldMatches> {
  if (drafts.length === 0) return NOTHING_TOLD
  const told = drafts.filter((draft) => tellingOf(draft) !== 'nothing')
  const untold = drafts.filter((draft) => tellingOf(draft) === 'nothing')
  await makeRoomForTold(tx, told)
  const { told: matches, folded } = await saveMatches(tx, [...told, ...untold], now)
  await saveSuppressions(tx, folded.map(suppressFolded), now)
  if (matches.length === 0) return NOTHING_TOLD
  const { plans, suppressions } = planAlerts(
    matches.map((match) => ({
      matchId: match.id,
      ruleId: match.ruleId,
      telling: tellingOf(match),
    })),
    [...settings.subscriptions.values()],
    await readLoad(tx, settings, listBudgeted(settings, matches), now),
    settings.timezone,
    now,
  )
  await enqueueAlerts(tx, plans, messageIds, now)
  if (plans.some(({ kind }) => kind === 'already-published')) {
    await holdUnreadBacklogs(tx, settings, now)
  }
  await saveSuppressions(tx, suppressions, now)
  return {
    matchCount: matches.length,
    subscriptionIds: [...new Set(plans.map((plan) => plan.subscriptionId))],
  }
}

function suppressFolded({ matchId, toldBy }: SavedMatches['folded'][number]): Suppression {
  const reason = `the rule had hit this story before, by match ${toldBy}`
  return { matchId, subscriptionId: null, address: null, reason }
}

/** The subscriptions that these matches may cost an e-mail of their budget. */
function listBudgeted(settings: Settings, matches: readonly Match[]): readonly SubscriptionId[] {
  const ruleIds = new Set(matches.map((match) => match.ruleId))
  return [...settings.subscriptions.values()]
    .filter(({ budget, deliver }) => budget > 0 && deliver.kind === 'immediately')
    .filter((subscription) => !subscription.ruleIds.isDisjointFrom(ruleIds))
    .map(({ id }) => id)
}

/** How matches with an item are told: what was there when the watch began, and says what it said then, is no news. */
export function tellingOf(
  item: Pick<Item, 'wasPublished' | 'revisedAt'> | undefined,
  startWith: StartWith,
): Telling {
  const isBacklog = item?.wasPublished && item.revisedAt === null
  return isBacklog ? tellingOfBacklog(startWith) : 'news'
}

/** How matches with what was already published are told. */
export function tellingOfBacklog(startWith: StartWith): Telling {
  switch (startWith) {
    case 'digest':
      return 'already-published'
    case 'everything':
      return 'news'
    case 'nothing':
      return 'nothing'
  }
}
