import type { FeedId } from '../ids.ts'
import { addMs, DAY_MS, type Timestamp } from '../time.ts'

/**
 * What is the matter with a feed, or with a host, for a while: it begins once and ends once, `status` shows it, and the
 * administrators are told of both.
 */
export type Condition = {
  readonly id: number
  readonly subject: ConditionSubject
  readonly kind: ConditionKind
  readonly since: Timestamp
  /** For people: what was seen. */
  readonly detail: string
  /** When it was seen last. */
  readonly heldAt: Timestamp
  /** null while it lasts. */
  readonly end: { readonly at: Timestamp; readonly ending: ConditionEnding } | null
}

export type ConditionSubject =
  | { readonly kind: 'feed'; readonly feedId: FeedId }
  /** `name:port`, as in HTTP's Host. */
  | { readonly kind: 'host'; readonly host: string }

/** One of these at a time: why nothing is read. */
const UNREADABLE = [
  'broken', // it does not answer, answers with an error, or what it gives cannot be read
  'not-a-feed', // something else under its address: a page, an empty document
  'gone', // 410: its server says that it is not coming back
  'wants-post', // 405 to GET
] as const

/** One of these at a time: nothing new comes. */
const QUIET = [
  'silent', // nothing new for longer than it ever paused
  'stale', // nothing new ever since it is watched, and what it lists is old
] as const

export const CONDITION_KINDS = [
  ...UNREADABLE,
  ...QUIET,
  'throttled', // a host asked again and again, or for long, to be left alone
  'gap', // a poll shared no item with the one before
  'renewed', // most items turned new at once and were recognised: its site was rebuilt
  'moved', // its address leads to another one for good, which is asked instead
  'cookies-first', // its server answers only those who bring its cookie back
] as const

export type ConditionKind = (typeof CONDITION_KINDS)[number]

export type ConditionEnding =
  | 'recovered'
  /** Another condition took its place. */
  | 'replaced'
  /** The configuration names the feed no longer. */
  | 'removed'

export function isUnreadable(kind: string): kind is (typeof UNREADABLE)[number] {
  return UNREADABLE.some((unreadable) => unreadable === kind)
}

export function isQuiet(kind: string): kind is (typeof QUIET)[number] {
  return QUIET.some((quiet) => quiet === kind)
}

/** What needs nothing done at once is told when it has lasted a day: whoever sets up a dozen feeds has other things to read. */
const CALM_MS = DAY_MS

/** Whether the administrators are told of a condition that lasts; before that `status` alone shows it. */
export function isToBeTold(
  { kind, since }: Pick<Condition, 'kind' | 'since'>,
  now: Timestamp,
): boolean {
  const isCalm = kind === 'stale' || kind === 'cookies-first'
  return !isCalm || now < since || now >= addMs(since, CALM_MS)
}

/** What a poll shows of each condition. A kind that is left out cannot be judged by it: what was, stays. */
export type Findings = ReadonlyMap<ConditionKind, Finding>

export type Finding =
  | { readonly kind: 'holds'; readonly detail: string }
  | { readonly kind: 'over' }

export const OVER: Finding = { kind: 'over' }

/** What is to become of the conditions of a subject. */
export type ConditionChanges = {
  readonly begun: readonly { readonly kind: ConditionKind; readonly detail: string }[]
  /** They hold again, with what was seen now. */
  readonly renewed: readonly { readonly id: number; readonly detail: string }[]
  readonly ended: readonly { readonly id: number; readonly ending: ConditionEnding }[]
}

/** A feed may lose items, or be given new ids, every day: what comes again within this time is the same matter. */
const RECURRING_MS = 3 * DAY_MS

type OpenCondition = Pick<Condition, 'id' | 'kind' | 'detail'> & { readonly heldAt: Timestamp }

/** From the conditions that last, and what a poll shows, to those that begin and end. */
export function changeConditions(
  open: readonly OpenCondition[],
  findings: Findings,
  now: Timestamp,
): ConditionChanges {
  const held = [...findings].flatMap(([kind, finding]) =>
    finding.kind === 'holds' ? [{ kind, detail: finding.detail }] : [],
  )
  const begun = held.filter(({ kind, detail }) => {
    const known = open.find((condition) => condition.kind === kind)
    return known === undefined || isAnother(known, detail)
  })
  const ended: ConditionChanges['ended'][number][] = []
  const renewed: ConditionChanges['renewed'][number][] = []
  for (const condition of open) {
    const { id, kind } = condition
    const finding = findings.get(kind)
    if (begun.some((other) => other.kind === kind || excludes(other.kind, kind))) {
      ended.push({ id, ending: 'replaced' })
    } else if (finding?.kind === 'holds') {
      if (isRecurring(kind)) renewed.push({ id, detail: finding.detail })
    } else if (finding?.kind === 'over' && isOver(condition, now)) {
      ended.push({ id, ending: 'recovered' })
    }
  }
  return { begun, renewed, ended }
}

/** A feed that moves on has moved once more. */
function isAnother({ kind, detail }: OpenCondition, now: string): boolean {
  return kind === 'moved' && detail !== now
}

function isRecurring(kind: ConditionKind): boolean {
  return kind === 'gap' || kind === 'renewed'
}

function isOver({ kind, heldAt }: OpenCondition, now: Timestamp): boolean {
  return !isRecurring(kind) || now < heldAt || now >= addMs(heldAt, RECURRING_MS)
}

function excludes(a: ConditionKind, b: ConditionKind): boolean {
  return (isUnreadable(a) && isUnreadable(b)) || (isQuiet(a) && isQuiet(b))
}
