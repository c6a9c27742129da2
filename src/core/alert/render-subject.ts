import type { AlertContent } from './alert-content.ts'
import { countRuleStories } from './alert-view.ts'
import { clipLine, isolate } from './foreign-text.ts'
import { titleOf } from './title-of.ts'

/** Characters; mail programs show 60 to 100 of them, and what matters stands first. */
const MAX_SUBJECT_LENGTH = 150
const MAX_RULES_LENGTH = 70
const MAX_RULE_TITLE_LENGTH = 48

/**
 * One line that tells one alert from the next in a full mailbox: `SMR and Korea, Trade: Summit of …` for one story, counts
 * for several.
 */
export function renderSubject(content: AlertContent): string {
  const { part, kind, threadSubject } = content
  if (kind === 'edit' && threadSubject !== null) return renderReply(threadSubject)
  return part === null
    ? renderWhole(content)
    : `${renderWhole(content)} (part ${part.number} of ${part.count})`
}

/** As mail programs write replies, so that those that sort by subject keep it beneath what it answers. */
function renderReply(threadSubject: string): string {
  const subject = threadSubject.replace(/^(?:re:\s*)+/i, '')
  return `Re: ${clipLine(subject, MAX_SUBJECT_LENGTH)}`
}

function renderWhole(content: AlertContent): string {
  const [story] = content.stories
  const total = content.stories.length
  const hasOmitted = content.omittedStoryCounts.some(({ count }) => count > 0)
  const prefix = content.kind === 'already-published' ? 'Already published: ' : ''
  if (content.kind === 'all-quiet') {
    const words = content.isBlind ? 'Nothing could be watched for' : 'All quiet: nothing matched in'
    return clipLine(`${words} ${content.subscriptionId}`, MAX_SUBJECT_LENGTH)
  }
  if (story === undefined) {
    return clipLine(
      content.notices[0] ?? `Nothing new for ${content.subscriptionId}`,
      MAX_SUBJECT_LENGTH,
    )
  }
  if (total === 1 && !hasOmitted) {
    const before = `${prefix}${joinTitles(content.rules.map((rule) => rule.title))}: `
    const after = story.occasion === 'edited' ? ' (text changed)' : ''
    const room = MAX_SUBJECT_LENGTH - before.length - after.length
    return `${before}${isolate(clipLine(titleOf(story), room))}${after}`
  }
  const counts = joinTitles(
    content.rules.map((rule) => rule.title),
    content.rules.map((rule) => ` (${countRuleStories(content, rule.id)})`),
  )
  const digest = content.kind === 'digest' ? 'Digest, ' : ''
  if (hasOmitted) return `${prefix}${digest}${counts}`
  const all = content.part === null ? '' : ` of ${content.part.allStoriesCount}`
  const changed = content.kind === 'edit' ? ' changed' : ''
  return `${prefix}${digest}${total}${all}${changed} stories: ${counts}`
}

/** As many titles as there is room for, at least one, then how many more: `SMR and Korea (2), Trade (1) +3`. */
function joinTitles(titles: readonly string[], suffixes: readonly string[] = []): string {
  const entries = titles.map(
    (title, index) => `${isolate(clipLine(title, MAX_RULE_TITLE_LENGTH))}${suffixes[index] ?? ''}`,
  )
  const lengths = entries.map((_, index) => entries.slice(0, index + 1).join(', ').length)
  const count = Math.max(1, lengths.filter((length) => length <= MAX_RULES_LENGTH).length)
  const more = entries.length - count
  const shown = entries.slice(0, count).join(', ')
  return more > 0 ? `${shown} +${more}` : shown
}
