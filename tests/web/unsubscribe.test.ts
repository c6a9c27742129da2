import { describe, expect, it } from 'vitest'
import type { UnsubscribeWish, Unsubscribing } from '../../src/pipeline/unsubscribe.ts'
import type { UnsubscribeDesk } from '../../src/web/web-views.ts'
import { type Answer, openWeb, type TestWeb } from './open-web.ts'

const TOKEN = 'ZW5lcmd5.c2lnbmF0dXJl'
const PAGE = `/unsubscribe/${TOKEN}`
const KIM: Unsubscribing = {
  address: 'kim@example.org',
  subscription: 'energy',
  stopped: 'nothing',
}

type TestDesk = UnsubscribeDesk & { readonly wishes: readonly UnsubscribeWish[] }

/** Knows one link, and remembers what was wished. */
function openDesk(view: Unsubscribing = KIM): TestDesk {
  const wishes: UnsubscribeWish[] = []
  const after = { 'stop-subscription': 'subscription', 'stop-everything': 'everything' } as const
  return {
    wishes,
    find: async (token) => (token === TOKEN ? view : null),
    record: async (token, wish): Promise<Unsubscribing | null> => {
      if (token !== TOKEN) return null
      wishes.push(wish)
      return { ...view, stopped: wish.kind === 'resume' ? 'nothing' : after[wish.kind] }
    },
  }
}

const broken: UnsubscribeDesk = {
  find: async () => await Promise.reject(new Error('database disk image is malformed')),
  record: async () => await Promise.reject(new Error('database or disk is full')),
}

const press = async (web: TestWeb, wish: string): Promise<Answer> =>
  await web.ask('POST', PAGE, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `wish=${wish}`,
  })

describe('a GET of an unsubscribe link', () => {
  it('shows address and subscription with a form, and changes nothing', async () => {
    const desk = openDesk()
    const web = await openWeb({ unsubscribe: desk })

    const { status, body, headers } = await web.get(PAGE)

    expect(status).toBe(200)
    expect(body).toContain('<b>kim@example.org</b>')
    expect(body).toContain('<b>energy</b>')
    expect(body).toMatch(/<form method="post"[^>]*>\s*<button name="wish" value="subscription"/)
    expect(body).toContain('value="everything"')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers).not.toHaveProperty('set-cookie')
    expect(desk.wishes).toEqual([])
  })

  it.each([
    ['subscription', 'no more e-mails of the subscription'],
    ['everything', 'no more alerts'],
  ] as const)(
    'says when %s is stopped already, and offers the way back',
    async (stopped, words) => {
      const web = await openWeb({ unsubscribe: openDesk({ ...KIM, stopped }) })

      const { body } = await web.get(PAGE)

      expect(body).toContain(words)
      expect(body).toContain('value="again"')
    },
  )

  it('escapes what the link says', async () => {
    const view = { ...KIM, address: '"<script>x"@example.org', subscription: '<b>&' }
    const web = await openWeb({ unsubscribe: openDesk(view) })

    const { body } = await web.get(PAGE)

    expect(body).not.toContain('<script>')
    expect(body).toContain('&lt;b&gt;&amp;')
  })

  it('has its style and icon beside it, for whoever sees nothing else', async () => {
    const web = await openWeb({ unsubscribe: openDesk(), host: '0.0.0.0' })

    const { body } = await web.get(PAGE)
    const style = await web.get('/unsubscribe/style.css')
    const icon = await web.get('/unsubscribe/icon.svg')

    expect(body).toContain('<link rel="stylesheet" href="style.css">')
    expect(style).toMatchObject({ status: 200, body: expect.stringContaining('.wishes') })
    expect(icon.headers['content-type']).toBe('image/svg+xml')
  })

  it('is answered like any other when only its head is asked for', async () => {
    const desk = openDesk()
    const web = await openWeb({ unsubscribe: desk })

    const { status, body } = await web.ask('HEAD', PAGE)

    expect([status, body]).toEqual([200, ''])
    expect(desk.wishes).toEqual([])
  })
})

const MULTIPART =
  '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'

