import type { AlertContent, AlertStory } from './alert-content.ts'
import { type AlertDetail, viewAlert } from './alert-view.ts'
import { clipLine } from './foreign-text.ts'
import { renderAlertHtml } from './render-alert-html.ts'
import { renderAlertText } from './render-alert-text.ts'
import { renderSubject } from './render-subject.ts'
import { titleOf } from './title-of.ts'
import { wireBytesOf } from './wire-bytes.ts'

/** An e-mail in words, complete but for addresses. */
export type RenderedAlert = {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The whole source of an e-mail: Gmail hides what stands beyond about 102 KB. */
export const MAX_MAIL_BYTES = 80_000

/** What headers, a signature, the frame around the bodies and the way out take, with the longest names and addresses. */
const AROUND_BYTES = 7_000

/** Both bodies together, as they are sent. */
export const MAX_BODIES_BYTES = MAX_MAIL_BYTES - AROUND_BYTES

const PREVIEW_LENGTH = 140

/** More stories than this never fit one e-mail; looking at no more keeps the search for what fits short. */
export const MOST_STORIES = 200

/** The e-mail for a content; the same content gives the same e-mail. Stories beyond `MAX_BODIES_BYTES` are counted in it. */
export function renderAlert(content: AlertContent): RenderedAlert {
  return fillWhole(content).rendered
}

/** The same, and how many of the stories it lists. */
export function fillWhole(content: AlertContent): FilledMail {
  return fillMail(content.stories, (shown, detail) => renderWith(content, shown, detail))
}

/** An e-mail and how many of the stories, from the first on, it holds. */
export type FilledMail = {
  readonly rendered: RenderedAlert
  readonly storyCount: number
  readonly detail: AlertDetail
}

/** Tries that are aimed by the size of the last one; after these the span is halved, which surely ends. */
const AIMED_TRIES = 4

/**
 * As many stories as `render` makes fit one e-mail; the first in any case, told in brief where it must be. `guess` is
 * tried first: the closer it is, the sooner the answer.
 */
export function fillMail(
  stories: readonly AlertStory[],
  render: (shown: readonly AlertStory[], detail: AlertDetail) => RenderedAlert,
  guess: number = MOST_STORIES,
): FilledMail {
  let best: FilledMail | null = null
  let fitting = 0
  let beyond = Math.min(stories.length, MOST_STORIES) + 1
  let count = Math.min(guess, beyond - 1)
  for (let tries = 1; beyond - fitting > 1; tries += 1) {
    const rendered = render(stories.slice(0, count), 'usual')
    const bytes = wireBytesOf(rendered)
    if (bytes <= MAX_BODIES_BYTES) {
      best = { rendered, storyCount: count, detail: 'usual' }
      fitting = count
    } else {
      beyond = count
    }
    const aim = tries <= AIMED_TRIES ? (count * MAX_BODIES_BYTES) / bytes : (fitting + beyond) / 2
    count = Math.max(fitting + 1, Math.min(beyond - 1, Math.floor(aim)))
  }
  if (best !== null) return best
  if (stories.length === 0) {
    const rendered = render([], 'usual')
    const fits = wireBytesOf(rendered) <= MAX_BODIES_BYTES
    if (fits) return { rendered, storyCount: 0, detail: 'usual' }
  }
  const first = stories.slice(0, 1)
  return { rendered: render(first, 'brief'), storyCount: first.length, detail: 'brief' }
}

export function renderWith(
  content: AlertContent,
  shown: readonly AlertStory[],
  detail: AlertDetail,
): RenderedAlert {
  const view = viewAlert(content, shown, detail)
  const subject = renderSubject(content)
  return {
    subject,
    text: renderAlertText(view),
    html: renderAlertHtml(view, subject, renderPreview(content)),
  }
}

/** What a mailbox shows beside the subject: the words around the first hit, or the headlines of several stories. */
function renderPreview(content: AlertContent): string {
  const [first] = content.stories
  if (first === undefined) {
    return clipLine(content.statements[0] ?? '', PREVIEW_LENGTH)
  }
  const [change] = first.changes
  if (content.stories.length === 1 && change !== undefined) {
    const marked = change.parts.map(({ text, mark }) => (mark === 'removed' ? `[${text}]` : text))
    return clipLine(marked.join(''), PREVIEW_LENGTH)
  }
  const excerpt = first.excerpts.find((each) => each.field === 'text')
  const words = excerpt?.parts.map((part) => part.text).join('') ?? titleOf(first)
  return clipLine(
    content.stories.length === 1 ? words : content.stories.slice(0, 3).map(titleOf).join(' · '),
    PREVIEW_LENGTH,
  )
}
