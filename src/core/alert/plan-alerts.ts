import type { RuleId, SubscriptionId } from '../ids.ts'
import { nextOccurrence } from '../schedule.ts'
import { addMs, SECOND_MS, type Timestamp } from '../time.ts'
import type { Mailbox } from './mailbox.ts'
import { type QuietHours, quietUntil } from './quiet-hours.ts'

/**
 * What to tell whom and when. Every match ends in a plan for each subscription that takes its rule, or in a suppression
 * with its reason: nothing is passed over in silence.
 */

/**
 * `already-published`: what a new feed or rule found that was no news when the watch began. `edit`: the text of a story
 * that was told has changed. `all-quiet`: the proof of life that a subscription asked for.
 */
export type AlertKind = 'news' | 'digest' | 'already-published' | 'edit' | 'all-quiet'

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
  readonly editIds: readonly number[]
  /** edit: the item whose edits it tells; null for all others. */
  readonly itemId: number | null
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
  /** E-mails of news and edits that each was promised today. */
  readonly sentToday: ReadonlyMap<SubscriptionId, number>
  /** Those whose next e-mail still takes matches in: what joins it costs no other. */
  readonly gathering: ReadonlySet<SubscriptionId>
}

/** Why a match is told to nobody: it was there when the watch began, and such is not to be told. */
const STARTED_WITH_NOTHING = 'already published when the watch began (startWith: nothing)'

/** Why a delivery waits: in the words of the ledger, which says until when beside them. */
export const QUIET_HOURS = 'quiet hours'

/** When what exceeds the budget of a day is told. */
const MIDNIGHT = '0 0 * * *'

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
        editIds: [],
        itemId: null,
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

/** The latest time to which an alert can rightly be held: a digest waits for its next occurrence, then for quiet hours. */
export function latestDueAt(
  subscriber: Subscriber,
  kind: AlertKind,
  timezone: string,
  now: Timestamp,
): Timestamp {
  return holdFor(subscriber, kind, null, timezone, now).dueAt
}

export type When = Pick<AlertPlan, 'kind' | 'dueAt' | 'heldReason' | 'notice'>

/** In what kind of e-mail a subscription is told, and when. An edit has one of its own, unless it comes in a digest. */
export function decideWhen(
  subscriber: Subscriber,
  telling: 'news' | 'already-published' | 'edit',
  load: SubscriptionLoad,
  timezone: string,
  now: Timestamp,
): When {
  const { id, deliver, budget } = subscriber
  const hold = (kind: AlertKind, reason: string | null, notice: string | null): When => ({
    kind,
    ...holdFor(subscriber, kind, reason, timezone, now),
    notice,
  })
  if (deliver.kind === 'digest') {
    const kind = telling === 'already-published' ? telling : 'digest'
    return hold(kind, `${deliver.label} digest`, null)
  }
  const isOverBudget = budget > 0 && (load.sentToday.get(id) ?? 0) >= budget
  const isJoining = telling === 'news' && load.gathering.has(id)
  if (telling !== 'already-published' && isOverBudget && !isJoining) {
    return hold('digest', describeBudget(budget), noticeOfOverflow(budget))
  }
  return hold(telling, null, null)
}

/** The digest of what an alert has more of than the budget of its day. */
export function planOverflow(
  subscriber: Subscriber,
  rows: Pick<AlertPlan, 'matchIds' | 'editIds'>,
  timezone: string,
  now: Timestamp,
): AlertPlan {
  const reason = describeBudget(subscriber.budget)
  return {
    subscriptionId: subscriber.id,
    to: subscriber.to,
    ...rows,
    itemId: null,
    gatherUntil: now,
    kind: 'digest',
    ...holdFor(subscriber, 'digest', reason, timezone, now),
    notice: noticeOfOverflow(subscriber.budget),
  }
}

/** As it stands in the ledger and in sentences of an e-mail. */
export function describeBudget(budget: number): string {
  return `the budget of ${budget} e-mail${budget === 1 ? '' : 's'} a day is used up`
}

function noticeOfOverflow(budget: number): string {
  return `More matched than fits a day: ${describeBudget(budget)}, so the rest comes in this one digest.`
}

/** `reason`: why it waits for its digest; null when it does not. */
function holdFor(
  subscriber: Subscriber,
  kind: AlertKind,
  reason: string | null,
  timezone: string,
  now: Timestamp,
): Pick<When, 'dueAt' | 'heldReason'> {
  const digestAt = nextDigestAt(subscriber, kind, timezone, now)
  const end = quietUntil(subscriber.quiet, timezone, digestAt)
  if (end === null) return { dueAt: digestAt, heldReason: reason }
  return { dueAt: end, heldReason: reason === null ? QUIET_HOURS : `${reason}, and ${QUIET_HOURS}` }
}

/** When the next digest of this kind comes round; now for what waits for none. */
function nextDigestAt(
  { deliver }: Subscriber,
  kind: AlertKind,
  timezone: string,
  now: Timestamp,
): Timestamp {
  if (deliver.kind === 'digest') return nextOccurrence(deliver.cron, timezone, now) ?? now
  return kind === 'digest' ? (nextOccurrence(MIDNIGHT, timezone, now) ?? now) : now
}

function suppressAll(match: MatchToTell, subscriber: Subscriber): readonly Suppression[] {
  return subscriber.to.map((mailbox) => ({
    matchId: match.matchId,
    subscriptionId: subscriber.id,
    address: mailbox.address,
    reason: STARTED_WITH_NOTHING,
  }))
}
