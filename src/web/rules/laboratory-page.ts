import { html } from 'hono/html'
import type { RuleSettings } from '../../config/settings.ts'
import type { RuleOverview } from '../../pipeline/list-rules.ts'
import type { RulePreview } from '../../pipeline/preview-rule.ts'
import { USUAL_DAYS } from '../../pipeline/try-query.ts'
import type { Markup } from '../pages/bare-page.ts'
import { choice } from '../pages/choice.ts'
import { layout } from '../pages/layout.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import { previewFragment } from './preview-fragment.ts'
import { TRIED_DAYS } from './rule-form.ts'
import { type SaveNotice, saveNotice } from './save-notice.ts'
import type { Takeover } from './takeover.ts'

export type LaboratoryPage = Takeover & {
  /** null: nothing was typed yet. */
  readonly preview: RulePreview | null
  readonly overview: RuleOverview | null
  readonly notice: SaveNotice
  readonly conceptNames: readonly string[]
}

/** A rule, and what it would match if it were written otherwise. Without its script the form is sent to see. */
export function laboratoryPage(page: LaboratoryPage, frame: PageFrame): Markup {
  const { rule, notice, file, preview } = page
  const title = rule === null ? 'New rule' : rule.title
  return layout(
    {
      title,
      section: 'rules',
      depth: 'beneath',
      refreshSeconds: null,
      scripts: ['laboratory.js'],
      ...(rule === null
        ? {}
        : { feed: { title: `Matches of ${rule.title}`, href: `/atom/rules/${rule.id}` } }),
    },
    frame,
    html`<h1>${title}</h1>
${rule === null ? html`<p class="note">See what a query would have matched before it becomes a rule.</p>` : facts(page, rule, frame)}
${saveNotice(notice, file)}
${draftForm(page, frame)}
<p id="laboratory-status" role="status" aria-live="polite"></p>
<div id="preview">${preview === null ? html`` : previewFragment({ ...page, preview }, frame)}</div>`,
  )
}

function facts(
  { overview, file }: LaboratoryPage,
  rule: RuleSettings,
  { timezone }: PageFrame,
): Markup {
  const subscriptions = overview?.subscriptionIds ?? []
  const lastAt = overview?.hits.lastAt ?? null
  return html`<dl class="facts">
<dt>Name</dt><dd><code>${rule.id}</code></dd>
<dt>Looks at</dt><dd>${rule.feedIds.size === 1 ? '1 feed' : `${rule.feedIds.size} feeds`}</dd>
<dt>Subscriptions</dt><dd>${
    subscriptions.length === 0
      ? html`<span class="state held">none: it alerts nobody</span>`
      : subscriptions.map(
          (id, index) =>
            html`${index === 0 ? '' : ', '}<a href="/alerts?subscription=@${id}">${id}</a> (<a href="/atom/subscriptions/${id}" type="application/atom+xml" aria-label="Atom feed of ${id}">Atom</a>)`,
        )
  }</dd>
<dt>Stories in 30 days</dt><dd>${overview?.hits.count ?? 0}${lastAt === null ? '' : html`, the last ${fullTimeTag(lastAt, timezone)}`}</dd>
<dt>For programs</dt><dd><a href="/atom/rules/${rule.id}" type="application/atom+xml">Atom feed</a>, <a href="/api/v1/matches?rule=${rule.id}" type="application/json">JSON</a></dd>
</dl>
${
  file.match === null || file.match.replaceAll('$${', '${') === rule.match
    ? html``
    : html`<div class="notice warn"><p><b>${file.name} says something else</b> than what is in force:</p><pre class="query"><code>${file.match}</code></pre></div>`
}`
}

function draftForm(
  { form, rule, preview, conceptNames }: LaboratoryPage,
  { csrfToken }: PageFrame,
): Markup {
  const action = rule === null ? '/rules/new' : `/rules/${rule.id}`
  const isInvalid = preview?.typed.kind === 'refused'
  const chosen = form.days ?? USUAL_DAYS
  return html`<form method="get" action="${action}" id="laboratory" class="card" data-preview="${action}/preview" data-csrf="${csrfToken}">
${
  rule === null
    ? html`<div class="filters"><div><label for="id">Name, for config.yaml</label><input id="id" name="id" value="${form.id}" autocomplete="off" maxlength="64" pattern="[A-Za-z0-9][A-Za-z0-9_\\-]*" title="Letters, digits, - and _"></div>
<div class="wide"><label for="title">Title</label><input id="title" name="title" value="${form.title}" autocomplete="off"></div>
<div class="wide"><label for="feeds">Feeds or #tags; empty for all</label><input id="feeds" name="feeds" value="${form.feeds.join(' ')}" autocomplete="off" spellcheck="false"></div></div>`
    : html``
}
<label for="match">Query</label>
<textarea id="match" name="match" rows="4" spellcheck="false" autocomplete="off" autocapitalize="off" aria-describedby="match-help"${isInvalid ? html` aria-invalid="true"` : html``}>${form.match}</textarea>
<p id="match-help" class="note">Words, "phrases", AND, OR, NOT, NEAR/5, title:word, word*, @concept, parentheses.${
    conceptNames.length === 0
      ? html``
      : html` Concepts: ${conceptNames.slice(0, MOST_CONCEPTS).map((name) => html`<code>@${name}</code> `)}${conceptNames.length > MOST_CONCEPTS ? '…' : ''}`
  }</p>
<div class="filters"><div><label for="days">Tried on</label><select id="days" name="days">${TRIED_DAYS.map((days) => choice(String(days), `${days} days`, String(chosen)))}</select></div>
<div class="actions"><button class="main">Try it</button>${rule === null || form.match === rule.match ? html`` : html` <a class="button" href="${action}">Back to the rule in force</a>`}</div></div>
</form>`
}

/** Names that are offered; more would be a wall. */
const MOST_CONCEPTS = 30
