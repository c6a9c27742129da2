import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** An instant as people of `timezone` read it, with the exact one for machines. */
export function timeTag(at: string, timezone: string): Markup {
  return tagOf(at, timezone, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}

/** The same with year and zone, for what may be old and read elsewhere. */
export function fullTimeTag(at: string, timezone: string): Markup {
  return tagOf(at, timezone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}

function tagOf(at: string, timeZone: string, options: Intl.DateTimeFormatOptions): Markup {
  const shown = new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(new Date(at))
  return html`<time datetime="${at}" title="${at}">${shown}</time>`
}
