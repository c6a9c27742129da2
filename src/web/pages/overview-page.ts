import { html } from 'hono/html'
import type { FeedStatus, RecentAlert, Status } from '../../pipeline/read-status.ts'
import type { PageFrame } from '../web-app.ts'
import type { Markup } from './bare-page.ts'
import { layout } from './layout.ts'
import { timeTag } from './time.ts'

const REFRESH_SECONDS = 10

const HEALTH_WORDS: Readonly<Record<FeedStatus['health'], string>> = {
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

/** What the administrator looks at first: feeds and their health, alerts that wait or failed, the newest alerts. */
export function overviewPage(view: Status, frame: PageFrame): Markup {
  const { timezone } = frame
  return layout(
    {
      title: 'Overview',
      section: 'overview',
      depth: 'index',
      refreshSeconds: REFRESH_SECONDS,
      scripts: [],
    },
    frame,
    html`<h1>Overview</h1>
<section aria-labelledby="alerts"><h2 id="alerts">Alerts</h2>
<dl class="counts">
${countTile('sent in 24 hours', view.alerts.sent, 'calm')}
${countTile('pending', view.alerts.pending, 'calm')}
${countTile('held', view.alerts.held, 'calm')}
${countTile('uncertain', view.alerts.uncertain, 'warn')}
${countTile('failed', view.alerts.failed, 'alarm')}
</dl>
${
  view.recentAlerts.length === 0
    ? html`<p class="empty">No alert yet.</p>`
    : html`<ul class="rows" role="list">${view.recentAlerts.map((alert) => alertRow(alert, timezone))}</ul>`
}
</section>
<section aria-labelledby="feeds"><h2 id="feeds">Feeds</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="feeds"><table>
<thead><tr><th scope="col">Feed</th><th scope="col">Health</th><th scope="col" class="number">Items</th><th scope="col">Last poll</th><th scope="col">Next poll</th></tr></thead>
<tbody>${view.feeds.map((feed) => feedRow(feed, timezone))}</tbody>
</table></div></section>
${conditionsSection(view, timezone)}
${optOutsSection(view, timezone)}`,
  )
}

/** What is the matter with feeds and hosts, gaps, and addresses that take no mail; nothing where nothing is. */
function conditionsSection(
  { conditions, gaps, failingAddresses }: Status,
  timezone: string,
): Markup {
  if (conditions.length + gaps.length + failingAddresses.length === 0) return html``
  return html`<section aria-labelledby="conditions"><h2 id="conditions">What needs a look</h2>
<ul class="rows" role="list">
${conditions.map(
  ({ feed, host, kind, since, detail }) =>
    html`<li class="row"><span class="subject">${feed ?? host}: ${kind}</span>
<span class="meta"><span>${detail}</span> <span>since ${timeTag(since, timezone)}</span></span></li>
`,
)}
${gaps.map(
  ({ feed, from, until }) =>
    html`<li class="row"><span class="subject">${feed}: a gap</span>
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
function optOutsSection({ optOuts }: Status, timezone: string): Markup {
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

function countTile(title: string, count: number, tone: 'calm' | 'warn' | 'alarm'): Markup {
  return html`<div class="${count > 0 ? tone : 'calm'}"><dt>${title}</dt><dd>${count}</dd></div>`
}

function alertRow(alert: RecentAlert, timezone: string): Markup {
  return html`<li class="row"><span class="subject">${alert.subject}</span>
<span class="meta"><span class="state ${alert.state}">${alert.state}</span> ${
    alert.reason === null || alert.state === 'sent' ? html`` : html`<span>${alert.reason}</span>`
  } ${
    alert.nextAttemptAt === null
      ? html``
      : html`<span>next ${timeTag(alert.nextAttemptAt, timezone)}</span>`
  } <span>${alert.subscription} → ${alert.address}</span> ${timeTag(alert.at, timezone)}</span></li>
`
}

function feedRow(feed: FeedStatus, timezone: string): Markup {
  const timeOrNone = (at: string | null): Markup => (at === null ? html`–` : timeTag(at, timezone))
  return html`<tr><th scope="row">${feed.title}<br><span class="id">${feed.id}</span></th>
<td><span class="state ${feed.health}">${HEALTH_WORDS[feed.health]}</span>${
    feed.problem === null ? html`` : html`<br><span class="problem">${feed.problem}</span>`
  }</td>
<td class="number">${feed.itemCount}</td><td>${timeOrNone(feed.lastPollAt)}</td><td>${timeOrNone(feed.nextPollAt)}</td></tr>
`
}
