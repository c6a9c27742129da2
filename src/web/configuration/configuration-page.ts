import { html } from 'hono/html'
import type { SettingsEntry, SettingsSection } from '../../config/describe-settings.ts'
import type { Diagnostic } from '../../core/diagnostic.ts'
import type { Markup } from '../pages/bare-page.ts'
import { layout } from '../pages/layout.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import type { ConfigurationView } from '../web-views.ts'

type ConfigurationPageView = ConfigurationView & {
  readonly sections: readonly SettingsSection[]
  readonly mayEdit: boolean
}

/** What is in force, value by value, and what is wrong with what the file says by now. */
export function configurationPage(view: ConfigurationPageView, frame: PageFrame): Markup {
  const { file, revision, appliedAt, sections, mayEdit } = view
  return layout(
    {
      title: 'Configuration',
      section: 'config',
      depth: 'index',
      refreshSeconds: null,
      scripts: [],
    },
    frame,
    html`<h1>Configuration</h1>
<dl class="facts">
<dt>File</dt><dd><code>${file}</code></dd>
<dt>Revision in force</dt><dd><code>${revision.slice(0, 12)}</code>, since ${fullTimeTag(appliedAt, frame.timezone)}</dd>
<dt>Editing here</dt><dd>${mayEdit ? 'on: rules can be saved into the file' : html`off; <code>web.edit: true</code> lets rules be saved into the file`}</dd>
</dl>
${problemsSection(view, frame.timezone)}
<p class="note">Every value that is in force, defaults filled in. Secrets are masked.</p>
${sections.map(sectionOf)}`,
  )
}

function problemsSection({ refused }: ConfigurationView, timezone: string): Markup {
  if (refused === null) return html``
  return html`<section aria-labelledby="problems"><h2 id="problems">Why the file is refused</h2>
<p>Since ${fullTimeTag(refused.since, timezone)}. Nothing of it is in force; what is shown below is.</p>
<ol class="rows" role="list">${refused.problems.map(problemRow)}</ol></section>`
}

function problemRow(problem: Diagnostic): Markup {
  const { severity, code, message, hint, path, line, column, sourceLine } = problem
  const place = line === null ? '' : `line ${line}${column === null ? '' : `, column ${column}`}`
  return html`<li class="row"><span class="subject">${message}</span>
<span class="meta"><span class="state ${severity === 'error' ? 'failed' : 'held'}">${severity}</span> <code>${code}</code>
${place === '' ? html`` : html`<span>${place}</span>`} ${path === '' ? html`` : html`<code>${path}</code>`}</span>
${sourceLine === null ? html`` : html`<pre class="source" tabindex="0">${sourceLine}</pre>`}
${hint === null ? html`` : html`<p class="hint">Hint: ${hint}</p>`}</li>
`
}

function sectionOf({ key, entries }: SettingsSection): Markup {
  const isSingle = entries.length === 1 && entries[0]?.id === null
  const count = isSingle ? html`` : html` <span class="count">${entries.length}</span>`
  return html`<section aria-labelledby="section-${key}"><h2 id="section-${key}">${key}${count}</h2>
${entries.map((entry) => entryOf(key, entry))}</section>
`
}

function entryOf(key: string, { id, values }: SettingsEntry): Markup {
  const facts = html`<dl class="facts">${values.map(
    (each) => html`<dt>${each.key}</dt><dd>${each.value}</dd>
`,
  )}</dl>`
  return id === null
    ? html`<div class="card">${facts}</div>`
    : html`<details class="card" id="${key}-${id}"><summary>${id}</summary>${facts}</details>
`
}
