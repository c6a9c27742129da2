import type { RuleSettings } from '../config/settings.ts'
import type { Item } from '../core/feed/item.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import type { AppliedRule } from '../store/rules.ts'
import { LOOK_BACK_MS } from './apply-new-rules.ts'
import type { StoredHit } from './read-stored-hit.ts'

/** How a rule and an item came to meet, or did not. */
export type Meeting = {
  readonly item: Item
  /** null: the rule is no longer configured. */
  readonly rule: RuleSettings | null
  /** Whether the rule as it stands holds for the item as it stands. */
  readonly isTrue: boolean
  /** The clauses that are amiss, in words. */
  readonly missing: readonly string[]
  readonly stored: StoredHit | null
  /** What the rule was like when the archive was last held against it; null: that was never done. */
  readonly applied: (AppliedRule & { readonly appliedAt: Timestamp }) | null
}

type FormatTime = (at: Timestamp) => string

/** Why a hit is stored or not, in sentences: what the rule says now, and then what was found at the time. */
export function accountOfRule(meeting: Meeting, formatTime: FormatTime): readonly string[] {
  return [...whatItSays(meeting), ...whatIsStored(meeting, formatTime)]
}

function whatItSays({ item, rule, isTrue, missing }: Meeting): readonly string[] {
  if (rule === null) return ['The rule is no longer configured.']
  const looksAt = rule.feedIds.has(item.feedId)
  if (isTrue && looksAt) return ['The rule holds for the item, and looks at its feed.']
  if (isTrue) {
    return [
      `The rule holds for the item, but does not look at the feed ${item.feedId}: ${describeFeeds(rule)}.`,
    ]
  }
  return [
    'The rule does not hold for the item.',
    ...(missing.length === 0 ? [] : [`What fails: ${missing.join('; ')}.`]),
    ...(looksAt ? [] : [`Besides, it does not look at the feed ${item.feedId}.`]),
  ]
}

const MAX_FEEDS = 5

function describeFeeds({ feedIds }: RuleSettings): string {
  const ids = [...feedIds]
  if (ids.length === 0) return 'it looks at none'
  const rest = ids.length > MAX_FEEDS ? ` and ${ids.length - MAX_FEEDS} more` : ''
  return `it looks at ${ids.slice(0, MAX_FEEDS).join(', ')}${rest}`
}

function whatIsStored(meeting: Meeting, formatTime: FormatTime): readonly string[] {
  const { item, rule, isTrue, stored } = meeting
  if (stored === null) {
    if (rule === null || !isTrue || !rule.feedIds.has(item.feedId)) return []
    return [`Yet no hit is stored: ${whyNotStored(meeting, rule, formatTime)}.`]
  }
  const { searched } = stored.evidence
  const sentences = [
    `It hit the item on ${formatTime(stored.matchedAt)} (match ${stored.matchId}).`,
  ]
  if (searched !== item.searched) {
    sentences.push(`Searched then were the headline and ${SEARCHED[searched]}.`)
  }
  if (rule !== null && stored.revision !== rule.revision) {
    sentences.push('The rule, or a concept that it names, was changed since.')
  }
  if (stored.isOfOlderText) sentences.push('The item was edited since.')
  if (rule !== null && !isTrue) sentences.push('As both stand now it would not hit.')
  return sentences
}

const SEARCHED: Readonly<Record<Item['searched'], string>> = {
  article: 'the article',
  content: 'the content of the feed',
  teaser: 'the short description of the feed',
}

function whyNotStored(
  { item, applied }: Meeting,
  rule: RuleSettings,
  formatTime: FormatTime,
): string {
  const next =
    'that is done when “run” or “poll” starts with this configuration, with what was seen in the 30 days before'
  if (applied === null) return `what is stored was never held against this rule; ${next}`
  const at = formatTime(applied.appliedAt)
  if (applied.revision !== rule.revision) {
    return `the rule was changed since what is stored was held against it on ${at}; ${next}`
  }
  if (!applied.feedIds.has(item.feedId)) {
    return `the rule looks at this feed since lately, and what is stored was not held against it yet; ${next}`
  }
  if (item.firstSeenAt < addMs(applied.appliedAt, -LOOK_BACK_MS)) {
    return `the rule is in force since ${at}, and was held against what was seen in the 30 days before`
  }
  if (item.firstSeenAt < applied.appliedAt) {
    return `it was not one on ${at}, when the rule was last held against what is stored; the item, or the title or tags of its feed, have changed since`
  }
  return 'it was none when the item was matched; the title or tags of its feed have changed since, or its article could be read only later'
}
