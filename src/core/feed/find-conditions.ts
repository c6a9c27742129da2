import type { Timestamp } from '../time.ts'
import { type ConditionKind, type Finding, type Findings, isUnreadable, OVER } from './condition.ts'
import type { FeedState, PollOutcome } from './feed-state.ts'

/** What a poll shows of the conditions of its feed. */

/** What the document of a poll shows beside what came before; null where it was the same document, which shows nothing new. */
export type DocumentFindings = {
  /** In words, when items may have come and gone before it; null: none can have. */
  readonly gap: string | null
  /** In words, when its items turned new and were recognised; null: they did not. */
  readonly renewal: string | null
}

/** After a poll that read the feed; `state` is what it left. */
export function findAfterSuccess(
  state: FeedState,
  needsCookie: boolean,
  document: DocumentFindings | null,
  now: Timestamp,
): Findings {
  const { adoptedUrl } = state.move
  const findings = new Map<ConditionKind, Finding>([
    ['broken', OVER],
    ['not-a-feed', OVER],
    ['gone', OVER],
    ['wants-post', OVER],
    ['throttled', OVER],
    ['moved', adoptedUrl === null ? OVER : holds(describeMove(state.url, adoptedUrl))],
    ['cookies-first', needsCookie ? holds(COOKIES_FIRST) : OVER],
  ])
  if (document !== null) {
    findings.set('gap', holdsIf(document.gap)).set('renewed', holdsIf(document.renewal))
  }
  const { quietAfter, lastNewsAt } = state
  if (quietAfter === null) return findings
  if (now < quietAfter) return findings.set('silent', OVER).set('stale', OVER)
  return lastNewsAt === null
    ? findings.set('stale', holds('its newest item is old, and nothing new has ever come'))
    : findings.set('silent', holds(`nothing new since ${lastNewsAt.slice(0, 10)}`))
}

/** A query that is handed on may hold what stands in the configured one as a secret. */
function describeMove(url: string, adoptedUrl: string): string {
  const isShown = URL.parse(url)?.search === ''
  return `${isShown ? adoptedUrl : adoptedUrl.replace(/\?.*/s, '?…')} is asked in its place`
}

const COOKIES_FIRST =
  'its server answers only a request that brings back the cookie it has just set'

/** Failures in a row that break a feed; a server that is restarted has fewer. */
const FAILURES_UNTIL_BROKEN = 3
/** The same of a feed that recovered within the last day: one that comes and goes is told of less often. */
const FAILURES_UNTIL_BROKEN_AGAIN = 6
/** Failures of another kind in a row after which it takes the place of the first; some servers fail in turns. */
const FAILURES_UNTIL_REPLACED = 6
const CERTAIN_UNTIL_REPLACED = 3

/**
 * After a poll that read nothing; `state` is what it left, `open` are the conditions that last, `isRelapse` says whether it
 * recovered within the last day.
 */
export function findAfterFailure(
  state: FeedState,
  open: readonly ConditionKind[],
  isRelapse: boolean,
): Findings {
  const findings = new Map<ConditionKind, Finding>([['throttled', OVER]])
  if (state.move.adoptedUrl === null) findings.set('moved', OVER)
  if (state.lastOutcome === null) return findings
  const kind = kindOfFailure(state.lastOutcome)
  if (!open.includes(kind) && !isEnough(kind, state, open, isRelapse)) return findings
  return findings.set(kind, holds(state.lastMessage ?? 'it could not be read'))
}

function isEnough(
  kind: ConditionKind,
  { failureCount, outcomeCount }: FeedState,
  open: readonly ConditionKind[],
  isRelapse: boolean,
): boolean {
  const isCertain = kind === 'gone' || kind === 'wants-post' // the server says so itself
  if (open.some(isUnreadable)) {
    return outcomeCount >= (isCertain ? CERTAIN_UNTIL_REPLACED : FAILURES_UNTIL_REPLACED)
  }
  if (isRelapse) return failureCount >= FAILURES_UNTIL_BROKEN_AGAIN
  return isCertain || failureCount >= FAILURES_UNTIL_BROKEN
}

function kindOfFailure(outcome: PollOutcome): ConditionKind {
  return outcome === 'gone' || outcome === 'not-a-feed' || outcome === 'wants-post'
    ? outcome
    : 'broken'
}

const holds = (detail: string): Finding => ({ kind: 'holds', detail })

const holdsIf = (detail: string | null): Finding => (detail === null ? OVER : holds(detail))
