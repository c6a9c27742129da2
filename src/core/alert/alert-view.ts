import type { RuleId } from '../ids.ts'
import type { AlertContent, AlertRule, AlertStory } from './alert-content.ts'
import { clipLine, quote } from './foreign-text.ts'
import { formatTime } from './format-time.ts'
import {
  BRIEF,
  FULL,
  MAX_NAME_LENGTH,
  type StoryLimits,
  type StoryView,
  viewStory,
} from './story-view.ts'

/**
 * The whole e-mail in words, arranged but not yet laid out: the HTML and the text part are two layouts of this, and so
 * cannot say different things.
 */
export type AlertView = {
  readonly subscription: string
  /** `3 new stories`; of a single news story null, its title is heading enough. */
  readonly heading: string | null
  /** Sentences below the heading. */
  readonly intro: readonly string[]
  readonly notices: readonly string[]
  /** How many stories each rule has; empty when the mail is plain without it. */
  readonly overview: readonly OverviewLine[]
  readonly groups: readonly StoryGroup[]
  /** Of each story the headline, its source and its rules alone. */
  readonly isCompact: boolean
  /** What did not fit; null when all is said. */
  readonly closing: string | null
  readonly footer: readonly string[]
}

export type OverviewLine = { readonly ruleTitle: string; readonly count: string }

/** The stories whose first rule this is; `title` is null where a heading would only repeat what stands beside it. */
export type StoryGroup = { readonly title: string | null; readonly stories: readonly StoryView[] }

const MAX_STATEMENT_LENGTH = 3_000
const MAX_OVERVIEW_LINES = 40

/** `brief`: as little of each story as makes one fit in any case, and no overview. */
export type AlertDetail = 'usual' | 'brief'

type NoticeLimits = { readonly count: number; readonly length: number }

const NOTICE_LIMITS: Readonly<Record<AlertDetail, NoticeLimits>> = {
  usual: { count: 12, length: 300 },
  brief: { count: 4, length: 160 },
}
const MOST_FOOTER_RULES: Readonly<Record<AlertDetail, number>> = { usual: 12, brief: 3 }

/** `shown`: those of the content's stories that fit into this mail. */
export function viewAlert(
  content: AlertContent,
  shown: readonly AlertStory[],
  detail: AlertDetail,
): AlertView {
  const total = content.stories.length
  const isCompact = content.isCompact && total > MOST_IN_FULL
  const limits = detail === 'brief' || isCompact ? BRIEF : limitsFor(content)
  const groups = groupByFirstRule(content.rules, shown)
  const isSingle = total === 1 && content.omittedStoryCounts.length === 0
  return {
    subscription: clipLine(content.subscriptionId, MAX_NAME_LENGTH),
    heading: describeHeading(content, total),
    intro: describeIntro(content),
    notices: viewNotices([...describePart(content), ...content.notices], detail),
    overview:
      isSingle || detail === 'brief' || total === 0 || content.rules.length === 0
        ? []
        : viewOverview(content, shown),
    groups: groups.map(({ title, stories }) => ({
      title: isSingle || content.rules.length < 2 ? null : clipLine(title, MAX_NAME_LENGTH),
      stories: stories.map((story) => viewStory(story, content.rules, content.timezone, limits)),
    })),
    isCompact,
    closing: shown.length === total ? null : describeLeftOut(total - shown.length),
    footer: describeFooter(content, MOST_FOOTER_RULES[detail]),
  }
}

/** So many stories are told with their sentences in any case. */
const MOST_IN_FULL = 15

function countStories(count: number): string {
  return count === 1 ? '1 story' : `${count} stories`
}

/** How many stories hit a rule, also those left out on purpose. */
export function countRuleStories(content: AlertContent, ruleId: RuleId): number {
  const omitted = content.omittedStoryCounts.find((entry) => entry.ruleId === ruleId)?.count ?? 0
  return omitted + content.stories.filter((story) => story.ruleIds.includes(ruleId)).length
}

/** A mail of a few stories shows more of each than a long digest; what takes several mails is long. */
function limitsFor({ stories, part }: AlertContent): StoryLimits {
  if (part !== null || stories.length > MOST_IN_FULL) return { ...FULL, excerpts: 1, changes: 2 }
  return stories.length > 5 ? { ...FULL, excerpts: 2, changes: 3 } : FULL
}

