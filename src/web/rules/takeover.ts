import { html } from 'hono/html'
import type { RuleSettings } from '../../config/settings.ts'
import { writeRule } from '../../config/write-rule.ts'
import { csrfField } from '../access/check-csrf.ts'
import type { Markup } from '../pages/bare-page.ts'
import type { PageFrame } from '../web-app.ts'
import type { RuleFile } from './rule-desk.ts'
import type { RuleForm } from './rule-form.ts'

export type Takeover = {
  readonly form: RuleForm
  /** The rule in force; null: a new one. */
  readonly rule: RuleSettings | null
  readonly file: RuleFile
  readonly mayEdit: boolean
}

/** How the query comes into config.yaml: by a button, where the pages may write it, else by hand. */
export function takeover(page: Takeover, frame: PageFrame): Markup {
  const { form, rule, file, mayEdit } = page
  if (rule !== null && rule.match === form.match && file.match === rule.match) {
    return html`<p class="note">This is the query in force.</p>`
  }
  const id = rule === null ? form.id : rule.id
  const entry = writeRule(
    {
      id: id === '' ? 'name-of-the-rule' : id,
      title: rule !== null || form.title === '' ? null : form.title,
      match: form.match.replaceAll(/\$(?=\{)/g, () => '$$'),
      feeds: rule === null ? form.feeds : [],
    },
    { column: 2, newline: '\n' },
  )
  return html`<section aria-labelledby="takeover"><h3 id="takeover">Take it over</h3>
${mayEdit ? saveForm(page, frame) : html``}
<p>${rule === null ? html`Below <code>rules</code> in ${file.name}${mayEdit ? ', if you would rather do it by hand' : ''}:` : html`For <code>rules</code> in ${file.name}${mayEdit ? ', if you would rather do it by hand' : ''}, in place of the query that stands there:`}</p>
<pre class="yaml" id="yaml" tabindex="0" role="region" aria-label="Lines for ${file.name}"><code>${entry}</code></pre>
<p class="actions"><button type="button" class="copy" data-copy="yaml" hidden>Copy</button></p>
${mayEdit ? html`` : html`<p class="note">With <code>web.edit: true</code> this page saves it by itself.</p>`}
${rule === null ? html`<p class="note">A subscription takes the rule when it names it in its own <code>rules</code>, or takes all.</p>` : html``}
</section>`
}

function saveForm({ form, rule, file }: Takeover, frame: PageFrame): Markup {
  if (file.fingerprint === null) {
    return html`<p class="state failed">${file.name} cannot be read, so nothing can be saved.</p>`
  }
  if (rule === null && form.id === '') {
    return html`<p class="note">Give the rule a name to save it.</p>`
  }
  const fields =
    rule === null
      ? html`<input type="hidden" name="id" value="${form.id}"><input type="hidden" name="title" value="${form.title}"><input type="hidden" name="feeds" value="${form.feeds.join(' ')}">`
      : html``
  return html`<form method="post" action="/rules/${rule === null ? 'new' : rule.id}" class="save">${csrfField(frame)}
<input type="hidden" name="fingerprint" value="${file.fingerprint}"><input type="hidden" name="match" value="${form.match}"><input type="hidden" name="days" value="${form.days ?? ''}">${fields}
<button class="main">Save into ${file.name}</button></form>`
}
