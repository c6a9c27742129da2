import type { RuleId, SubscriptionId } from '../ids.ts'
import { nextOccurrence } from '../schedule.ts'
import { addMs, SECOND_MS, type Timestamp } from '../time.ts'
import type { Mailbox } from './mailbox.ts'
import { type QuietHours, quietUntil } from './quiet-hours.ts'

/**
 * What to tell whom and when. Every match ends in a plan for each subscription that takes its rule, or in a suppression
 * with its reason: nothing is passed over in silence.
 */

/** `already-published`: what a new feed or rule found that was no news when the watch began. */
export type AlertKind = 'news' | 'digest' | 'already-published'

/** How a match is to be told: as news, in the digest of what was already published, or not at all. */
export type Telling = 'news' | 'already-published' | 'nothing'

export type MatchToTell = {
  readonly matchId: number
  readonly ruleId: RuleId
  readonly telling: Telling
}

/** The parts of a subscription that decide. */
export type Subscriber = {
  readonly id: SubscriptionId
  readonly to: readonly Mailbox[]
  readonly ruleIds: ReadonlySet<RuleId>
  readonly deliver:
    | { readonly kind: 'immediately' }
    | { readonly kind: 'digest'; readonly cron: string; readonly label: string }
  readonly quiet: QuietHours | null
  readonly budget: number
}

export type AlertPlan = {
  readonly subscriptionId: SubscriptionId
  readonly to: readonly Mailbox[]
  readonly kind: AlertKind
  readonly matchIds: readonly number[]
  /** Matches join until then, unless the round ends earlier. */
  readonly gatherUntil: Timestamp
  readonly dueAt: Timestamp
  /** Why it waits beyond the gathering; null when it does not. */
  readonly heldReason: string | null
  /** Said in the e-mail itself; null when there is nothing to say. */
  readonly notice: string | null
}

export type Suppression = {
  readonly matchId: number
  readonly subscriptionId: SubscriptionId | null
  readonly address: string | null
  readonly reason: string
}

export type AlertPlans = {
  readonly plans: readonly AlertPlan[]
  readonly suppressions: readonly Suppression[]
}

/** What the subscriptions have had today, and have open. */
export type SubscriptionLoad = {
  /** E-mails of news that each was promised today. */
  readonly sentToday: ReadonlyMap<SubscriptionId, number>
  /** Those whose next e-mail still takes matches in: what joins it costs no other. */
  readonly gathering: ReadonlySet<SubscriptionId>
}

/** Why a match is told to nobody: it was there when the watch began, and such is not to be told. */
export const STARTED_WITH_NOTHING = 'already published when the watch began (startWith: nothing)'

/** Matches of one round are gathered for as long as this after the first. */
export const LONGEST_GATHERING_MS = 10 * SECOND_MS

export function planAlerts(
  matches: readonly MatchToTell[],
  subscribers: readonly Subscriber[],
  load: SubscriptionLoad,
  timezone: string,
  now: Timestamp,
): AlertPlans {
  const plans: AlertPlan[] = []
  const suppressions: Suppression[] = []
  const taken = new Set<number>()
  for (const subscriber of subscribers) {
    const wanted = matches.filter((match) => subscriber.ruleIds.has(match.ruleId))
    for (const match of wanted) taken.add(match.matchId)
    suppressions.push(
      ...wanted.filter((m) => m.telling === 'nothing').flatMap((m) => suppressAll(m, subscriber)),
    )
    for (const telling of ['already-published', 'news'] as const) {
      const matchIds = wanted.filter((m) => m.telling === telling).map((m) => m.matchId)
      if (matchIds.length === 0) continue
      const when = decideWhen(subscriber, telling, load, timezone, now)
      plans.push({
        subscriptionId: subscriber.id,
        to: subscriber.to,
        matchIds,
        gatherUntil: addMs(now, LONGEST_GATHERING_MS),
        ...when,
      })
    }
  }
  for (const match of matches) {
    if (taken.has(match.matchId)) continue
    const reason = 'no subscription takes this rule'
    suppressions.push({ matchId: match.matchId, subscriptionId: null, address: null, reason })
  }
  return { plans, suppressions }
}

type When = Pick<AlertPlan, 'kind' | 'dueAt' | 'heldReason' | 'notice'>

function decideWhen(
  subscriber: Subscriber,
  telling: 'news' | 'already-published',
  load: SubscriptionLoad,
  timezone: string,
  now: Timestamp,
): When {
  const { deliver, quiet, budget } = subscriber
  if (deliver.kind === 'digest') {
    const dueAt = nextOccurrence(deliver.cron, timezone, now) ?? now
    const kind = telling === 'news' ? 'digest' : telling
    return { kind, ...outOfQuiet(dueAt, quiet, timezone, `${deliver.label} digest`), notice: null }
  }
  const mayJoin = load.gathering.has(subscriber.id)
  const isOverBudget = budget > 0 && (load.sentToday.get(subscriber.id) ?? 0) >= budget
  if (telling === 'news' && isOverBudget && !mayJoin) {
    const reached = `the budget of ${budget} e-mail${budget === 1 ? '' : 's'} a day is used up`
    const midnight = nextOccurrence('0 0 * * *', timezone, now) ?? now
    return {
      kind: 'digest',
      ...outOfQuiet(midnight, quiet, timezone, reached),
      notice: `More matched than fits a day: ${reached}, so the rest comes in this one digest.`,
    }
  }
  const kind = telling
  const end = quietUntil(quiet, timezone, now)
  if (end === null) return { kind, dueAt: now, heldReason: null, notice: null }
  return { kind, dueAt: end, heldReason: `quiet hours, due ${end}`, notice: null }
}

/** A digest that falls into the quiet hours waits for their end. */
function outOfQuiet(
  dueAt: Timestamp,
  quiet: QuietHours | null,
  timezone: string,
  reason: string,
): Pick<When, 'dueAt' | 'heldReason'> {
  const end = quietUntil(quiet, timezone, dueAt)
  if (end === null) return { dueAt, heldReason: `${reason}, due ${dueAt}` }
  return { dueAt: end, heldReason: `${reason}, and quiet hours, due ${end}` }
}

function suppressAll(match: MatchToTell, subscriber: Subscriber): readonly Suppression[] {
  return subscriber.to.map((mailbox) => ({
    matchId: match.matchId,
    subscriptionId: subscriber.id,
    address: mailbox.address,
    reason: STARTED_WITH_NOTHING,
  }))
}
