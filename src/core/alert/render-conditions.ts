import type { ConditionKind } from '../feed/condition.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, msOf, type Timestamp } from '../time.ts'
import { formatTime } from './format-time.ts'
import type { Notice } from './render-notice.ts'

/** A condition that began or ended, as the administrators are told of it. */
export type ToldCondition = {
  /** The feed's id, with its title where it has one; or the host. */
  readonly name: string
  readonly kind: ConditionKind
  readonly since: Timestamp
  readonly detail: string
  /** null: it lasts. */
  readonly endedAt: Timestamp | null
}

type Words = {
  /** In a word or two, where several are told of in one line. */
  readonly label: string
  /** After a name: what it is now. */
  readonly begun: string
  /** What to do about it. */
  readonly advice: string
  /** After a name: what it is when that has ended. */
  readonly ended: string
  /** After "it": what it was until then. */
  readonly was: string
}

const WORDS: Readonly<Record<ConditionKind, Words>> = {
  broken: {
    label: 'broken',
    begun: 'is broken',
    advice:
      'Polling goes on, ever more rarely, every six hours at least. If the address has changed, correct it in config.yaml.',
    ended: 'works again',
    was: 'was broken',
  },
  'not-a-feed': {
    label: 'not a feed',
    begun: 'serves something that is not a feed',
    advice:
      'Polling goes on. If the feed has moved, "policywatch feeds find" looks for its new address on a page of the publisher.',
    ended: 'serves a feed again',
    was: 'served something else',
  },
  gone: {
    label: 'gone',
    begun: 'was taken down, its server says (410)',
    advice:
      'Polling goes on, every six hours at least. Look for another address, or take the feed out of config.yaml.',
    ended: 'is back',
    was: 'was gone',
  },
  'wants-post': {
    label: 'refusing GET',
    begun: 'refuses GET (405)',
    advice:
      'If its publisher serves the feed by POST alone, set method: POST for it in config.yaml.',
    ended: 'answers again',
    was: 'refused GET',
  },
  silent: {
    label: 'silent',
    begun: 'has fallen silent',
    advice:
      'It answers, but nothing new has come for twice as long as it ever paused. Look at its page: it may have moved.',
    ended: 'brings news again',
    was: 'had been silent',
  },
  stale: {
    label: 'stale',
    begun: 'lists nothing recent',
    advice:
      'It answers, but its newest item is old. Look at its page: the feed may be abandoned, and another one in its place.',
    ended: 'brings news',
    was: 'had listed nothing recent',
  },
  throttled: {
    label: 'asking to wait',
    begun: 'asks to be left alone',
    advice: 'It is left alone for as long as it asks. If that goes on, poll its feeds more rarely.',
    ended: 'is no longer waited for',
    was: 'asked to be left alone',
  },
  gap: {
    label: 'losing items',
    begun: 'may have lost items',
    advice:
      'Between two polls more came than the feed lists, so that some may never have been seen. A schedule that polls more often would see them.',
    ended: 'is seen without gaps again',
    was: 'may have lost items',
  },
  renewed: {
    label: 'under new ids',
    begun: 'was rebuilt',
    advice:
      'Its items came under new identifiers and were recognised, so that nothing was told twice. There is nothing to do.',
    ended: 'keeps its identifiers again',
    was: 'came under new identifiers',
  },
  moved: {
    label: 'moved',
    begun: 'has moved for good',
    advice:
      'The new address shows the same items and is asked from now on. Write it into config.yaml.',
    ended: 'is asked at the address in config.yaml',
    was: 'was asked at another address',
  },
  'cookies-first': {
    label: 'wanting a cookie',
    begun: 'wants a cookie back before it answers',
    advice: 'Each poll brings it, with a second request. There is nothing to do.',
    ended: 'answers without a cookie',
    was: 'wanted one back first',
  },
}

/** So many of a kind are told one by one; of more, their names. */
const MOST_IN_FULL = 6
/** What one message takes without leaving anything out; what is more goes into the next. */
const MOST_PARAGRAPHS = 20
const MOST_NAME_CHARS = 400

