import { html } from 'hono/html'
import type { Markup } from './bare-page.ts'

/**
 * An instant as people of `timezone` read it, with the zone's name, and the exact one for machines. assets/times.js shows
 * those of `data-shown` in the reader's own zone.
 */
export function timeTag(at: string, timezone: string): Markup {
  return tagOf(at, timezone, 'second', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
}

/** The same with the year, for what may be old. */
export function fullTimeTag(at: string, timezone: string): Markup {
  return tagOf(at, timezone, 'full', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}

function tagOf(
  at: string,
  timeZone: string,
  shown: 'second' | 'full',
  options: Intl.DateTimeFormatOptions,
): Markup {
  const words = new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(new Date(at))
  const exact = `${at.slice(0, 19).replace('T', ' ')} UTC`
  return html`<time datetime="${at}" title="${exact}" data-shown="${shown}">${words}</time>`
}
