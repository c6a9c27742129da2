import { html } from 'hono/html'
import type { Markup } from './bare-page.ts'

/** One of the values that a field offers. */
export function choice(value: string, words: string, chosen: string | null): Markup {
  return html`<option value="${value}"${value === chosen ? html` selected` : html``}>${words}</option>`
}
