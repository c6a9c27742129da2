import { html } from 'hono/html'
import type { AlertDelivery, AlertView } from '../../pipeline/read-alerts.ts'
import { csrfField } from '../access/check-csrf.ts'
import type { Markup } from '../pages/bare-page.ts'
import { externalLink } from '../pages/external-link.ts'
import { layout } from '../pages/layout.ts'
import { messageBox } from '../pages/message-box.ts'
import { stateTag } from '../pages/state-tag.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import { audienceOf, KIND_WORDS } from './alert-words.ts'

/** What was just done about one of the deliveries. */
export type AlertNote =
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string }

/** One alert: what it says, to whom it went and how that ended, and what it tells. */
export function alertPage(view: AlertView, note: AlertNote | null, frame: PageFrame): Markup {
  const { alert } = view
  const title = alert.rendered?.subject ?? `Alert ${alert.id}`
  return layout(
    { title, section: 'alerts', depth: 'beneath', refreshSeconds: null, scripts: [] },
    frame,
    html`<p class="back"><a href="/alerts">← Alerts</a></p>
<h1>${title}</h1>
${note === null ? html`` : html`<p class="card" role="${note.kind === 'done' ? 'status' : 'alert'}">${note.text}</p>`}
<dl class="facts">
<dt>For</dt><dd>${audienceOf(alert.subscriptionId)}</dd>
<dt>Kind</dt><dd>${KIND_WORDS[alert.kind]}</dd>
<dt>Opened</dt><dd>${fullTimeTag(alert.createdAt, frame.timezone)}</dd>
<dt>Closed</dt><dd>${alert.sealedAt === null ? 'not yet: what matches may join it' : fullTimeTag(alert.sealedAt, frame.timezone)}</dd>
${alert.notice === null ? html`` : html`<dt>Notice</dt><dd>${alert.notice}</dd>`}
</dl>
${deliveriesSection(view, frame)}
${toldSection(view, frame)}
${messageSection(view)}`,
  )
}

function deliveriesSection({ alert, deliveries, isCut }: AlertView, frame: PageFrame): Markup {
  return html`<section aria-labelledby="deliveries"><h2 id="deliveries">Deliveries</h2>
<ul class="rows" role="list">${deliveries.map((delivery) => deliveryRow(alert.id, delivery, frame))}</ul>
${isCut ? html`<p class="note">Not all is shown. <code>policywatch ledger</code> has every row.</p>` : html``}
</section>`
}

function deliveryRow(alertId: number, delivery: AlertDelivery, frame: PageFrame): Markup {
  const { timezone } = frame
  const { to, state, reason, attempts, nextAttemptAt, finishedAt } = delivery
  return html`<li class="row" id="delivery-${delivery.id}">
<span class="subject">${to.name === '' ? to.address : `${to.name} <${to.address}>`}</span>
<span class="meta">${stateTag(state)}
${reason === null ? html`` : html`<span>${reason}</span>`}
${finishedAt === null ? html`` : html`<span>${fullTimeTag(finishedAt, timezone)}</span>`}
${nextAttemptAt === null ? html`` : html`<span>next attempt ${fullTimeTag(nextAttemptAt, timezone)}</span>`}</span>
<span class="meta"><span>Message-ID <code>${delivery.messageId}</code></span></span>
${
  attempts.length === 0
    ? html``
    : html`<details id="attempts-${delivery.id}"><summary>${delivery.attemptCount} ${delivery.attemptCount === 1 ? 'attempt' : 'attempts'}</summary>
<ol class="attempts" role="list">${attempts.map(
        ({ startedAt, outcome, response }) =>
          html`<li>${fullTimeTag(startedAt, timezone)}: ${outcome ?? 'under way'}${response === null ? html`` : html`. ${response}`}</li>
`,
      )}</ol></details>`
}
${resendForm(alertId, delivery, frame)}
</li>
`
}

function resendForm(alertId: number, { id, to, resend }: AlertDelivery, frame: PageFrame): Markup {
  if (resend.kind === 'not') return html`<p class="hint">Cannot be sent now: ${resend.reason}.</p>`
  const words = resend.kind === 'now' ? 'Send now' : 'Send once more'
  return html`<form method="post" action="/alerts/${alertId}/deliveries/${id}/resend">${csrfField(frame)}
<button aria-label="${words} to ${to.address}">${words}</button></form>`
}

function toldSection({ told }: AlertView, { timezone }: PageFrame): Markup {
  if (told.length === 0) return html``
  return html`<section aria-labelledby="told"><h2 id="told">What it tells</h2>
<ul class="rows" role="list">${told.map(
    ({ itemId, title, url, ruleId, feedTitle, at }) =>
      html`<li class="row"><a class="subject" href="/items/${itemId}">${title}</a>
<span class="meta">${
        ruleId === null
          ? html`<span>was edited</span>`
          : html`<span>rule <a href="/rules/${encodeURIComponent(ruleId)}">${ruleId}</a></span>
<a href="/items/${itemId}?rule=${encodeURIComponent(ruleId)}">why</a>`
      }
<span>${feedTitle}</span> ${fullTimeTag(at, timezone)} ${externalLink(url, 'source')}</span></li>
`,
  )}</ul></section>`
}

function messageSection({ alert: { id, rendered } }: AlertView): Markup {
  if (rendered === null) {
    return html`<section aria-labelledby="message"><h2 id="message">The e-mail</h2>
<p class="empty">It is written when it is about to be sent.</p></section>`
  }
  return html`<section aria-labelledby="message"><h2 id="message">The e-mail</h2>
<p class="note">As it was frozen; each address gets its own way to unsubscribe beneath it.</p>
<div class="message">${messageBox(`/alerts/${id}/html`)}
<details id="plain-text"><summary>Plain text</summary><pre class="text" tabindex="0">${rendered.text}</pre></details></div></section>`
}
