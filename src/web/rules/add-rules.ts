import { html } from 'hono/html'
import { ruleIdOf } from '../../core/ids.ts'
import type { RuleDraft } from '../../pipeline/preview-rule.ts'
import { USUAL_DAYS } from '../../pipeline/try-query.ts'
import { type Markup, messagePage } from '../pages/bare-page.ts'
import type { WebApp, WebContext } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { laboratoryPage } from './laboratory-page.ts'
import { notYetPage } from './not-yet-page.ts'
import { previewFragment } from './preview-fragment.ts'
import { type RuleForm, readRuleForm } from './rule-form.ts'
import { rulesPage } from './rules-page.ts'
import { saveForm } from './save-form.ts'
import { NO_NOTICE, type SaveNotice } from './save-notice.ts'

type Views = Pick<WebViews, 'rules' | 'site'>

/**
 * Rules: what each brought lately, and the laboratory, which tries a query against what is stored before it counts. A rule that
 * is called "new" has no page of its own; its query can be tried as that of a new one.
 */
export function addRules(app: WebApp, views: Views): void {
  const { rules } = views
  app.get('/rules', async (context) => {
    const page = rulesPage(await rules.list(), await rules.hygiene(), context.var.frame)
    return context.html(page)
  })
  app.get('/rules/new', async (context) => await showNew(context, views))
  app.post('/rules/new', async (context) => await save(context, views, null))
  app.get('/rules/new/preview', async (context) => await showPreview(context, views, null))
  app.post('/rules/new/preview', async (context) => await showPreview(context, views, null))
  app.get('/rules/:id', async (context) => await showRule(context, views))
  app.post('/rules/:id', async (context) => await save(context, views, context.req.param('id')))
  app.on(
    ['GET', 'POST'],
    '/rules/:id/preview',
    async (context) => await showPreview(context, views, context.req.param('id')),
  )
}

async function showNew(context: WebContext, views: Views): Promise<Response> {
  const form = readRuleForm(context.req.query())
  return await showLaboratory(context, views, { form, ruleId: null, notice: NO_NOTICE })
}

async function showRule(context: WebContext, views: Views): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const rule = views.rules.find(id)
  if (rule === null) {
    const file = await views.rules.readFile(id)
    if (file.match === null) {
      return context.html(messagePage('No rule of this name is in force', noRule(id)), 404)
    }
    return context.html(notYetPage(id, file, context.var.frame))
  }
  const asked = context.req.query()
  const given = readRuleForm(asked)
  const form = asked['match'] === undefined ? { ...given, match: rule.match } : given
  const saved = asked['saved'] ?? ''
  const notice: SaveNotice =
    /^[\w.-]{1,120}$/.test(saved) && form.match === rule.match
      ? { kind: 'saved', backup: saved }
      : NO_NOTICE
  return await showLaboratory(context, views, { form, ruleId: id, notice })
}

type Laboratory = {
  readonly form: RuleForm
  /** null: a new rule. */
  readonly ruleId: string | null
  readonly notice: SaveNotice
}

async function showLaboratory(
  context: WebContext,
  views: Views,
  { form, ruleId, notice }: Laboratory,
  status: 200 | 403 | 409 | 422 | 500 = 200,
): Promise<Response> {
  const { rules, site } = views
  const preview =
    form.match === '' ? null : await rules.preview(draftOf(form, ruleId), context.req.raw.signal)
  const page = {
    form,
    rule: ruleId === null ? null : rules.find(ruleId),
    overview:
      ruleId === null
        ? null
        : ((await rules.list()).find(({ rule }) => rule.id === ruleId) ?? null),
    file: await rules.readFile(ruleId),
    preview,
    notice,
    mayEdit: site().mayEdit,
    conceptNames: rules.conceptNames(),
  }
  return context.html(laboratoryPage(page, context.var.frame), status)
}

/** What the script on the page puts below the form while one types. */
async function showPreview(
  context: WebContext,
  { rules, site }: Views,
  id: string | null,
): Promise<Response> {
  if (id !== null && rules.find(id) === null) return await context.notFound()
  const sent = context.req.method === 'GET' ? context.req.query() : await context.req.parseBody()
  const form = readRuleForm(sent)
  if (form.match === '') return context.html('')
  const preview = await rules.preview(draftOf(form, id), context.req.raw.signal)
  const file = await rules.readFile(id)
  const rule = id === null ? null : rules.find(id)
  return context.html(
    previewFragment({ form, rule, preview, file, mayEdit: site().mayEdit }, context.var.frame),
  )
}

async function save(context: WebContext, views: Views, id: string | null): Promise<Response> {
  if (!views.site().mayEdit) {
    return context.html(messagePage('The pages may not write config.yaml', NOT_ALLOWED), 403)
  }
  if (id !== null && views.rules.find(id) === null) return await context.notFound()
  const sent = await context.req.parseBody()
  const form = readRuleForm(sent)
  const fingerprint = typeof sent['fingerprint'] === 'string' ? sent['fingerprint'] : ''
  const notice = await saveForm(views.rules, form, id, fingerprint)
  const savedId = id ?? form.id
  if (notice.kind === 'saved') {
    const isInForce = await views.rules.whenInForce({ id: savedId, match: form.match })
    const saved = isInForce ? `?saved=${encodeURIComponent(notice.backup)}` : ''
    return context.redirect(`/rules/${encodeURIComponent(savedId)}${saved}`, 303)
  }
  return await showLaboratory(context, views, { form, ruleId: id, notice }, statusOf(notice))
}

/** What it hit stays when a rule is taken out of the configuration, and so do the links to it. */
function noRule(id: string): Markup {
  return html`<p>config.yaml has no rule <code>${id}</code>. If it once had, what the rule hit is <a href="/api/v1/matches?rule=${encodeURIComponent(id)}">among the matches</a> (JSON). Those that are in force are <a href="/rules">on the page of rules</a>.</p>`
}

const NOT_ALLOWED = html`<p>Set <code>web.edit: true</code> in config.yaml to let them, or change the file by hand.</p>`

function statusOf({ kind }: SaveNotice): 200 | 403 | 409 | 422 | 500 {
  if (kind === 'changed') return 409
  if (kind === 'unwritable') return 500
  if (kind === 'not-allowed') return 403
  return kind === 'refused' || kind === 'impossible' || kind === 'incomplete' ? 422 : 200
}

function draftOf({ match, feeds, days }: RuleForm, ruleId: string | null): RuleDraft {
  return {
    ruleId: ruleId === null ? null : ruleIdOf(ruleId),
    match,
    feeds: ruleId === null ? feeds : [],
    days: days ?? USUAL_DAYS,
  }
}
