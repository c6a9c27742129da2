import { html } from 'hono/html'
import type { Markup } from './bare-page.ts'

/** Shows the HTML of a message that stands under an address of its own; see FRAME_POLICY for what it may not do. */
export function messageBox(address: string): Markup {
  return html`<iframe class="body" src="${address}" title="The message" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
}

/** The HTML for that box. Links open in a page of their own, because the box may show nothing but the message. */
export function messageFrame(markup: string): string {
  const base = '<base target="_blank">'
  const head = /<head\b[^>]*>/i
  return head.test(markup) ? markup.replace(head, (tag) => tag + base) : base + markup
}
