import type { ChangePart, ExcerptPart } from './alert-content.ts'
import type { AlertView, StoryGroup } from './alert-view.ts'
import { isolate } from './foreign-text.ts'
import type { StoryView } from './story-view.ts'

/**
 * The plain text part: everything that the HTML says, for terminals, screen readers and archives. Hit words stand between
 * asterisks, links on lines of their own.
 */
export function renderAlertText(view: AlertView): string {
  const blocks = [
    [`Policywatch · ${view.subscription}`],
    [view.heading ?? ''],
    ...view.intro.map((sentence) => [sentence]),
    view.notices.map((notice) => `Note: ${notice}`),
    view.overview.map((line) => `${isolate(line.ruleTitle)}: ${line.count}`),
    ...view.groups.flatMap((group) => renderGroup(group, view.isCompact)),
    [view.closing ?? ''],
    ['-- ', ...view.footer],
  ]
  return `${joinBlocks(blocks)}\n`
}

type Block = readonly string[]

function renderGroup(group: StoryGroup, isCompact: boolean): readonly Block[] {
  const heading = group.title === null ? [] : [[`=== ${isolate(group.title)} ===`]]
  const stories = isCompact ? group.stories.map(renderHeadline) : group.stories.flatMap(renderStory)
  return [...heading, ...stories]
}

function renderHeadline({ title, link, sourceTitle, reasons }: StoryView): Block {
  const why = [sourceTitle, ...reasons.map(({ ruleTitle }) => ruleTitle)].map(isolate)
  return [title.map((part) => part.text).join(''), link ?? '', why.join(' · ')]
}

function renderStory(story: StoryView): readonly Block[] {
  return [
    ['----------------------------------------'],
    [
      story.title.map((part) => part.text).join(''),
      story.link ?? '',
      [isolate(story.sourceTitle), story.country ?? '', story.time]
        .filter((word) => word !== '')
        .join(' · '),
      story.edit ?? '',
    ],
    ...renderChanges(story),
    ...story.excerpts.map((excerpt) => [`    ${excerpt.parts.map(renderPart).join('')}`]),
    [
      ...story.reasons.map((reason) =>
        `${isolate(reason.ruleTitle)} matched ${reason.words}`.trim(),
      ),
      story.moreReasonsCount === 0 ? '' : `and ${story.moreReasonsCount} more rules`,
    ],
    [
      ...story.alsoPublishedBy.flatMap(({ sourceTitle, country, link }) => [
        `Also published by ${isolate(sourceTitle)}${country === null ? '' : ` (${country})`}${link === null ? '' : ':'}`,
        link ?? '',
      ]),
      story.moreSourcesCount === 0 ? '' : `and by ${story.moreSourcesCount} more`,
    ],
    [story.problem ?? '', story.searched, story.linkProblem ?? ''],
  ]
}

function renderChanges({ changes, hasMarks, moreChanges }: StoryView): readonly Block[] {
  if (changes.length === 0 && moreChanges === null) return []
  return [
    [
      hasMarks
        ? 'What changed since you were told ([-removed-], {+added+}):'
        : 'What changed since you were told:',
    ],
    ...changes.map(({ label, parts }) => [
      label ?? '',
      `    ${parts.map(renderChangePart).join('')}`,
    ]),
    [moreChanges ?? ''],
  ]
}

function renderChangePart({ text, mark }: ChangePart): string {
  return { same: text, removed: `[-${text}-]`, added: `{+${text}+}` }[mark]
}

function renderPart(part: ExcerptPart): string {
  return part.isHit ? `*${part.text}*` : part.text
}

/** Blocks parted by a blank line, without what is empty. */
function joinBlocks(blocks: readonly Block[]): string {
  return blocks
    .map((lines) => lines.filter((line) => line !== '').join('\n'))
    .filter((block) => block !== '')
    .join('\n\n')
}