describe('a POST to an unsubscribe link', () => {
  it.each([
    ['as RFC 8058 has it', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ['in parts', 'multipart/form-data; boundary=x', MULTIPART],
    ['without a word', 'application/x-www-form-urlencoded', ''],
    ['with parts that are none', 'multipart/form-data; boundary=y', 'nonsense'],
    ['in a type of its own', 'text/plain', 'List-Unsubscribe=One-Click'],
    ['with a wish that we do not know', 'application/x-www-form-urlencoded', 'wish=constructor'],
  ])('stops the subscription when it comes %s', async (_, contentType, body) => {
    const desk = openDesk()
    const web = await openWeb({ unsubscribe: desk })

    const answer = await web.ask('POST', PAGE, { headers: { 'content-type': contentType }, body })

    expect(answer.status).toBe(200)
    expect(answer.headers).not.toHaveProperty('location')
    expect(answer.body).toContain('Unsubscribed')
    expect(desk.wishes).toEqual([{ kind: 'stop-subscription', via: 'one-click' }])
  })

  it.each(['application/x-www-form-urlencoded', 'text/plain'])(
    'stops the subscription when it comes in chunks of %s',
    async (contentType) => {
      const desk = openDesk()
      const web = await openWeb({ unsubscribe: desk })

      const { status } = await web.ask('POST', PAGE, {
        headers: { 'content-type': contentType, 'transfer-encoding': 'chunked' },
        body: 'List-Unsubscribe=One-Click',
      })

      expect(status).toBe(200)
      expect(desk.wishes).toEqual([{ kind: 'stop-subscription', via: 'one-click' }])
    },
  )

  it('stops the subscription when it has no type and no body', async () => {
    const desk = openDesk()
    const web = await openWeb({ unsubscribe: desk })

    const { status } = await web.ask('POST', PAGE)

    expect(status).toBe(200)
    expect(desk.wishes).toEqual([{ kind: 'stop-subscription', via: 'one-click' }])
  })

  it.each<readonly [string, UnsubscribeWish, string]>([
    ['subscription', { kind: 'stop-subscription', via: 'page' }, 'Unsubscribed'],
    ['everything', { kind: 'stop-everything', via: 'page' }, 'no more alerts'],
    ['again', { kind: 'resume' }, 'Subscribed again'],
  ])('does what the button %s says', async (wish, expected, words) => {
    const desk = openDesk()
    const web = await openWeb({ unsubscribe: desk })

    const { status, body } = await press(web, wish)

    expect(status).toBe(200)
    expect(body).toContain(words)
    expect(desk.wishes).toEqual([expected])
  })

  it.each([
    ['says its length', {}],
    ['comes in chunks', { 'transfer-encoding': 'chunked' }],
  ])('of more than a form can have is refused when it %s', async (_, headers) => {
    const desk = openDesk()
    const web = await openWeb({ unsubscribe: desk })

    const { status } = await web.ask('POST', PAGE, { headers, body: Buffer.alloc(200_000, 'x') })

    expect(status).toBe(413)
    expect(desk.wishes).toEqual([])
  })

  it('that cannot be stored says so, and is no success', async () => {
    const web = await openWeb({ unsubscribe: broken })

    const { status, body, headers } = await press(web, 'subscription')

    expect(status).toBe(503)
    expect(body).toContain('could not be stored')
    expect(headers['retry-after']).toBe('60')
    expect(web.logLines.join('')).toContain('database or disk is full')
    expect(web.logLines.join('')).not.toContain(TOKEN)
  })
})

it('a page whose state cannot be read says so', async () => {
  const web = await openWeb({ unsubscribe: broken })

  const { status, body } = await web.get(PAGE)

  expect(status).toBe(503)
  expect(body).toContain('cannot be read')
})

it.each([
  ['PUT', '127.0.0.1'],
  ['DELETE', '127.0.0.1'],
  ['PATCH', '127.0.0.1'],
  ['PUT', '0.0.0.0'],
  ['DELETE', '0.0.0.0'],
])('%s is none of the methods of a link, on %s either', async (method, host) => {
  const web = await openWeb({ unsubscribe: openDesk(), host })

  const { status, headers } = await web.ask(method, PAGE)

  expect(status).toBe(405)
  expect(headers['allow']).toBe('GET, HEAD, POST')
})

describe('a link with a slash behind it', () => {
  it('shows the same page, with its style', async () => {
    const web = await openWeb({ unsubscribe: openDesk(), host: '0.0.0.0' })

    const { status, body } = await web.get(`${PAGE}/`)
    const style = await web.get(`${PAGE}/style.css`)

    expect(status).toBe(200)
    expect(body).toContain('<b>kim@example.org</b>')
    expect(body).toContain('href="style.css"')
    expect(style.status).toBe(200)
  })

  it('acts on POST', async () => {
    const desk = openDesk()
    const web = await openWeb({ unsubscribe: desk, host: '0.0.0.0' })

    const { status } = await web.ask('POST', `${PAGE}/`)

    expect(status).toBe(200)
    expect(desk.wishes).toEqual([{ kind: 'stop-subscription', via: 'one-click' }])
  })
})

describe('a link that is none of ours', () => {
  it.each(['x', '%00', '%ff', '..%2f..', `${TOKEN}x`, 'A'.repeat(5_000)])(
    'is told in plain words: %s',
    async (token) => {
      const web = await openWeb({ unsubscribe: openDesk() })

      const shown = await web.get(`/unsubscribe/${token}`)
      const acted = await web.ask('POST', `/unsubscribe/${token}`)

      expect([shown.status, acted.status]).toEqual([404, 404])
      expect(shown.body).toContain('This link does not work')
    },
  )
})

describe('a link is open to everybody', () => {
  it.each([
    ['without a password, on an address for all', { host: '0.0.0.0' }],
    ['where the pages ask for one', { host: '0.0.0.0', password: 'secret' }],
    ['on a loopback address', {}],
  ])('%s', async (_, options) => {
    const web = await openWeb({ unsubscribe: openDesk(), ...options })

    const answer = await web.get(PAGE, { host: 'watch.example.org' })

    expect(answer.status).toBe(200)
  })

  it.each(['/watch', ''])(
    'behind a proxy that serves a folder and passes on "%s"',
    async (folder) => {
      const desk = openDesk()
      const web = await openWeb({
        unsubscribe: desk,
        publicUrl: 'https://example.org/watch',
      })

      const shown = await web.get(`${folder}${PAGE}`)
      const style = await web.get(`${folder}/unsubscribe/style.css`)
      const acted = await web.ask('POST', `${folder}${PAGE}`)

      expect([shown.status, style.status, acted.status]).toEqual([200, 200, 200])
      expect(desk.wishes).toHaveLength(1)
    },
  )
})
