import type { AlertStory } from './alert-content.ts'
import { clipLine } from './foreign-text.ts'

const MAX_TITLE_LENGTH = 300
/** Of words that stand in for a title, which are told below it as well. */
const MAX_BORROWED_LENGTH = 100

/** The title of a story on one line; where it has none, words of its text. Never empty. */
export function titleOf(story: AlertStory): string {
  return (
    clipLine(story.title, MAX_TITLE_LENGTH) ||
    clipLine(wordsOf(story), MAX_BORROWED_LENGTH).replace(/\s+\S*…$/, ' …') ||
    '(without a title)'
  )
}

/** The passage around the first hit, or as a change left it. */
function wordsOf({ excerpts, changes }: AlertStory): string {
  const excerpt = excerpts.find(({ field }) => field === 'text')
  if (excerpt !== undefined) return excerpt.parts.map(({ text }) => text).join('')
  const parts = changes.find(({ field }) => field === 'text')?.parts ?? []
  return parts.map(({ text, mark }) => (mark === 'removed' ? '' : text)).join('')
}
