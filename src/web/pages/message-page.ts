import { html } from 'hono/html'
import type { MailMessage } from '../mailbox/read-message.ts'
import { layout, type Markup } from './layout.ts'
import { fullTimeTag } from './time.ts'

export type MessageTab = 'html' | 'text' | 'source'

/** One message as its recipient sees it, with its plain text and its source behind tabs. */
export function messagePage(message: MailMessage, tab: MessageTab, timezone: string): Markup {
  const address = `/mail/${encodeURIComponent(message.name)}`
  return layout(
    { title: message.subject, current: null, hasMailbox: true, refreshSeconds: null },
    html`<p class="back"><a href="/mail">← Mailbox</a></p>
<article class="message">
<h1>${message.subject}</h1>
<dl class="envelope">
<dt>From</dt><dd>${message.from}</dd>
<dt>To</dt><dd>${message.to}</dd>
${message.date === null ? html`` : html`<dt>Date</dt><dd>${fullTimeTag(message.date, timezone)}</dd>`}
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
  if (tab === 'html' && message.html !== null) {
    return html`<iframe class="body" src="${address}/html" title="The message" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
  }
  return html`<pre class="text" tabindex="0">${message.text ?? '(no plain text)'}</pre>`
}

/**
 * The HTML part for the frame. Links are made to open in a page of their own, because the frame may show nothing
 * but the message.
 */
export function messageFrame(message: MailMessage): string | null {
  if (message.html === null) return null
  const base = '<base target="_blank">'
  const head = /<head\b[^>]*>/i
  return head.test(message.html)
    ? message.html.replace(head, (tag) => tag + base)
    : base + message.html
}
