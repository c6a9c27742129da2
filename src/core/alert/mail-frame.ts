import {
  FONT_STYLE,
  OUTLOOK_FRAME_CLOSE,
  OUTLOOK_FRAME_OPEN,
  STYLE,
  STYLE_SHEET,
} from './alert-style.ts'
import { type Html, html, NO_HTML } from './html.ts'

/** What stands within the page that all our e-mails share. */
export type MailFrame = {
  readonly subject: string
  /** What a mailbox shows beside the subject; nothing when empty. */
  readonly preview: string
  /** For whom it is, beside our name. */
  readonly audience: string
  /** Rows of a table. */
  readonly card: Html
  readonly footer: readonly string[]
  /** Behind the lines of the footer. */
  readonly wayOut: Html
}

/**
 * An e-mail as a page: tables for Outlook, inline styles for Gmail, no image, script, form or anything fetched from
 * elsewhere.
 */
export function renderMailFrame(frame: MailFrame): string {
  const { subject, preview, audience, card, footer, wayOut } = frame
  return html`<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${subject}</title>
${STYLE_SHEET}
</head>
<body class="page" style="${STYLE.page}">
${preview === '' ? NO_HTML : html`<div style="${STYLE.preview}">${preview}</div>`}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="ground" align="center" style="${STYLE.ground}${FONT_STYLE}">
${OUTLOOK_FRAME_OPEN}<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${STYLE.frame}">
<tr><td class="masthead muted" align="left" style="${STYLE.masthead}"><span class="ink" style="${STYLE.brand}">Policywatch</span> &#183; ${audience}</td></tr>
<tr><td class="card" align="left" style="${STYLE.card}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
${card}
</table>
</td></tr>
<tr><td class="in muted" align="left" style="${STYLE.footer}">
${footer.map((line) => html`<p style="${STYLE.footerLine}">${line}</p>\n`)}${wayOut}
</td></tr>
</table>${OUTLOOK_FRAME_CLOSE}
</td></tr></table>
</body>
</html>
`.markup
}
