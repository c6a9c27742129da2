import type { ChangePart } from './alert-content.ts'
import { STYLE } from './alert-style.ts'
import { directionOf } from './foreign-text.ts'
import { type Html, html, NO_HTML } from './html.ts'
import type { ChangeView, StoryView } from './story-view.ts'

/**
 * What changed in a story, as bills show it: removed words in brackets and struck through, added ones underlined. So it can
 * be told without colours, without styles, and when read aloud.
 */
export function renderChanges(story: StoryView, lang: Html): Html {
  if (story.changes.length === 0 && story.moreChanges === null) return NO_HTML
  const more =
    story.moreChanges === null
      ? NO_HTML
      : html`<p class="muted" style="${STYLE.changesMore}">${story.moreChanges}</p>`
  return html`<p class="muted" style="${STYLE.changesTitle}">What changed since you were told:${story.hasMarks ? LEGEND : NO_HTML}</p>
${story.changes.map((change) => renderChange(change, lang))}${more}`
}

const LEGEND = html` ${renderPart({ text: 'removed', mark: 'removed' })} ${renderPart({ text: 'added', mark: 'added' })}`

function renderChange({ label, parts }: ChangeView, lang: Html): Html {
  const direction = directionOf(parts.map(({ text }) => text).join(''))
  const side = direction === 'rtl' ? STYLE.excerptRtl : STYLE.excerptLtr
  const heading =
    label === null ? NO_HTML : html`<p class="muted" style="${STYLE.changeLabel}">${label}</p>\n`
  return html`${heading}<p class="ink bar" style="${STYLE.excerpt}${side}" dir="${direction}"${lang}>${parts.map(renderPart)}</p>\n`
}

function renderPart({ text, mark }: ChangePart): Html {
  switch (mark) {
    case 'removed':
      return html`<del class="del" style="${STYLE.removed}">[${text}]</del>`
    case 'added':
      return html`<ins class="ins" style="${STYLE.added}">${text}</ins>`
    case 'same':
      return html`${text}`
  }
}
