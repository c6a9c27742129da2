import { STYLE } from './alert-style.ts'
import { clipLine, directionOf } from './foreign-text.ts'
import { html, NO_HTML } from './html.ts'
import { renderMailFrame } from './mail-frame.ts'
import { MAX_BODIES_BYTES, type RenderedAlert } from './render-alert.ts'
import { wireBytesOf } from './wire-bytes.ts'

/** A plain message to the administrators: one subject line and a few paragraphs. */
export type Notice = { readonly subject: string; readonly paragraphs: readonly string[] }

// limits that keep a notice below the size of an alert, whatever a server or a feed says in it
const MAX_SUBJECT_LENGTH = 150
/** Of each paragraph: the first with which the notice fits. Letters take from one byte to twelve. */
const MAX_PARAGRAPH_LENGTHS = [500, 250]
const SHORTEST_PARAGRAPH_LENGTH = 120
const MAX_PARAGRAPHS = 22
const PREVIEW_LENGTH = 140

const FOOTER = 'You receive this e-mail because your address is among the admins in config.yaml.'

/** Words of others in it are told on one line each, clipped, and without control characters. */
export function renderNotice(notice: Notice): RenderedAlert {
  for (const length of MAX_PARAGRAPH_LENGTHS) {
    const rendered = renderClipped(notice, length)
    if (wireBytesOf(rendered) <= MAX_BODIES_BYTES) return rendered
  }
  return renderClipped(notice, SHORTEST_PARAGRAPH_LENGTH)
}

function renderClipped(notice: Notice, paragraphLength: number): RenderedAlert {
  const shown = notice.paragraphs
    .slice(0, MAX_PARAGRAPHS)
    .map((paragraph) => clipLine(paragraph, paragraphLength))
  const more = notice.paragraphs.length - shown.length
  const paragraphs = more > 0 ? [...shown, `${more} more paragraphs are left out.`] : shown
  const subject = clipLine(`Policywatch: ${notice.subject}`, MAX_SUBJECT_LENGTH)
  const heading = clipLine(notice.subject, MAX_SUBJECT_LENGTH)
  const body = paragraphs.map(
    (paragraph) =>
      html`<p class="ink" style="${STYLE.intro}" dir="${directionOf(paragraph)}">${paragraph}</p>\n`,
  )
  return {
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: renderMailFrame({
      subject,
      preview: clipLine(paragraphs[0] ?? '', PREVIEW_LENGTH),
      audience: 'to the administrators',
      card: html`<tr><td class="in" style="${STYLE.opening}">
<h1 class="ink" style="${STYLE.heading}" dir="${directionOf(heading)}">${heading}</h1>
${body}</td></tr>`,
      footer: [FOOTER],
      wayOut: NO_HTML,
    }),
  }
}