/** Messages, usually one, for all that began and all that ended; none for nothing. */
export function renderConditions(
  begun: readonly ToldCondition[],
  ended: readonly ToldCondition[],
  timezone: string,
): readonly Notice[] {
  const paragraphs = [
    ...groupsOf(begun).flatMap((group) => describeBegun(group, timezone)),
    ...groupsOf(ended).flatMap((group) => describeEnded(group, timezone)),
  ]
  const pages = Array.from({ length: Math.ceil(paragraphs.length / MOST_PARAGRAPHS) }, (_, page) =>
    paragraphs.slice(page * MOST_PARAGRAPHS, (page + 1) * MOST_PARAGRAPHS),
  )
  const subject = subjectOf(begun, ended)
  return pages.map((page, index) => ({
    subject: pages.length === 1 ? subject : `(${index + 1} of ${pages.length}) ${subject}`,
    paragraphs: [...page, '"policywatch status" shows all feeds and what is the matter with them.'],
  }))
}

function subjectOf(begun: readonly ToldCondition[], ended: readonly ToldCondition[]): string {
  const [first] = [...begun, ...ended]
  if (first !== undefined && begun.length + ended.length === 1) {
    return `${first.name} ${begun.length === 1 ? WORDS[first.kind].begun : WORDS[first.kind].ended}`
  }
  return [
    ...groupsOf(begun).map((group) => `${nameFirst(group)}: ${WORDS[group.kind].label}`),
    ...groupsOf(ended).map((group) => `${nameFirst(group)}: no longer ${WORDS[group.kind].label}`),
  ].join('; ')
}

function nameFirst({ conditions: [first, ...others] }: Group): string {
  return `${first?.name ?? ''}${others.length === 0 ? '' : ` and ${others.length} more`}`
}

type Group = { readonly kind: ConditionKind; readonly conditions: readonly ToldCondition[] }

function groupsOf(conditions: readonly ToldCondition[]): readonly Group[] {
  const groups = Map.groupBy(conditions, ({ kind }) => kind)
  return [...groups].map(([kind, ofKind]) => ({ kind, conditions: ofKind }))
}

function describeBegun({ kind, conditions }: Group, timezone: string): readonly string[] {
  const { begun, advice } = WORDS[kind]
  if (conditions.length > MOST_IN_FULL) return [...listNames(conditions, begun), advice]
  const told = conditions.map(
    ({ name, since, detail }) =>
      `${name} ${begun}. Since ${formatTime(since, timezone)}: ${detail}.`,
  )
  return [...told, advice]
}

function describeEnded({ kind, conditions }: Group, timezone: string): readonly string[] {
  const { was, ended } = WORDS[kind]
  if (conditions.length > MOST_IN_FULL) return listNames(conditions, ended)
  return conditions.map(({ name, since, endedAt }) => {
    const lasted = endedAt === null ? '' : `, for ${describeDuration(since, endedAt)}`
    return `${name} ${ended}. Since ${formatTime(since, timezone)} it ${was}${lasted}.`
  })
}

/** Their names, in paragraphs that hold what they are given. */
function listNames(conditions: readonly ToldCondition[], words: string): readonly string[] {
  const lines = ['']
  for (const { name } of conditions) {
    const line = lines.at(-1) ?? ''
    const shown = name.length > MOST_NAME_CHARS ? `${name.slice(0, MOST_NAME_CHARS)}…` : name
    if (line === '') lines[lines.length - 1] = shown
    else if (line.length + shown.length > MOST_NAME_CHARS) lines.push(shown)
    else lines[lines.length - 1] = `${line}, ${shown}`
  }
  return [`${conditions.length} of them, each ${words}:`, ...lines]
}

function describeDuration(from: Timestamp, until: Timestamp): string {
  const ms = Math.max(0, msOf(until) - msOf(from))
  const [size, unit] =
    ms >= 2 * DAY_MS
      ? [ms / DAY_MS, 'day']
      : ms >= 2 * HOUR_MS
        ? [ms / HOUR_MS, 'hour']
        : [ms / MINUTE_MS, 'minute']
  const count = Math.round(size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
