import type { FeedSettings, Settings } from '../config/settings.ts'
import {
  CONDITION_KINDS,
  type Condition,
  type ConditionSubject,
  changeConditions,
  type Findings,
  isUnreadable,
  OVER,
} from '../core/feed/condition.ts'
import { addressOf, type FeedState } from '../core/feed/feed-state.ts'
import {
  type DocumentFindings,
  findAfterFailure,
  findAfterSuccess,
} from '../core/feed/find-conditions.ts'
import { hostOf } from '../core/feed/host-of.ts'
import type { FeedId } from '../core/ids.ts'
import { addMs, DAY_MS, HOUR_MS, msOf, type Timestamp } from '../core/time.ts'
import {
  hasRecoveredSince,
  listOpenConditionsOf,
  listOpenConditionsOfAny,
  saveConditionChanges,
} from '../store/conditions.ts'
import { findHostBlock } from '../store/feeds.ts'
import type { Tx } from '../store/schema.ts'
import { listStatesAtHost, listThrottledAtHost } from './list-states-at-host.ts'

/** Begins and ends what is the matter with a feed and its host, in the transaction of the poll that showed it. */

/** A poll that read its feed, at the address `answer.url`. */
type WellPoll = {
  /** What it left. */
  readonly state: FeedState
  readonly answer: { readonly url: string; readonly needsCookie: boolean }
  readonly at: Timestamp
}

/** After a poll that read another document than the one that was known. */
export async function recordWell(
  tx: Tx,
  settings: Settings,
  { state, answer, at }: WellPoll,
  document: DocumentFindings,
): Promise<void> {
  const findings = findAfterSuccess(state, answer.needsCookie, document, at)
  await change(tx, feedSubject(state.feedId), findings, at)
  await endThrottled(tx, settings, state, hostOf(answer.url), at)
}

/** After polls of different feeds that read what was known; their states are saved already. */
export async function recordAllWell(
  tx: Tx,
  settings: Settings,
  polls: readonly WellPoll[],
): Promise<void> {
  const feedIds = polls.map(({ state }) => state.feedId)
  const hosts = polls.map(({ answer }) => hostOf(answer.url))
  const conditions = await listOpenConditionsOfAny(tx, feedIds, [...new Set(hosts)])
  const open = Map.groupBy(conditions, subjectNameOf)
  for (const [index, { state, answer, at }] of polls.entries()) {
    const subject = feedSubject(state.feedId)
    const findings = findAfterSuccess(state, answer.needsCookie, null, at)
    const changes = changeConditions(open.get(subjectNameOf({ subject })) ?? [], findings, at)
    await saveConditionChanges(tx, subject, changes, at)
    const host = hosts[index] ?? '' // one for each poll
    if (!open.has(subjectNameOf({ subject: { kind: 'host', host } }))) continue
    await endThrottled(tx, settings, state, host, at)
  }
}

function subjectNameOf({ subject }: Pick<Condition, 'subject'>): string {
  return subject.kind === 'feed' ? `feed ${subject.feedId}` : `host ${subject.host}`
}

/** After a poll that read nothing, for another reason than that the server asked to come back later. */
export async function recordFailing(
  tx: Tx,
  settings: Settings,
  feed: FeedSettings,
  state: FeedState,
  status: number | null,
  now: Timestamp,
): Promise<void> {
  const subject = feedSubject(feed.id)
  const open = await listOpenConditionsOf(tx, subject)
  const isRelapse = await hasRecoveredSince(tx, subject, UNREADABLE, addMs(now, -DAY_MS))
  const kinds = open.map(({ kind }) => kind)
  const changes = changeConditions(open, findAfterFailure(state, kinds, isRelapse), now)
  await saveConditionChanges(tx, subject, changes, now)
  if (status !== null)
    await endThrottled(tx, settings, state, hostOf(addressOf(feed.url, state)), now)
}

const UNREADABLE = CONDITION_KINDS.filter(isUnreadable)

/** Servers in maintenance ask for a few minutes; who asks for this much, or this often, holds up news. */
const LONG_MS = HOUR_MS
const MANY = 3
/** The same of one that answered within the last day: some allow a few requests an hour. */
const MANY_AGAIN = 10

/** After an answer by which a host, or one address alone, asked for the `count`-th time in a row to be left alone until then. */
export async function recordThrottled(
  tx: Tx,
  subject: ConditionSubject,
  until: Timestamp,
  count: number,
  message: string | null,
  now: Timestamp,
): Promise<void> {
  const isRelapse = await hasRecoveredSince(tx, subject, ['throttled'], addMs(now, -DAY_MS))
  const isLong = msOf(until) - msOf(now) >= LONG_MS
  if (isRelapse ? count < MANY_AGAIN : count < MANY && !isLong) return
  const detail = message ?? 'it asked to be left alone'
  await change(tx, subject, new Map([['throttled', { kind: 'holds', detail }]]), now)
}

/**
 * A host has answered one of its feeds. What it asks for is over when no other feed still waits for it: some servers refuse
 * one address for ever, and would be told of as refusing and answering in turns.
 */
async function endThrottled(
  tx: Tx,
  settings: Settings,
  { feedId }: FeedState,
  host: string,
  now: Timestamp,
): Promise<void> {
  const subject: ConditionSubject = { kind: 'host', host }
  const open = await listOpenConditionsOf(tx, subject)
  // an article of this poll may have been refused
  if (open.length === 0 || (await findHostBlock(tx, host, now)) !== null) return
  const others = (await listThrottledFeeds(tx, settings, host)).filter((id) => id !== feedId)
  if (others.length > 0) return
  const changes = changeConditions(open, new Map([['throttled', OVER]]), now)
  await saveConditionChanges(tx, subject, changes, now)
}

/** The feeds of a host that it asked to come back later, but for those of which it is known that they alone are refused. */
async function listThrottledFeeds(
  tx: Tx,
  settings: Settings,
  host: string,
): Promise<readonly FeedId[]> {
  const throttled: FeedId[] = []
  for (const state of await listThrottledAtHost(tx, settings, host)) {
    const own = await listOpenConditionsOf(tx, feedSubject(state.feedId))
    if (own.every(({ kind }) => kind !== 'throttled')) throttled.push(state.feedId)
  }
  return throttled
}

/** Refused so often in a row while others of its host are answered, an address is refused alone. */
const REFUSED_ALONE = 3

/** Whether it is this address alone that its host refuses; `before` is what was known before it was refused now. */
export async function isRefusedAlone(
  tx: Tx,
  settings: Settings,
  before: FeedState,
  host: string,
): Promise<boolean> {
  const { feedId, lastPolledAt, throttleCount } = before
  if (throttleCount + 1 < REFUSED_ALONE || lastPolledAt === null) return false
  const others = await listStatesAtHost(tx, settings, host)
  return others.some(
    ({ feedId: id, lastSucceededAt }) =>
      id !== feedId && lastSucceededAt !== null && lastSucceededAt > lastPolledAt,
  )
}

const feedSubject = (feedId: FeedId): ConditionSubject => ({ kind: 'feed', feedId })

async function change(
  tx: Tx,
  subject: ConditionSubject,
  findings: Findings,
  now: Timestamp,
): Promise<void> {
  const changes = changeConditions(await listOpenConditionsOf(tx, subject), findings, now)
  await saveConditionChanges(tx, subject, changes, now)
}
