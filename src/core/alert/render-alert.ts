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

/** UTF-8 bytes of each body: Gmail hides what stands beyond about 102 KB. */
export const MAX_BODY_BYTES = 80_000

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

/** As many stories as `render` makes fit one e-mail; the first in any case, told in brief where it must be. */
export function fillMail(
  stories: readonly AlertStory[],
  render: (shown: readonly AlertStory[], detail: AlertDetail) => RenderedAlert,
): FilledMail {
  const tryWith = (storyCount: number): FilledMail => {
    const detail = 'usual'
    return { rendered: render(stories.slice(0, storyCount), detail), storyCount, detail }
  }
  const most = tryWith(Math.min(stories.length, MOST_STORIES))
  if (fits(most.rendered)) return most
  let best: FilledMail | null = null
  let beyond = most.storyCount
  for (;;) {
    const fitting: number = best?.storyCount ?? 0
    if (beyond - fitting <= 1) break
    const tried = tryWith(Math.floor((fitting + beyond) / 2))
    if (fits(tried.rendered)) best = tried
    else beyond = tried.storyCount
  }
  if (best !== null) return best
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

function fits({ html, text }: RenderedAlert): boolean {
  return Buffer.byteLength(html) <= MAX_BODY_BYTES && Buffer.byteLength(text) <= MAX_BODY_BYTES
}

/** What a mailbox shows beside the subject: the words around the first hit, or the headlines of several stories. */
function renderPreview(content: AlertContent): string {
  const [first] = content.stories
  if (first === undefined) {
    return ''
  }
  const excerpt = first.excerpts.find((each) => each.field === 'text')
  const words = excerpt?.parts.map((part) => part.text).join('') ?? titleOf(first)
  return clipLine(
    content.stories.length === 1 ? words : content.stories.slice(0, 3).map(titleOf).join(' · '),
    PREVIEW_LENGTH,
  )
}
