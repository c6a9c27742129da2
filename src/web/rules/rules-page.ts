import { html } from 'hono/html'
import type { RuleOverview } from '../../pipeline/list-rules.ts'
import type { Markup } from '../pages/bare-page.ts'
import { layout } from '../pages/layout.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'

/** All rules in force, with what each brought lately. */
export function rulesPage(rules: readonly RuleOverview[], frame: PageFrame): Markup {
  return layout(
    { title: 'Rules', section: 'rules', depth: 'index', refreshSeconds: null, scripts: [] },
    frame,
    html`<h1>Rules <span class="count">${rules.length}</span></h1>
<p class="actions"><a class="button" href="/rules/new">Try a new rule</a></p>
${
  rules.length === 0
    ? html`<p class="empty">There are no rules yet. Try a query; the page gives the lines for config.yaml.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Rules"><table class="cards">
<thead><tr><th scope="col">Rule</th><th scope="col" class="number">Stories in 30 days</th><th scope="col">Last hit</th><th scope="col">Subscriptions</th></tr></thead>
<tbody>${rules.map((rule) => ruleRow(rule, frame))}</tbody></table></div>`
}`,
  )
}

function ruleRow({ rule, hits, subscriptionIds }: RuleOverview, { timezone }: PageFrame): Markup {
  return html`<tr><th scope="row"><a href="/rules/${rule.id}">${rule.title}</a>${rule.title === rule.id ? html`` : html` <span class="id">${rule.id}</span>`}<br><code class="query-line">${rule.match}</code></th>
<td class="number" data-label="Stories in 30 days">${hits.count}</td>
<td data-label="Last hit">${hits.lastAt === null ? 'never' : fullTimeTag(hits.lastAt, timezone)}</td>
<td data-label="Subscriptions">${subscriptionIds.length === 0 ? html`<span class="state held">none: it alerts nobody</span>` : subscriptionIds.join(', ')}</td></tr>
`
}
