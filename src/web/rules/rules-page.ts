import { html } from 'hono/html'
import type { HygieneFinding } from '../../pipeline/hygiene-finding.ts'
import type { RuleOverview } from '../../pipeline/list-rules.ts'
import type { Hygiene } from '../../pipeline/read-hygiene.ts'
import type { Markup } from '../pages/bare-page.ts'
import { layout } from '../pages/layout.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'

/** All rules in force, with what each brought lately. */
export function rulesPage(
  rules: readonly RuleOverview[],
  { findings }: Hygiene,
  frame: PageFrame,
): Markup {
  const ids = new Set<string>(rules.map(({ rule }) => rule.id))
  const ofRules = Map.groupBy(
    findings.filter(({ kind }) => OF_RULES.includes(kind)),
    ({ subject }) => subject,
  )
  const others = findings.filter(
    ({ kind, subject }) => !OF_RULES.includes(kind) || !ids.has(subject),
  )
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
<tbody>${rules.map((rule) => ruleRow(rule, ofRules.get(rule.rule.id) ?? [], frame))}</tbody></table></div>`
}
${tidyingSection(others)}`,
  )
}

/** What is found of rules stands in their rows. */
const OF_RULES: readonly HygieneFinding['kind'][] = [
  'never-hit',
  'too-loud',
  'covered',
  'untaken-rule',
]

function tidyingSection(findings: readonly HygieneFinding[]): Markup {
  if (findings.length === 0) return html``
  return html`<section aria-labelledby="tidying"><h2 id="tidying">What else may be tidied up</h2>
<ul class="rows" role="list">${findings.map(
    ({ subject, message, hint }) =>
      html`<li class="row"><span class="subject">${subject}</span> <span>${message}</span> <span class="hint">${hint}</span></li>
`,
  )}</ul></section>`
}

function ruleRow(
  { rule, hits, subscriptionIds }: RuleOverview,
  findings: readonly HygieneFinding[],
  { timezone }: PageFrame,
): Markup {
  return html`<tr><th scope="row"><a href="/rules/${rule.id}">${rule.title}</a>${rule.title === rule.id ? html`` : html` <span class="id">${rule.id}</span>`}<br><code class="query-line">${rule.match}</code>${findings.map(({ message, hint }) => html`<p class="finding"><span class="state held">${message}</span> <span class="hint">${hint}</span></p>`)}</th>
<td class="number" data-label="Stories in 30 days">${hits.count}</td>
<td data-label="Last hit">${hits.lastAt === null ? 'none stored' : fullTimeTag(hits.lastAt, timezone)}</td>
<td data-label="Subscriptions">${subscriptionIds.length === 0 ? html`<span class="state held">none: it alerts nobody</span>` : subscriptionIds.join(', ')}</td></tr>
`
}
