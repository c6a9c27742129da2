import { html } from 'hono/html'
import type { Status } from '../../pipeline/read-status.ts'
import type { Markup } from '../pages/bare-page.ts'
import { timeTag } from '../pages/time.ts'

/** What is the matter with feeds and hosts, gaps, and addresses that take no mail; nothing where nothing is. */
export function mattersSection(
  { conditions, gaps, failingAddresses }: Status,
  timezone: string,
): Markup {
  if (conditions.length + gaps.length + failingAddresses.length === 0) return html``
  return html`<section aria-labelledby="conditions"><h2 id="conditions">What needs a look</h2>
<ul class="rows" role="list">
${conditions.map(
  ({ feed, host, kind, since, detail }) =>
    html`<li class="row">${subjectOf(feed, `${feed ?? host}: ${kind}`)}
<span class="meta"><span>${detail}</span> <span>since ${timeTag(since, timezone)}</span></span></li>
`,
)}
${gaps.map(
  ({ feed, from, until }) =>
    html`<li class="row">${subjectOf(feed, `${feed}: a gap`)}
<span class="meta"><span>items may have come and gone unseen between ${timeTag(from, timezone)} and ${timeTag(until, timezone)}</span></span></li>
`,
)}
${failingAddresses.map(
  ({ address, since, reason }) =>
    html`<li class="row"><span class="subject">${address}: takes no mail</span>
<span class="meta"><span>${reason}</span> <span>since ${timeTag(since, timezone)}</span></span></li>
`,
)}
</ul></section>`
}

/** An old list must not push everything else off the page; the command shows all. */
const MOST_OPT_OUTS = 50

/** Who unsubscribed, and what config.yaml still says of it; nothing where nobody did. */
export function optOutsSection({ optOuts }: Status, timezone: string): Markup {
  if (optOuts.length === 0) return html``
  const hidden = optOuts.length - MOST_OPT_OUTS
  return html`<section aria-labelledby="opt-outs"><h2 id="opt-outs">Unsubscribed</h2>
<ul class="rows" role="list">
${optOuts.slice(0, MOST_OPT_OUTS).map(
  ({ address, subscription, optedOutAt, via, listedIn }) =>
    html`<li class="row"><span class="subject">${address}: ${subscription ?? 'everything'}</span>
<span class="meta"><span>${via}</span> ${
      listedIn.length === 0
        ? html``
        : html`<span>config.yaml still lists it in ${listedIn.join(', ')}</span>`
    } ${timeTag(optedOutAt, timezone)}</span></li>
`,
)}
</ul>
${hidden > 0 ? html`<p class="note">${hidden} more: <code>policywatch opt-outs</code></p>` : html``}</section>`
}

/** When the database was backed up last, or why it was not; nothing where no backups are configured. */
export function backupLine({ backup }: Status, timezone: string): Markup {
  if (backup === null) return html``
  const { lastAt, bytes, failure } = backup
  const last =
    lastAt === null
      ? html`none yet`
      : html`${timeTag(lastAt, timezone)}, ${((bytes ?? 0) / 1_000_000).toFixed(1)} MB`
  if (failure === null) return html`<p class="note">Last backup: ${last}.</p>`
  return html`<p class="note"><strong>Backups fail since ${timeTag(failure.since, timezone)}:</strong> ${failure.reason}. Last backup: ${last}.</p>`
}

function subjectOf(feed: string | null, words: string): Markup {
  return feed === null
    ? html`<span class="subject">${words}</span>`
    : html`<a class="subject" href="/feeds/${encodeURIComponent(feed)}">${words}</a>`
}
