import { html } from 'hono/html'
import type { Markup } from '../pages/bare-page.ts'
import { layout } from '../pages/layout.ts'
import { messageBox } from '../pages/message-box.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import type { MailMessage } from './read-message.ts'

export type MessageTab = 'html' | 'text' | 'source'

/** One message as its recipient sees it, with its plain text and its source behind tabs. */
export function mailPage(message: MailMessage, tab: MessageTab, frame: PageFrame): Markup {
  const address = `/mail/${encodeURIComponent(message.name)}`
  return layout(
    {
      title: message.subject,
      section: 'mail',
      depth: 'beneath',
      refreshSeconds: null,
      scripts: [],
    },
    frame,
    html`<p class="back"><a href="/mail">← Mailbox</a></p>
<article class="message">
<h1>${message.subject}</h1>
<dl class="envelope">
<dt>From</dt><dd>${message.from}</dd>
<dt>To</dt><dd>${message.to}</dd>
${message.date === null ? html`` : html`<dt>Date</dt><dd>${fullTimeTag(message.date, frame.timezone)}</dd>`}
</dl>
<nav class="tabs" aria-label="Parts of the message">
${tabLink(address, 'Message', tab === 'html')}
${tabLink(`${address}/text`, 'Plain text', tab === 'text')}
${tabLink(`${address}/source`, 'Source', tab === 'source')}
</nav>
${messageBody(message, tab, address)}
</article>`,
  )
}

function tabLink(href: string, title: string, isOpen: boolean): Markup {
  return html`<a class="tab" href="${href}"${isOpen ? html` aria-current="true"` : html``}>${title}</a>`
}

function messageBody(message: MailMessage, tab: MessageTab, address: string): Markup {
  if (tab === 'source') return html`<pre class="source" tabindex="0">${message.source}</pre>`
  if (tab === 'html' && message.html !== null) return messageBox(`${address}/html`)
  return html`<pre class="text" tabindex="0">${message.text ?? '(no plain text)'}</pre>`
}