type RuleGroup = { readonly title: string; readonly stories: readonly AlertStory[] }

function groupByFirstRule(
  rules: readonly AlertRule[],
  stories: readonly AlertStory[],
): readonly RuleGroup[] {
  const byRule = Map.groupBy(stories, (story) =>
    rules.find((rule) => story.ruleIds.includes(rule.id)),
  )
  const groups = rules.map((rule) => ({ title: rule.title, stories: byRule.get(rule) ?? [] }))
  const others = { title: 'Other rules', stories: byRule.get(undefined) ?? [] }
  return [...groups, others].filter((group) => group.stories.length > 0)
}

function describeHeading(content: AlertContent, total: number): string | null {
  switch (content.kind) {
    case 'news':
      return total > 1 ? `${total} new stories` : null
    case 'digest':
      return total > 0 ? `Digest: ${countStories(total)}` : 'Digest'
    case 'already-published':
      return 'Already published when the watch began'
    case 'edit':
      return total > 1
        ? `${total} stories changed since you were told`
        : 'Changed since you were told'
    case 'all-quiet':
      return content.isBlind ? 'Nothing could be watched' : 'All quiet'
  }
}

function describeIntro(content: AlertContent): readonly string[] {
  switch (content.kind) {
    case 'already-published':
      return [
        'These stories were there before Policywatch began to watch for them. They are told once, as a starting point; from now on you hear of news only.',
      ]
    case 'all-quiet':
      return content.statements.map((statement) => clipLine(statement, MAX_STATEMENT_LENGTH))
    case 'news':
    case 'digest':
    case 'edit':
      return []
  }
}

function describePart({ part, stories }: AlertContent): readonly string[] {
  if (part === null) return []
  const { number, count, allStoriesCount } = part
  return [
    `Part ${number} of ${count}, with ${stories.length} of ${allStoriesCount} stories: the others come in e-mails of their own.`,
  ]
}

function viewNotices(notices: readonly string[], detail: AlertDetail): readonly string[] {
  const { count, length } = NOTICE_LIMITS[detail]
  const shown = notices.slice(0, count).map((notice) => clipLine(notice, length))
  const more = notices.length - shown.length
  return more > 0
    ? [...shown, `${more} more notices are in the log and on the status page.`]
    : shown
}

function viewOverview(
  content: AlertContent,
  shown: readonly AlertStory[],
): readonly OverviewLine[] {
  const lines = content.rules.slice(0, MAX_OVERVIEW_LINES).map((rule) => {
    const total = countRuleStories(content, rule.id)
    const listed = shown.filter((story) => story.ruleIds.includes(rule.id)).length
    return {
      ruleTitle: clipLine(rule.title, MAX_NAME_LENGTH),
      count: listed === total ? countStories(total) : `${listed} of ${countStories(total)} listed`,
    }
  })
  const more = content.rules.length - lines.length
  return more > 0 ? [...lines, { ruleTitle: 'and more', count: `${more} rules` }] : lines
}

function describeLeftOut(count: number): string {
  const stories = count === 1 ? '1 more story does' : `${count} more stories do`
  return `${stories} not fit into this e-mail. An administrator can list them with “policywatch ledger”.`
}

function describeFooter(content: AlertContent, maxRules: number): readonly string[] {
  const titles = content.rules.slice(0, maxRules).map((rule) => quote(rule.title, MAX_NAME_LENGTH))
  const more = content.rules.length - titles.length
  const rules = more > 0 ? [...titles, `${more} more`].join(', ') : titles.join(', ')
  const subscription = quote(content.subscriptionId, MAX_NAME_LENGTH)
  return [
    `You receive this e-mail because your address is in the subscription ${subscription}.`,
    ...describeReason(content, rules),
    `Put together by Policywatch on ${formatTime(content.createdAt, content.timezone)}.`,
  ]
}

function describeReason({ kind, stories }: AlertContent, rules: string): readonly string[] {
  if (kind === 'all-quiet') {
    return [
      'It is the proof of life that the subscription asks for (allQuiet): a watch that has died would not send it.',
    ]
  }
  const isEdit = kind === 'edit'
  return [
    ...(isEdit
      ? ['The subscription asks for changes of what it was told, too (edits: true).']
      : []),
    ...(rules === '' || stories.length === 0 ? [] : [`Rules that matched: ${rules}.`]),
  ]
}
