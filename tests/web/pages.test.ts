import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Timestamp } from '../../src/core/time.ts'
import { EMPTY_STATUS, openWeb } from './open-web.ts'

const at = (text: string): Timestamp => text as Timestamp

describe('the overview', () => {
  it('shows who unsubscribed, and where the configuration still lists them', async () => {
    const optedOutAt = at('2026-03-02T09:00:00.000Z')
    const web = await openWeb({
      status: async () => ({
        ...EMPTY_STATUS,
        optOuts: [
          {
            address: '<kim>@example.org',
            subscription: null,
            optedOutAt,
            via: 'page',
            listedIn: ['desk', 'board'],
          },
        ],
      }),
    })

    const { body } = await web.get('/')

    expect(body).toContain('&lt;kim&gt;@example.org: everything')
    expect(body).toContain('config.yaml still lists it in desk, board')
  })

  it('shows feeds with what is the matter, counts and recent alerts', async () => {
    const web = await openWeb({
      status: async () => ({
        ...EMPTY_STATUS,
        alerts: { pending: 1, held: 2, uncertain: 3, failed: 4, sent: 5 },
        feeds: [
          {
            id: 'motir',
            title: '<b>산업통상부</b>',
            url: 'https://example.org/feed',
            health: 'failing',
            problem: '503 four times in a row',
            conditions: [],
            itemCount: 41,
            movedTo: null,
            lastNewsAt: null,
            lastPollAt: at('2026-03-02T09:00:00.000Z'),
            nextPollAt: null,
          },
        ],
        recentAlerts: [
          {
            at: at('2026-03-02T09:00:05.000Z'),
            subscription: 'energy-desk',
            address: 'energy@example.org',
            subject: 'Two reactors',
            state: 'failed',
            reason: '550 no such user',
            nextAttemptAt: null,
          },
          {
            at: at('2026-03-02T09:00:05.000Z'),
            subscription: 'energy-desk',
            address: 'energy@example.org',
            subject: 'Three reactors',
            state: 'held',
            reason: 'quiet hours',
            nextAttemptAt: at('2026-03-02T22:00:00.000Z'),
          },
        ],
      }),
    })

    const { body } = await web.get('/')

    expect(body).toContain('&lt;b&gt;산업통상부&lt;/b&gt;')
    expect(body).toContain('503 four times in a row')
    expect(body).toMatch(/<dt>held<\/dt><dd>2<\/dd>/)
    expect(body).toContain('550 no such user')
    expect(body).toMatch(/quiet hours<\/span> <span>next <time datetime="2026-03-02T22:00:00.000Z"/)
  })

  it('answers 500 without details when it fails, and logs them', async () => {
    const web = await openWeb({ status: () => Promise.reject(new Error('database is locked')) })

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

  it('holds no inline script or style', async () => {
    const web = await openWeb()

    const { body } = await web.get('/mail')

    expect(body).not.toMatch(/<script>|<style|style=|\son\w+=/)
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
