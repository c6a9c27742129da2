import { html } from 'hono/html'
import type { RuleSaving } from '../../pipeline/save-rule.ts'
import type { Markup } from '../pages/bare-page.ts'
import type { RuleFile } from './rule-desk.ts'

/** What the page says of the last attempt to save. */
export type SaveNotice = RuleSaving | { readonly kind: 'none' } | { readonly kind: 'incomplete' }

export const NO_NOTICE: SaveNotice = { kind: 'none' }

export function saveNotice(notice: SaveNotice, file: RuleFile): Markup {
  switch (notice.kind) {
    case 'none':
      return html``
    case 'saved':
      return html`<div class="notice ok" role="status"><p><b>Saved, and in force.</b> The version before is <code>${notice.backup}</code>.</p></div>`
    case 'unchanged':
      return html`<div class="notice ok" role="status"><p><b>Nothing to save:</b> ${file.name} says the same already.</p></div>`
    case 'not-allowed':
      return failure(
        'Not saved',
        html`<p>The pages may not write ${file.name}: set <code>web.edit: true</code> there.</p>`,
      )
    case 'incomplete':
      return failure('Not saved', html`<p>A new rule needs a name and a query.</p>`)
    case 'changed':
      return failure(
        `${file.name} was changed meanwhile`,
        html`<p>Nothing was saved, so that nothing is lost.${file.match === null ? '' : ' For this rule it now says:'}</p>
${file.match === null ? html`` : html`<pre class="query"><code>${file.match}</code></pre>`}
<p>Save again to put your query in its place.</p>`,
      )
    case 'impossible':
      return failure(
        `Not saved: ${notice.reason}`,
        html`<p>You may change ${file.name} by hand; the lines to paste are below.</p>`,
      )
    case 'unwritable':
      return failure(
        `${file.name} cannot be written`,
        html`<p>${notice.reason}. Change it where it comes from; the lines to paste are below.</p>`,
      )
    case 'refused':
      return failure(
        `Not saved: ${file.name} would be refused with it`,
        html`<ul class="problems" role="list">${notice.problems.map(
          ({ message, hint, line, column, sourceLine }) =>
            html`<li class="problem-of-query error"><p><b>Error</b>${line === null ? '' : ` in line ${line}, column ${column ?? 1}`}: ${message}</p>
${sourceLine === null || sourceLine.trim() === '' ? html`` : html`<pre class="query"><code>${sourceLine.trim()}</code></pre>`}
${hint === null ? html`` : html`<p class="hint">${hint}</p>`}</li>
`,
        )}</ul>`,
      )
    default:
      return notice satisfies never
  }
}

function failure(title: string, body: Markup): Markup {
  return html`<div class="notice alarm" role="alert"><p><b>${title}</b></p>
${body}</div>`
}
