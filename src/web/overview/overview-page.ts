import { html } from 'hono/html'
import type { Overview } from '../../pipeline/read-overview.ts'
import { audienceOf } from '../alerts/alert-words.ts'
import { stateCounts } from '../alerts/alerts-page.ts'
import { hasProblem } from '../feeds/feeds-page.ts'
import type { Markup } from '../pages/bare-page.ts'
import { layout } from '../pages/layout.ts'
import { stateTag } from '../pages/state-tag.ts'
import { timeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import { backupLine, mattersSection, optOutsSection } from './overview-matters.ts'

const REFRESH_SECONDS = 10

/** Health at a glance, then what waits or failed, what needs a look, and what is new. */
export function overviewPage(view: Overview, frame: PageFrame): Markup {
  const { timezone } = frame
  const { feeds, alerts } = view.status
  const problems = feeds.filter(hasProblem).length
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
${pauseBanner(view, timezone)}
<p class="lead">${sentenceOf(view)}</p>
<section aria-labelledby="day"><h2 id="day">The last 24 hours</h2>
<dl class="counts">
${tile('new items', view.day.items, 'calm', '/feeds')}
${tile('stories', view.day.stories, 'calm', '/stories')}
${tile('matches', view.day.matches, 'calm', '/rules')}
${tile('sent', alerts.sent, 'calm', '/alerts?state=sent')}
${tile('failed', alerts.failed, 'alarm', '/alerts?state=failed')}
</dl></section>
<section aria-labelledby="now"><h2 id="now">Now</h2>
<dl class="counts">
${tile('feeds that are well', feeds.length - problems, 'calm', '/feeds')}
${tile('feeds with a problem', problems, 'warn', '/feeds?state=problem')}
${tile('pending', alerts.pending, 'calm', '/alerts?state=pending')}
${tile('held', alerts.held, 'calm', '/alerts?state=held')}
${tile('uncertain', alerts.uncertain, 'warn', '/alerts?state=uncertain')}
</dl></section>
${backupLine(view.status, timezone)}
${troubledSection(view, timezone)}
${mattersSection(view.status, timezone)}
${alertsSection(view, timezone)}
${matchesSection(view, timezone)}
${optOutsSection(view.status, timezone)}`,
  )
}

function pauseBanner({ pause }: Overview, timezone: string): Markup {
  if (pause === null) return html``
  return html`<aside class="banner" role="status" aria-label="Disk"><b>The disk is full, and no feed is polled</b>, since ${timeTag(pause.since, timezone)}: ${pause.reason}. What has matched is delivered as before.</aside>`
}

/** `All 12 feeds are well, and every alert is on its way.` */
function sentenceOf({ status }: Overview): string {
  const { feeds, alerts } = status
  const problems = feeds.filter(hasProblem).length
  const ofFeeds =
    feeds.length === 0
      ? 'The configuration names no feed yet'
      : problems === 0
        ? `${feeds.length === 1 ? 'The one feed is' : `All ${feeds.length} feeds are`} well`
        : `${problems} of ${feeds.length} feeds ${problems === 1 ? 'has' : 'have'} a problem`
  const failed = alerts.failed + status.failingAddresses.length
  const ofAlerts =
    failed > 0
      ? 'some mail could not be delivered'
      : alerts.uncertain > 0
        ? 'it is uncertain whether some mail arrived'
        : 'no mail is in trouble'
  return `${ofFeeds}, and ${ofAlerts}.`
}

function tile(title: string, count: number, tone: 'calm' | 'warn' | 'alarm', path: string): Markup {
  return html`<div class="${count > 0 ? tone : 'calm'}"><dt><a href="${path}">${title}</a></dt><dd>${count}</dd></div>`
}

/** Deliveries that wait for a reason or were given up; nothing where none does. */
function troubledSection({ troubled }: Overview, timezone: string): Markup {
  if (troubled.length === 0) return html``
  return html`<section aria-labelledby="troubled"><h2 id="troubled">Held, uncertain or failed</h2>
<ul class="rows" role="list">${troubled.map(
    ({ id, alertId, subscriptionId, address, state, reason, nextAttemptAt }) =>
      html`<li class="row"><a class="subject" href="/alerts/${alertId}#delivery-${id}">${audienceOf(subscriptionId)} → ${address}</a>
<span class="meta">${stateTag(state)} <span>${reason}</span>
${nextAttemptAt === null ? html`` : html`<span>next ${timeTag(nextAttemptAt, timezone)}</span>`}</span></li>
`,
  )}</ul></section>`
}

function alertsSection({ newestAlerts }: Overview, timezone: string): Markup {
  return html`<section aria-labelledby="alerts"><h2 id="alerts">Newest alerts</h2>
${
  newestAlerts.length === 0
    ? html`<p class="empty">No alert yet.</p>`
    : html`<ul class="rows" role="list">${newestAlerts.map(
        (alert) =>
          html`<li class="row"><a class="subject" href="/alerts/${alert.id}">${alert.subject ?? '(not yet written)'}</a>
<span class="meta"><span>${audienceOf(alert.subscriptionId)}</span> <span>${stateCounts(alert)}</span> ${timeTag(alert.createdAt, timezone)}</span></li>
`,
      )}</ul>`
}</section>`
}

function matchesSection({ newestMatches }: Overview, timezone: string): Markup {
  return html`<section aria-labelledby="matches"><h2 id="matches">Newest matches</h2>
${
  newestMatches.length === 0
    ? html`<p class="empty">No match yet.</p>`
    : html`<ul class="rows" role="list">${newestMatches.map(
        ({ itemId, title, ruleId, feedTitle, at }) =>
          html`<li class="row"><a class="subject" href="/items/${itemId}">${title}</a>
<span class="meta"><span>rule ${ruleId}</span> <span>${feedTitle}</span> ${timeTag(at, timezone)}</span></li>
`,
      )}</ul>`
}</section>`
}
