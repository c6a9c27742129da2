import type { AlertContent, AlertStory } from './alert-content.ts'
import { viewAlert } from './alert-view.ts'
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

/** The e-mail for a content; the same content gives the same e-mail. Stories beyond `MAX_BODY_BYTES` are counted in it. */
export function renderAlert(content: AlertContent): RenderedAlert {
  return renderWith(content, partStories(content).shown)
}

/**
 * Which stories one e-mail can hold, from the first on, and which are left over. Never nothing: a story larger than an
 * e-mail is shown for all that.
 */
export function partStories(content: AlertContent): {
  readonly shown: readonly AlertStory[]
  readonly left: readonly AlertStory[]
} {
  let fitting = Math.min(1, content.stories.length)
  let beyond = content.stories.length + 1
  while (beyond - fitting > 1) {
    const count = Math.floor((fitting + beyond) / 2)
    if (fits(renderWith(content, content.stories.slice(0, count)))) {
      fitting = count
    } else {
      beyond = count
    }
  }
  return { shown: content.stories.slice(0, fitting), left: content.stories.slice(fitting) }
}

function renderWith(content: AlertContent, shown: readonly AlertStory[]): RenderedAlert {
  const view = viewAlert(content, shown)
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
