import type { Timestamp } from '../time.ts'
import type { AlertContent } from './alert-content.ts'
import { quote } from './foreign-text.ts'
import { formatSpan } from './format-time.ts'

/** What was watched for one subscription in a stretch of time in which nothing was told to it. */
export type QuietFacts = {
  readonly since: Timestamp
  readonly until: Timestamp
  /** IANA zone in which times are written. */
  readonly timezone: string
  /** Feeds that its rules look at. */
  readonly feedCount: number
  /** Visits that were answered, of all these feeds. */
  readonly pollCount: number
  readonly newItemCount: number
  readonly ruleTitles: readonly string[]
  /** Names of the feeds without one visit that was answered. */
  readonly unansweredFeeds: readonly string[]
}

const MAX_NAMES = 12
const MAX_NAME_LENGTH = 120

/**
 * What an all-quiet mail says. Quiet is what was watched: where no feed answered once, nobody knows, and the mail must not
 * say otherwise.
 */
export function allQuietStatements(
  facts: QuietFacts,
): Pick<AlertContent, 'statements' | 'notices' | 'isBlind'> {
  const { feedCount, pollCount, unansweredFeeds } = facts
  const answeredCount = Math.max(0, feedCount - unansweredFeeds.length)
  const isBlind = answeredCount === 0 || pollCount === 0
  return {
    isBlind,
    statements: isBlind ? describeBlindness(facts) : describeQuiet(facts, answeredCount),
    notices: feedCount === 0 ? [] : listUnanswered(unansweredFeeds),
  }
}

function describeBlindness({ feedCount, since, until, timezone }: QuietFacts): readonly string[] {
  if (feedCount === 0) {
    return ['The rules of this subscription look at no feed, so that it can hear of nothing.']
  }
  const none = feedCount === 1 ? 'The only feed' : `None of the ${countOf(feedCount, 'feed')}`
  const could = feedCount === 1 ? 'could not be visited' : 'could be visited'
  return [
    `${none} that the rules of this subscription look at ${could} ${formatSpan(since, until, timezone)}.`,
    'Whether anything was published in that time is not known. Visits go on, and what is found is told.',
  ]
}

function describeQuiet(facts: QuietFacts, answeredCount: number): readonly string[] {
  const { feedCount, pollCount, newItemCount, since, until, timezone, ruleTitles } = facts
  const all = countOf(feedCount, 'feed')
  const feeds = answeredCount === feedCount ? all : `${numberOf(answeredCount)} of ${all}`
  const were = answeredCount === 1 ? 'was' : 'were'
  const times = pollCount === 1 ? 'once' : `${numberOf(pollCount)} times`
  const items = newItemCount === 0 ? 'no new items' : countOf(newItemCount, 'new item')
  const rules = ruleTitles.length === 1 ? 'the rule' : 'the rules'
  return [
    `${feeds} ${were} visited ${times} ${formatSpan(since, until, timezone)}, and brought ${items}.`,
    ...(ruleTitles.length === 0 ? [] : [`Nothing matched ${rules} ${joinNames(ruleTitles)}.`]),
  ]
}

function listUnanswered(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  const published = names.length === 1 ? 'it' : 'they'
  return [
    `${joinNames(names)} did not answer once in that time. What ${published} published is not known.`,
  ]
}

function joinNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map((name) => quote(name, MAX_NAME_LENGTH))
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}

function countOf(count: number, noun: string): string {
  return `${numberOf(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `9,408`; Intl would write it the same, and costs more. */
function numberOf(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}
