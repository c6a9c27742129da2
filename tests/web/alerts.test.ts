import { describe, expect, it } from 'vitest'
import type { ResendReport } from '../../src/pipeline/resend-delivery.ts'
import type { AlertFilter } from '../../src/store/alert-list.ts'
import { type Answer, cookieOf, csrfOf, fromHere, openWeb, post, type TestWeb } from './open-web.ts'
import { HOSTILE_ALERT, HOSTILE_SUMMARY } from './sample-views.ts'

type AlertsWeb = TestWeb & {
  readonly filters: readonly AlertFilter[]
  readonly resent: readonly string[]
}

async function openAlerts(report: ResendReport = { kind: 'due' }): Promise<AlertsWeb> {
  const filters: AlertFilter[] = []
  const resent: string[] = []
  const web = await openWeb({
    alerts: {
      list: async (filter) => {
        filters.push(filter)
        return { alerts: [HOSTILE_SUMMARY], olderThan: 17, subscriptions: [] }
      },
      find: async (id) => (id === 17 ? HOSTILE_ALERT : null),
      resend: async (alertId, deliveryId) => {
        resent.push(`${alertId}/${deliveryId}`)
        return report
      },
    },
  })
  return { ...web, filters, resent }
}

/** Presses the button of a delivery on the page of its alert. */
async function pressResend(web: TestWeb): Promise<Answer> {
  const page = await web.get('/alerts/17')
  const headers = { ...fromHere(web), cookie: cookieOf(page) }
  return await post(web, '/alerts/17/deliveries/3/resend', { csrf: csrfOf(page) }, headers)
}

describe('the list of alerts', () => {
  it('says that there is none where there is none', async () => {
    const web = await openWeb()

    const { body } = await web.get('/alerts')

    expect(body).toContain('No alert yet.')
  })

  it('shows what became of each, and leads on to older ones', async () => {
    const web = await openAlerts()

    const { body } = await web.get('/alerts?state=failed')

    expect(body).toContain('<span class="state sent">2 sent</span>')
    expect(body).toContain('href="/alerts?state=failed&amp;before=17"')
    expect(body).not.toMatch(/<script>|<img/)
  })

  it.each([
    ['', { state: null, audience: { kind: 'all' }, before: null }],
    ['?state=held', { state: 'held', audience: { kind: 'all' }, before: null }],
    ['?state=x&before=x', { state: null, audience: { kind: 'all' }, before: null }],
    [
      '?subscription=administrators&before=9',
      { state: null, audience: { kind: 'administrators' }, before: 9 },
    ],
    [
      '?subscription=%40administrators',
      { state: null, audience: { kind: 'subscription', id: 'administrators' }, before: null },
    ],
  ])('takes %j for a filter', async (query, filter) => {
    const web = await openAlerts()

    await web.get(`/alerts${query}`)

    expect(web.filters).toEqual([filter])
  })
})

describe('the page of an alert', () => {
  it('shows its e-mail, its deliveries and what it tells, and nothing of them as markup', async () => {
    const web = await openAlerts()

    const { body } = await web.get('/alerts/17')

    expect(body).toContain('&lt;a.17@example.org&gt;')
    expect(body).toContain('<summary>1 attempt</summary>')
    expect(body).toContain('src="/alerts/17/html"')
    expect(body).toContain('href="/items/7?rule=smr"')
    expect(body).toContain('Cannot be sent now: the address has unsubscribed.')
    expect(body).not.toMatch(/<script>|<img|href="javascript:/)
  })

  it('shows the e-mail in a box that can do nothing', async () => {
    const web = await openAlerts()

    const box = await web.get('/alerts/17/html')

    expect(box.headers['content-security-policy']).toContain('sandbox')
    expect(box.body).toContain('<base target="_blank">')
  })

  it.each(['/alerts/18', '/alerts/x', '/alerts/18/html', '/alerts/0'])(
    'is not there for %s',
    async (target) => {
      const web = await openAlerts()

      const page = await web.get(target)

      expect(page.status).toBe(404)
    },
  )
})

describe('sending once more', () => {
  it('makes a delivery due, and says so on the page', async () => {
    const web = await openAlerts()

    const answer = await pressResend(web)
    const page = await web.get('/alerts/17?done=due')

    expect(web.resent).toEqual(['17/3'])
    expect(answer).toMatchObject({
      status: 303,
      headers: { location: '/alerts/17?done=due#delivery-3' },
    })
    expect(page.body).toContain('It is due now and goes out next.')
  })

  it('tells what became of a message that was handed over once more', async () => {
    const result = { kind: 'refused', code: 550, response: '550 no', isPermanent: true } as const
    const web = await openAlerts({ kind: 'repeated', result })

    const answer = await pressResend(web)
    const page = await web.get('/alerts/17?done=refused')

    expect(answer.headers['location']).toBe('/alerts/17?done=refused#delivery-3')
    expect(page.body).toContain('and refused; its last attempt says why.')
  })

  it('says why it was not done', async () => {
    const web = await openAlerts({ kind: 'not', reason: 'the address has unsubscribed' })

    const answer = await pressResend(web)

    expect(answer.status).toBe(409)
    expect(answer.body).toContain('Not sent: the address has unsubscribed.')
  })

  it('is not done without the token of the page', async () => {
    const web = await openAlerts()

    const answer = await post(web, '/alerts/17/deliveries/3/resend', {}, fromHere(web))

    expect(answer.status).toBe(403)
    expect(web.resent).toEqual([])
  })

  it('shows no words that an address puts there', async () => {
    const web = await openAlerts()

    const { body } = await web.get('/alerts/17?done=constructor')

    expect(body).not.toContain('role="status"')
  })
})
