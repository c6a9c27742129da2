import type { SendResult } from '../../core/alert/send-result.ts'
import { assertNever } from '../../core/assert-never.ts'
import { subscriptionIdOf } from '../../core/ids.ts'
import type { AlertFilter } from '../../store/alert-list.ts'
import { DELIVERY_STATES } from '../../store/deliveries.ts'
import { messageFrame } from '../pages/message-box.ts'
import { FRAME_POLICY } from '../security-headers.ts'
import type { WebApp, WebContext } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { type AlertNote, alertPage } from './alert-page.ts'
import { alertsPage } from './alerts-page.ts'

/** The alerts: what was sent to whom, and sending it once more. */
export function addAlerts(app: WebApp, { alerts }: Pick<WebViews, 'alerts'>): void {
  app.get('/alerts', async (context) => {
    const filter = readFilter(context)
    return await context.html(alertsPage(await alerts.list(filter), filter, context.var.frame))
  })

  const show = async (
    context: WebContext,
    note: AlertNote | null,
    status: 200 | 409,
  ): Promise<Response> => {
    const id = readId(context.req.param('id'))
    const view = id === null ? null : await alerts.find(id)
    if (view === null) return await context.notFound()
    return await context.html(alertPage(view, note, context.var.frame), status)
  }
  app.get('/alerts/:id', async (context) => {
    const note = NOTES.get(context.req.query('done') ?? '') ?? null
    return await show(context, note === null ? null : { kind: 'done', text: note }, 200)
  })
  app.get('/alerts/:id/html', async (context) => {
    const id = readId(context.req.param('id'))
    const view = id === null ? null : await alerts.find(id)
    if (view === null || view.alert.rendered === null) return await context.notFound()
    return await context.html(messageFrame(view.alert.rendered.html), 200, {
      'content-security-policy': FRAME_POLICY,
    })
  })

  app.post('/alerts/:id/deliveries/:delivery/resend', async (context) => {
    const [alertId, deliveryId] = [
      readId(context.req.param('id')),
      readId(context.req.param('delivery')),
    ]
    if (alertId === null || deliveryId === null) return await context.notFound()
    const report = await alerts.resend(alertId, deliveryId)
    switch (report.kind) {
      case 'unknown':
        return await context.notFound()
      case 'not':
        return await show(context, { kind: 'refused', text: `Not sent: ${report.reason}.` }, 409)
      case 'due':
        return context.redirect(`/alerts/${alertId}?done=due#delivery-${deliveryId}`, 303)
      case 'repeated': {
        const done = report.result.kind
        return context.redirect(`/alerts/${alertId}?done=${done}#delivery-${deliveryId}`, 303)
      }
      default:
        return assertNever(report)
    }
  })
}

/** What is said after a form was taken; the address of the page names one of these, so that nobody else can put words here. */
const NOTES: ReadonlyMap<string, string> = new Map<'due' | SendResult['kind'], string>([
  ['due', 'It is due now and goes out next. Reload the page to see how it went.'],
  ['accepted', 'It was handed over once more, and taken.'],
  ['refused', 'It was handed over once more, and refused; its last attempt says why.'],
  ['unreachable', 'It could not be handed over once more; its last attempt says why.'],
  [
    'uncertain',
    'It was handed over once more, and may have been taken; its last attempt says more.',
  ],
])

function readFilter(context: WebContext): AlertFilter {
  const state = DELIVERY_STATES.find((each) => each === context.req.query('state')) ?? null
  const audience = readAudience(context.req.query('subscription') ?? '')
  return { state, audience, before: readId(context.req.query('before')) }
}

function readAudience(text: string): AlertFilter['audience'] {
  if (text === 'administrators') return { kind: 'administrators' }
  if (!text.startsWith('@')) return { kind: 'all' }
  return { kind: 'subscription', id: subscriptionIdOf(text.slice(1)) }
}

/** null for what is no id of a row. */
function readId(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}
