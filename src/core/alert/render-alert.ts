import type { AlertContent, AlertStory } from './alert-content.ts'
import { type AlertDetail, viewAlert } from './alert-view.ts'
import { clipLine } from './foreign-text.ts'
import { renderAlertHtml } from './render-alert-html.ts'
import { renderAlertText } from './render-alert-text.ts'
import { renderSubject } from './render-subject.ts'
import { titleOf } from './story-view.ts'

/** An e-mail in words, complete but for addresses. */
export type RenderedAlert = {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** UTF-8 bytes of each body, with room for the unsubscribe link to 80 KB: Gmail hides what stands beyond about 102 KB. */
export const MAX_BODY_BYTES = 79_000

const PREVIEW_LENGTH = 140

/** More stories than this never fit one e-mail; looking at no more keeps the search for what fits short. */
export const MOST_STORIES = 200

/** The e-mail for a content; the same content gives the same e-mail. Stories beyond `MAX_BODY_BYTES` are counted in it. */
export function renderAlert(content: AlertContent): RenderedAlert {
  return fillMail(content.stories, (shown, detail) => renderWith(content, shown, detail)).rendered
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
    const bytes = bytesOf(rendered)
    if (bytes <= MAX_BODY_BYTES) {
      best = { rendered, storyCount: count, detail: 'usual' }
      fitting = count
    } else {
      beyond = count
    }
    const aim = tries <= AIMED_TRIES ? (count * MAX_BODY_BYTES) / bytes : (fitting + beyond) / 2
    count = Math.max(fitting + 1, Math.min(beyond - 1, Math.floor(aim)))
  }
  if (best !== null) return best
  const first = stories.slice(0, 1)
  const detail = stories.length === 0 ? 'usual' : 'brief'
  return { rendered: render(first, detail), storyCount: first.length, detail }
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

/** The size of the larger body. */
function bytesOf({ html, text }: RenderedAlert): number {
  return Math.max(Buffer.byteLength(html), Buffer.byteLength(text))
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
