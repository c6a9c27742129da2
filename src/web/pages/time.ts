import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** An instant as people of `timezone` read it, with the exact one for machines. */
export function timeTag(at: string, timezone: string): Markup {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(at))
  return html`<time datetime="${at}" title="${at}">${shown}</time>`
}
