import type { FeedSettings } from '../config/settings.ts'
import {
  CONDITION_KINDS,
  type ConditionSubject,
  changeConditions,
  type Findings,
  isUnreadable,
  OVER,
} from '../core/feed/condition.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import {
  type DocumentFindings,
  findAfterFailure,
  findAfterSuccess,
} from '../core/feed/find-conditions.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { addMs, DAY_MS, HOUR_MS, msOf, type Timestamp } from '../core/time.ts'
import { countRecoveries, listOpenConditionsOf, saveConditionChanges } from '../store/conditions.ts'
import type { Tx } from '../store/schema.ts'

/** Begins and ends what is the matter with a feed and its host, in the transaction of the poll that showed it. */

/** After a poll that read the feed at `url`; `document` is null when it was the one that is known. */
export async function recordWell(
  tx: Tx,
  state: FeedState,
  answer: { readonly url: string; readonly needsCookie: boolean },
  document: DocumentFindings | null,
  now: Timestamp,
): Promise<void> {
  const findings = findAfterSuccess(state, answer.needsCookie, document, now)
  await change(tx, { kind: 'feed', feedId: state.feedId }, findings, now)
  await change(tx, { kind: 'host', host: hostOf(answer.url) }, NOT_THROTTLED, now)
}

const NOT_THROTTLED: Findings = new Map([['throttled', OVER]])

/** After a poll that read nothing, for another reason than that the server asked to come back later. */
export async function recordFailing(
  tx: Tx,
  feed: FeedSettings,
  state: FeedState,
  status: number | null,
  now: Timestamp,
): Promise<void> {
  const subject: ConditionSubject = { kind: 'feed', feedId: feed.id }
  const open = (await listOpenConditionsOf(tx, subject)).map(({ kind }) => kind)
  const since = addMs(now, -DAY_MS)
  const isRelapse = (await countRecoveries(tx, feed.id, UNREADABLE, since)) > 0
  await change(tx, subject, findAfterFailure(state, status, feed.method, open, isRelapse), now)
}

const UNREADABLE = CONDITION_KINDS.filter(isUnreadable)

/** Servers in maintenance ask for a few minutes; who asks for this much, or this often, holds up news. */
const LONG_MS = HOUR_MS
const MANY = 3

/** After an answer by which a host asked, `count` times in a row of this feed, to be left alone until then. */
export async function recordThrottled(
  tx: Tx,
  host: string,
  until: Timestamp,
  count: number,
  message: string | null,
  now: Timestamp,
): Promise<void> {
  if (count < MANY && msOf(until) - msOf(now) < LONG_MS) return
  const detail = message ?? 'it asked to be left alone'
  await change(tx, { kind: 'host', host }, new Map([['throttled', { kind: 'holds', detail }]]), now)
}

async function change(
  tx: Tx,
  subject: ConditionSubject,
  findings: Findings,
  now: Timestamp,
): Promise<void> {
  if (findings.size === 0) return
  const changes = changeConditions(await listOpenConditionsOf(tx, subject), findings)
  await saveConditionChanges(tx, subject, changes, now)
}
