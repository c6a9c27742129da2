import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ConfigurationView } from '../../src/web/web-views.ts'
import { EMPTY_OVERVIEW, openWeb } from './open-web.ts'
import { AT, HOSTILE_ALERT, HOSTILE_LINE, HOSTILE_SUMMARY, SOUND_LINE } from './sample-views.ts'

describe('the overview', () => {
  it('says that all is well where it is', async () => {
    const web = await openWeb()

    const { body } = await web.get('/')

    expect(body).toContain('The configuration names no feed yet, and no mail is in trouble.')
    expect(body).toContain('No alert yet.')
  })

  it('shows who unsubscribed, and where the configuration still lists them', async () => {
    const optOut = {
      address: '<kim>@example.org',
      subscription: null,
      optedOutAt: AT,
      via: 'page',
      listedIn: ['desk', 'board'],
    } as const
    const status = { ...EMPTY_OVERVIEW.status, optOuts: [optOut] }
    const web = await openWeb({ overview: async () => ({ ...EMPTY_OVERVIEW, status }) })

    const { body } = await web.get('/')

    expect(body).toContain('&lt;kim&gt;@example.org: everything')
    expect(body).toContain('config.yaml still lists it in desk, board')
  })

  it('shows in a line when the database was backed up last, and why it is not any more', async () => {
    const since = AT
    const failure = { since, count: 3, reason: 'the <disk> is full', remedy: 'free some' }
    const backup = { schedule: '30 3 * * *', keep: 7, lastAt: AT, file: '/b.db', bytes: 51_100_000 }
    const views = [null, failure].map((found) => ({
      ...EMPTY_OVERVIEW,
      status: { ...EMPTY_OVERVIEW.status, backup: { ...backup, failure: found } },
    }))
    const webs = await Promise.all(
      views.map(async (view) => await openWeb({ overview: async () => view })),
    )

    const [well, failing] = await Promise.all(webs.map(async (web) => await web.get('/')))

    expect(well?.body).toMatch(/Last backup: <time[^>]*>[^<]*<\/time>, 51\.1 MB\./)
    expect(well?.body).not.toContain('Backups fail')
    expect(failing?.body).toMatch(/Backups fail since .*the &lt;disk&gt; is full\./)
  })

  it('shows what came, what waits for what reason, and what is new', async () => {
    const web = await openWeb({
      overview: async () => ({
        status: {
          ...EMPTY_OVERVIEW.status,
          alerts: { pending: 1, held: 2, uncertain: 3, failed: 4, sent: 5 },
          feeds: [HOSTILE_LINE, SOUND_LINE],
        },
        pause: { since: AT, reason: '12 MB are free' },
        day: { items: 41, stories: 30, matches: 6 },
        troubled: [
          {
            id: 3,
            alertId: 17,
            subscriptionId: null,
            address: 'ops@example.org',
            state: 'held',
            reason: 'quiet hours',
            nextAttemptAt: AT,
          },
        ],
        newestAlerts: [HOSTILE_SUMMARY],
        newestMatches: HOSTILE_ALERT.told,
      }),
    })

    const { body } = await web.get('/')

    expect(body).toContain('1 of 2 feeds has a problem, and some mail could not be delivered.')
    expect(body).toContain('<b>The disk is full, and no feed is polled</b>, since <time')
    expect(body).toMatch(/new items<\/a><\/dt><dd>41</)
    expect(body).toMatch(/held<\/a><\/dt><dd>2</)
    expect(body).toContain('href="/alerts/17#delivery-3">administrators → ops@example.org')
    expect(body).toMatch(
      /quiet hours<\/span>\s*<span>next <time datetime="2026-03-02T09:00:00.000Z"/,
    )
    expect(body).toContain('2 sent')
    expect(body).not.toMatch(/<script>|<img/)
  })

  it('answers 500 without details when it fails, and logs them', async () => {
    const web = await openWeb({ overview: () => Promise.reject(new Error('database is locked')) })

    const page = await web.get('/')

    expect(page.status).toBe(500)
    expect(page.body).not.toContain('locked')
    expect(web.logLines.join('')).toContain('database is locked')
  })
})

describe('every page', () => {
  it.each(['/', '/mail', '/nowhere', '/assets/style.css'])(
    '%s carries the security headers',
    async (target) => {
      const web = await openWeb()

      const { headers } = await web.get(target)

      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'x-frame-options': 'SAMEORIGIN',
      })
    },
  )

  it.each([
    ['POST', '/'],
    ['DELETE', '/overview'],
    ['PUT', '/mail'],
    ['PATCH', '/mail/some.eml/source'],
    ['OPTIONS', '/assets/style.css'],
    ['POST', '/healthz'],
  ])('answers 405 to %s %s and says what it takes', async (method, target) => {
    const web = await openWeb()

    const { status, headers } = await web.ask(method, target)

    expect(status).toBe(405)
    expect(headers['allow']).toBe('GET, HEAD')
  })

  it('answers HEAD as it does GET, and 404 to any method where there is none', async () => {
    const web = await openWeb()

    const head = await web.ask('HEAD', '/overview')
    const nowhere = await web.ask('POST', '/nowhere')

    expect([head.status, nowhere.status]).toEqual([200, 404])
  })

  it.each(['/', '/mail', '/feeds', '/alerts', '/config', '/nowhere'])(
    '%s holds no inline script or style',
    async (target) => {
      const web = await openWeb()

      const { body } = await web.get(target)

      expect(body).not.toMatch(/<script>|<style|style=|\son\w+=/)
    },
  )

  it('has a way past the navigation, and says which page it is', async () => {
    const web = await openWeb()

    const { body } = await web.get('/feeds')

    expect(body).toContain('<a class="skip" href="#main">')
    expect(body).toContain('<a href="/feeds" aria-current="page">Feeds</a>')
    expect(body).toContain('<h1>Feeds')
  })

  it('leads to no mailbox where a server takes the mail', async () => {
    const web = await openWeb({ hasMailbox: false })

    const { body } = await web.get('/')

    expect(body).not.toContain('href="/mail"')
  })

  it('says that a changed configuration is refused', async () => {
    const configuration = (): ConfigurationView => ({
      file: '/etc/config.yaml',
      revision: 'abc',
      appliedAt: AT,
      refused: { since: AT, problems: [] },
    })
    const web = await openWeb({ configuration })

    const { body } = await web.get('/mail')

    expect(body).toContain('The changed config.yaml is refused')
  })

  it('shows times in the zone of the configuration, with its name and the exact time', async () => {
    const web = await openWeb({
      timezone: 'Asia/Seoul',
      feeds: { list: async () => [SOUND_LINE], find: async () => null },
    })

    const { body } = await web.get('/feeds')

    expect(body).toContain(
      '<time datetime="2026-03-02T09:00:00.000Z" title="2026-03-02 09:00:00 UTC" data-shown="second">2 Mar, 18:00:00 GMT+9</time>',
    )
  })

  it('finds its style and script', async () => {
    const web = await openWeb()

    const style = await web.get('/assets/style.css')
    const script = await web.get('/assets/refresh.js')

    expect(style.headers['content-type']).toContain('text/css')
    expect(script.headers['content-type']).toContain('text/javascript')
  })
})

describe('startWeb', () => {
  it('says in words that the port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo

    const opening = openWeb({ port })

    await expect(opening).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port} (web.listen): another program has this port`,
    )
  })

  it('names the port that it took', async () => {
    const web = await openWeb({ port: 0 })

    expect(web.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+\/$/)
  })
})
