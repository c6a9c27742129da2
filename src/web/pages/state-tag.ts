import { html } from 'hono/html'
import type { FeedHealth } from '../../pipeline/read-status.ts'
import type { Markup } from './bare-page.ts'

export const HEALTH_WORDS: Readonly<Record<FeedHealth, string>> = {
  new: 'not polled yet',
  ok: 'ok',
  failing: 'failing',
  throttled: 'asked to wait',
  broken: 'broken',
  'not-a-feed': 'not a feed',
  gone: 'gone',
  'wants-post': 'wants POST',
  silent: 'silent',
  stale: 'stale',
}

/** The health of a feed, or the state of a delivery, in its colour; the words say the same. */
export function stateTag(name: string, words: string = name): Markup {
  return html`<span class="state ${name}">${words}</span>`
}
