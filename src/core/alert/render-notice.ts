import { html } from './html.ts'
import type { RenderedAlert } from './render-alert.ts'

/** A plain message to the administrators: one subject line and a few paragraphs. */
export type Notice = { readonly subject: string; readonly paragraphs: readonly string[] }

export function renderNotice({ subject, paragraphs }: Notice): RenderedAlert {
  const body = paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>
<body style="font-family:sans-serif;line-height:1.5">
${body}</body></html>`
  return {
    subject: `Policywatch: ${subject}`.replace(/\s+/g, ' '),
    text: `${paragraphs.join('\n\n')}\n`,
    html: page.markup,
  }
}
