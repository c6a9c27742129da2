import { html } from 'hono/html'
import type { Markup } from './bare-page.ts'

/**
 * A link to elsewhere whose address came from a feed or a server. Only http and https become one: what else stands there
 * (javascript:, data: …) is shown as the words alone. The page there learns neither from where somebody came nor gets hold
 * of our window.
 */
export function externalLink(address: string | null, words: string | Markup): Markup {
  const href = findWebAddress(address)
  return href === null
    ? html`${words}`
    : html`<a href="${href}" rel="noopener noreferrer nofollow">${words}</a>`
}

/** The address as browsers understand it, when it leads to a web page. */
export function findWebAddress(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null
}
