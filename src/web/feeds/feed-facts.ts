import { html } from 'hono/html'
import { describeSchedule } from '../../core/describe-schedule.ts'
import type { FeedView } from '../../pipeline/read-feeds.ts'
import type { Markup } from '../pages/bare-page.ts'
import { externalLink } from '../pages/external-link.ts'
import { HEALTH_WORDS, stateTag } from '../pages/state-tag.ts'
import { fullTimeTag } from '../pages/time.ts'

/** What is known of a feed at this moment, fact by fact; what is not known is left out. */
export function feedFacts({ settings, status, state }: FeedView, timezone: string): Markup {
  const { schedule, tags } = settings
  const words = describeSchedule(schedule)
  const time = (at: string | null | undefined): Markup | null =>
    at == null ? null : fullTimeTag(at, timezone)
  const code = (text: string | null | undefined): Markup | null =>
    text == null ? null : html`<code>${text}</code>`
  const link = (address: string | null | undefined): Markup | null =>
    address == null ? null : externalLink(address, address)
  return html`<dl class="facts">
<dt>State</dt><dd>${stateTag(status.health, HEALTH_WORDS[status.health])}${status.problem === null ? '' : `: ${status.problem}`}</dd>
<dt>Id</dt><dd><code>${settings.id}</code>${tags.map((tag) => html` <a href="/feeds?tag=${encodeURIComponent(tag)}">#${tag}</a>`)}</dd>
<dt>Address</dt><dd>${link(settings.shownUrl)}${settings.method === 'POST' ? ' (POST)' : ''}</dd>
${fact('Moved to', link(status.movedTo))}
${fact('Web site', link(state?.link))}
<dt>Schedule</dt><dd>${words === null ? '' : `${words} `}<code>${schedule}</code> (${settings.timezone})</dd>
<dt>Articles</dt><dd>${settings.fullText ? 'fetched and searched' : 'not fetched'}</dd>
<dt>Items</dt><dd>${status.itemCount}</dd>
${fact('Last poll', time(status.lastPollAt))}
${fact('Last success', time(state?.lastSucceededAt))}
${fact('Next poll', time(status.nextPollAt))}
${fact('Last news', time(status.lastNewsAt))}
${fact('Called silent after', time(state?.quietAfter))}
${fact('Fresh until', time(state?.freshUntil))}
${fact('ETag', code(state?.validators.etag))}
${fact('Last-Modified', code(state?.validators.lastModified))}
</dl>`
}

function fact(title: string, value: Markup | null): Markup {
  return value === null ? html`` : html`<dt>${title}</dt><dd>${value}</dd>`
}
