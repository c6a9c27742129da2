import { clipLine } from './foreign-text.ts'
import { html } from './html.ts'
import type { RenderedAlert } from './render-alert.ts'

/** A plain message to the administrators: one subject line and a few paragraphs. */
export type Notice = { readonly subject: string; readonly paragraphs: readonly string[] }

// limits that keep a notice below the size of an alert, whatever a server or a feed says in it
const MAX_SUBJECT_LENGTH = 150
const MAX_PARAGRAPH_LENGTH = 500
const MAX_PARAGRAPHS = 24

/** Words of others in it are told on one line each, clipped, and without control characters. */
export function renderNotice(notice: Notice): RenderedAlert {
  const shown = notice.paragraphs
    .slice(0, MAX_PARAGRAPHS)
    .map((paragraph) => clipLine(paragraph, MAX_PARAGRAPH_LENGTH))
  const more = notice.paragraphs.length - shown.length
  const paragraphs = more > 0 ? [...shown, `${more} more paragraphs are left out.`] : shown
  const body = paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>
<body style="font-family:sans-serif;line-height:1.5">
${body}</body></html>`
  return {
    subject: clipLine(`Policywatch: ${notice.subject}`, MAX_SUBJECT_LENGTH),
    text: `${paragraphs.join('\n\n')}\n`,
    html: page.markup,
  }
}
