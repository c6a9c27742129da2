import { html } from 'hono/html'
import type { Markup } from '../pages/bare-page.ts'
import { layout } from '../pages/layout.ts'
import { timeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import type { MailboxView, MailSummary } from './list-messages.ts'

const REFRESH_SECONDS = 3

/** Every message of the outbox folder, newest first. */
export function mailboxPage(view: MailboxView, frame: PageFrame): Markup {
  const hidden = view.total - view.messages.length
  return layout(
    {
      title: `Mailbox (${view.total})`,
      section: 'mail',
      depth: 'index',
      refreshSeconds: REFRESH_SECONDS,
      scripts: [],
    },
    frame,
    html`<h1>Mailbox <span class="count">${view.total}</span></h1>
<p class="note">No mail server is configured (<code>mail.smtp</code>), so every message is kept here instead of being sent.</p>
${
  view.messages.length === 0
    ? html`<p class="empty">No message yet. This page renews itself.</p>`
    : html`<ol class="mails" role="list">${view.messages.map((message) => mailRow(message, frame.timezone))}</ol>`
}
${hidden > 0 ? html`<p class="note">${hidden} older messages stay in the outbox folder.</p>` : html``}`,
  )
}

function mailRow(message: MailSummary, timezone: string): Markup {
  return html`<li><a class="mail" href="/mail/${encodeURIComponent(message.name)}">
<span class="subject">${message.subject}</span>
<span class="meta"><span>to ${message.to}</span> ${timeTag(message.at, timezone)}</span>
${message.preview === '' ? html`` : html`<span class="preview">${message.preview}</span>`}
</a></li>
`
}
