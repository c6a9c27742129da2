import { html } from 'hono/html'
import type { AlertsView } from '../../pipeline/read-alerts.ts'
import type { AlertFilter, AlertSummary, Audience } from '../../store/alert-list.ts'
import { DELIVERY_STATES } from '../../store/deliveries.ts'
import type { Markup } from '../pages/bare-page.ts'
import { choice } from '../pages/choice.ts'
import { layout } from '../pages/layout.ts'
import { stateTag } from '../pages/state-tag.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import { audienceOf, KIND_WORDS } from './alert-words.ts'

const REFRESH_SECONDS = 30

/** Every alert, the newest first, with what became of it. */
export function alertsPage(view: AlertsView, filter: AlertFilter, frame: PageFrame): Markup {
  const { alerts, olderThan } = view
  return layout(
    {
      title: 'Alerts',
      section: 'alerts',
      depth: 'index',
      refreshSeconds: filter.before === null ? REFRESH_SECONDS : null,
      scripts: [],
    },
    frame,
    html`<h1>Alerts</h1>
${filterForm(view, filter)}
${
  alerts.length === 0
    ? html`<p class="empty">${isFiltered(filter) ? 'No alert is like that.' : 'No alert yet.'}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Alerts"><table class="cards">
<thead><tr><th scope="col">Alert</th><th scope="col">For</th><th scope="col">Kind</th><th scope="col" class="number">Matches</th><th scope="col">Deliveries</th><th scope="col">Opened</th></tr></thead>
<tbody>${alerts.map((alert) => alertRow(alert, frame.timezone))}</tbody>
</table></div>`
}
<nav class="pager" aria-label="Older and newer alerts">
${filter.before === null ? html`` : html`<a href="/alerts${queryOf(filter, null)}">The newest</a>`}
${olderThan === null ? html`` : html`<a href="/alerts${queryOf(filter, olderThan)}">Older</a>`}
</nav>`,
  )
}

function filterForm({ subscriptions }: AlertsView, { state, audience }: AlertFilter): Markup {
  const chosen = audienceValue(audience)
  return html`<form method="get" action="/alerts" class="filters">
<div><label for="state">With a delivery that is</label>
<select id="state" name="state">${choice('', 'in any state', state ?? '')}${DELIVERY_STATES.map((each) => choice(each, each, state))}</select></div>
<div><label for="subscription">For</label>
<select id="subscription" name="subscription">${choice('', 'everybody', chosen)}${choice('administrators', 'the administrators', chosen)}${subscriptions.map((id) => choice(`@${id}`, id, chosen))}</select></div>
<button>Show</button>
</form>`
}

function alertRow(alert: AlertSummary, timezone: string): Markup {
  return html`<tr><th scope="row"><a href="/alerts/${alert.id}">${alert.subject ?? '(not yet written)'}</a></th>
<td data-label="For">${audienceOf(alert.subscriptionId)}</td>
<td data-label="Kind">${KIND_WORDS[alert.kind]}</td>
<td data-label="Matches" class="number">${alert.matchCount}</td>
<td data-label="Deliveries">${stateCounts(alert)}</td>
<td data-label="Opened">${fullTimeTag(alert.createdAt, timezone)}</td></tr>
`
}

/** `2 sent, 1 failed`. */
export function stateCounts({ states }: Pick<AlertSummary, 'states'>): Markup {
  const known = DELIVERY_STATES.filter((state) => states.has(state))
  return html`${known.map(
    (state, index) =>
      html`${index === 0 ? '' : ', '}${stateTag(state, `${states.get(state)} ${state}`)}`,
  )}`
}

function isFiltered({ state, audience, before }: AlertFilter): boolean {
  return state !== null || audience.kind !== 'all' || before !== null
}

function queryOf({ state, audience }: AlertFilter, before: number | null): string {
  const query = new URLSearchParams()
  if (state !== null) query.set('state', state)
  if (audience.kind !== 'all') query.set('subscription', audienceValue(audience))
  if (before !== null) query.set('before', `${before}`)
  return query.size === 0 ? '' : `?${query}`
}

/** As the address of the page has it. */
function audienceValue(audience: Audience): string {
  switch (audience.kind) {
    case 'all':
      return ''
    case 'administrators':
      return audience.kind
    case 'subscription':
      return `@${audience.id}`
  }
}
