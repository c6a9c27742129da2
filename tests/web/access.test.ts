import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, MINUTE_MS, type Timestamp } from '../../src/core/time.ts'
import { clientOf } from '../../src/web/access/client-of.ts'
import { findNextPath } from '../../src/web/access/find-next-path.ts'
import {
  basic,
  cookieOf,
  csrfOf,
  fromHere,
  logIn,
  openWeb,
  post,
  type TestWeb,
} from './open-web.ts'

const PASSWORD = 'open sésame:1'
const START = '2026-03-02T09:00:00.000Z' as Timestamp

describe('pages on a loopback address', () => {
  it('refuse a Host header that is not ours', async () => {
    const web = await openWeb()

    const page = await web.get('/', { host: 'rebound.example.com' })

    expect(page.status).toBe(421)
  })

  it.each(['localhost:8700', '127.0.0.1', '[::1]:1'])('take the Host header %s', async (host) => {
    const web = await openWeb()

    const page = await web.get('/', { host })

    expect(page.status).toBe(200)
  })

  it('take the name of the public address', async () => {
    const web = await openWeb({ publicUrl: 'https://watch.example.org' })

    const page = await web.get('/', { host: 'watch.example.org' })

    expect(page.status).toBe(200)
  })

  it('are off when a configuration that was taken over wants none', async () => {
    const web = await openWeb({ isOn: false })

    const page = await web.get('/')

    expect(page).toMatchObject({ status: 403, body: 'The pages are off (web: false).\n' })
  })

  it('need no login, and send the login page on', async () => {
    const web = await openWeb()

    const page = await web.get('/login?next=/mail')

    expect(page).toMatchObject({ status: 303, headers: { location: '/mail' } })
  })
})

describe('pages on an address that is open to others', () => {
  it('are off without a password, and the log says why', async () => {
    const web = await openWeb({ host: '0.0.0.0' })

    const page = await web.get('/')

    expect(page.status).toBe(403)
    expect(web.logLines.join('')).toContain('web.password is not set')
  })

  it('leave /healthz to everyone', async () => {
    const web = await openWeb({ host: '0.0.0.0' })

    const health = await web.get('/healthz', { host: 'pod-7' })

    expect(health).toMatchObject({ status: 200, body: 'ok\n' })
  })
})

describe('a password', () => {
  it('is asked for on a page of its own, which leads on to where one wanted to go', async () => {
    const web = await openWeb({ host: '0.0.0.0', password: PASSWORD })

    const page = await web.get('/overview?a=b')
    const login = await web.get('/login?next=%2Foverview%3Fa%3Db')

    expect(page).toMatchObject({
      status: 303,
      headers: { location: '/login?next=%2Foverview%3Fa%3Db' },
    })
    expect(login.status).toBe(200)
    expect(login.body).toContain('<label for="password">Password</label>')
    expect(login.body).toContain('name="next" value="/overview?a=b"')
  })

  it('opens the pages when it is right, and leads on', async () => {
    const web = await openWeb({ password: PASSWORD })

    const answer = await post(web, '/login', { password: PASSWORD, next: '/mail' }, fromHere(web))
    const page = await web.get('/mail', { cookie: cookieOf(answer) })

    expect(answer).toMatchObject({ status: 303, headers: { location: '/mail' } })
    expect(page.status).toBe(200)
    expect(page.body).toContain('Log out')
  })

  it('is not given away by the answer or the log when it is wrong', async () => {
    const web = await openWeb({ password: PASSWORD })

    const answer = await post(web, '/login', { password: 'open sesame' }, fromHere(web))

    expect(answer.status).toBe(403)
    expect(answer.body).toContain('That is not the password.')
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(`${answer.body}${web.logLines.join('')}`).not.toMatch(/open s/)
  })

  it('is not asked for again by whoever is logged in', async () => {
    const web = await openWeb({ password: PASSWORD })
    const cookie = await logIn(web, PASSWORD)

    const page = await web.get('/login?next=/mail', { cookie })

    expect(page).toMatchObject({ status: 303, headers: { location: '/mail' } })
  })

  it('is not taken from a page of somebody else', async () => {
    const web = await openWeb({ password: PASSWORD })

    const answer = await post(
      web,
      '/login',
      { password: PASSWORD },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    )

    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('is not needed for style and script', async () => {
    const web = await openWeb({ password: PASSWORD })

    const style = await web.get('/assets/style.css')

    expect(style.status).toBe(200)
  })
})

describe('a link from elsewhere', () => {
  const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' }

  it('goes on by a page of ours, so that the strict cookie comes along', async () => {
    const web = await openWeb({ password: PASSWORD })
    const cookie = await logIn(web, PASSWORD)

    const first = await web.get('/mail', visit)
    const second = await web.get('/login?next=%2Fmail', { cookie })

    expect(first.status).toBe(200)
    expect(first.body).toContain('<meta http-equiv="refresh" content="0;url=/login?next=%2Fmail">')
    expect(second).toMatchObject({ status: 303, headers: { location: '/mail' } })
  })

  it('does not take the place of the session that the cookie holds', async () => {
    const web = await openWeb()

    const page = await web.get('/overview', visit)

    expect(page.headers['set-cookie']).toBeUndefined()
  })
})

describe('a session', () => {
  it('has a strict cookie that scripts cannot read', async () => {
    const web = await openWeb({ password: PASSWORD })

    const answer = await post(web, '/login', { password: PASSWORD }, fromHere(web))

    expect(`${answer.headers['set-cookie']}`).toMatch(
      /^policywatch=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    )
  })

  it('has a cookie for https and this host alone where the public address is https', async () => {
    const web = await openWeb({ password: PASSWORD, publicUrl: 'https://watch.example.org' })

    const answer = await post(
      web,
      '/login',
      { password: PASSWORD },
      { host: 'watch.example.org', origin: 'https://watch.example.org' },
    )

    expect(`${answer.headers['set-cookie']}`).toMatch(
      /^__Host-policywatch=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  it('has a cookie for http where somebody comes past the proxy', async () => {
    const web = await openWeb({ password: PASSWORD, publicUrl: 'https://watch.example.org' })

    const answer = await post(web, '/login', { password: PASSWORD }, fromHere(web))

    expect(`${answer.headers['set-cookie']}`).toMatch(/^policywatch=[^;]+;(?!.*Secure)/)
  })

  it('ends with the password that it began with', async () => {
    const site = { password: PASSWORD }
    const web = await openWeb({ site: () => site })
    const cookie = await logIn(web, PASSWORD)
    site.password = 'another'

    const page = await web.get('/', { cookie })

    expect(page.status).toBe(303)
  })

  it('without a password is worth nothing once there is one', async () => {
    const site: { password: string | null } = { password: null }
    const web = await openWeb({ site: () => site })
    const cookie = cookieOf(await web.get('/'))
    site.password = PASSWORD

    const page = await web.get('/', { cookie })

    expect(page.status).toBe(303)
  })

  it('ends when somebody logs out, also for a cookie that was copied', async () => {
    const web = await openWeb({ password: PASSWORD })
    const cookie = await logIn(web, PASSWORD)
    const csrf = csrfOf(await web.get('/', { cookie }))

    const answer = await post(web, '/logout', { csrf }, { ...fromHere(web), cookie })
    const page = await web.get('/', { cookie })

    expect(answer).toMatchObject({ status: 303, headers: { location: '/login' } })
    expect(page.status).toBe(303)
  })

  it('is renewed by visits, and ends after thirty days without', async () => {
    const clock = { now: START }
    const web = await openWeb({ password: PASSWORD, now: () => clock.now })
    const first = await logIn(web, PASSWORD)
    clock.now = addMs(START, 20 * DAY_MS)
    const second = cookieOf(await web.get('/', { cookie: first }))
    clock.now = addMs(START, 31 * DAY_MS)

    const pages = [await web.get('/', { cookie: first }), await web.get('/', { cookie: second })]

    expect(pages.map(({ status }) => status)).toEqual([303, 200])
  })

  it.each(['policywatch=x', 'policywatch=a.b.c.d', `policywatch=${'A'.repeat(80)}.1.1.AAAA=`])(
    'is not what the cookie %s says',
    async (cookie) => {
      const web = await openWeb({ password: PASSWORD })

      const page = await web.get('/', { cookie })

      expect(page.status).toBe(303)
    },
  )
})

describe('wrong passwords', () => {
  const guessNineTimes = async (web: TestWeb): Promise<void> => {
    for (let n = 0; n < 9; n += 1) {
      await post(web, '/login', { password: `guess ${n}` }, fromHere(web))
    }
  }
  const guessTenTimes = async (web: TestWeb): Promise<void> => {
    await guessNineTimes(web)
    await post(web, '/login', { password: 'guess 9' }, fromHere(web))
  }
  const repeatTenTimes = async (web: TestWeb): Promise<void> => {
    for (let n = 0; n < 10; n += 1) await web.get('/api/x', basic('the old one'))
  }

  it('are limited: after ten the right one has to wait, too', async () => {
    const clock = { now: START }
    const web = await openWeb({ password: PASSWORD, now: () => clock.now })
    await guessTenTimes(web)

    const refused = await post(web, '/login', { password: PASSWORD }, fromHere(web))
    clock.now = addMs(START, 15 * MINUTE_MS)
    const taken = await post(web, '/login', { password: PASSWORD }, fromHere(web))

    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '900' } })
    expect(refused.body).toContain('Please try again in 15 minutes.')
    expect(taken.status).toBe(303)
  })

  it('count once when a program repeats the same one', async () => {
    const web = await openWeb({ password: PASSWORD })
    await repeatTenTimes(web)

    const answer = await post(web, '/login', { password: PASSWORD }, fromHere(web))

    expect(answer.status).toBe(303)
  })

  it('are not forgotten when a program at the same address knows the right one', async () => {
    const web = await openWeb({ password: PASSWORD })
    await post(web, '/login', { password: 'a first guess' }, fromHere(web))

    await web.get('/api/x', basic(PASSWORD))
    await guessNineTimes(web)
    const answer = await post(web, '/login', { password: PASSWORD }, fromHere(web))

    expect(answer.status).toBe(429)
  })

  it('do not end the session of who is logged in', async () => {
    const web = await openWeb({ password: PASSWORD })
    const cookie = await logIn(web, PASSWORD)
    await guessTenTimes(web)

    const page = await web.get('/', { cookie })

    expect(page.status).toBe(200)
  })

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('from %s count for %s', (address, client) => {
    expect(clientOf(address)).toBe(client)
  })
})

describe('programs', () => {
  it('are let in by HTTP Basic with any name', async () => {
    const web = await openWeb({ password: PASSWORD })

    const answer = await web.get('/api/nothing', basic(PASSWORD))

    expect(answer.status).toBe(404)
  })

  it.each([
    {},
    basic('open'),
    basic(''),
    { authorization: 'Basic !!' },
    { authorization: 'Bearer x' },
  ])('are told with 401 what to bring instead of %o', async (headers) => {
    const web = await openWeb({ password: PASSWORD })

    const answer = await web.get('/atom/rules/x', headers)

    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toMatch(/^Basic /)
  })

  it('may not change anything by HTTP Basic, and see no pages by it', async () => {
    const web = await openWeb({ password: PASSWORD })

    const page = await web.get('/', basic(PASSWORD))
    const change = await web.ask('POST', '/api/nothing', { headers: basic(PASSWORD) })

    expect([page.status, change.status]).toEqual([303, 401])
  })
})

describe('a form', () => {
  it('is refused without a token', async () => {
    const web = await openWeb({ password: PASSWORD })
    const cookie = await logIn(web, PASSWORD)

    const answer = await post(web, '/logout', {}, { ...fromHere(web), cookie })

    expect(answer.status).toBe(403)
    expect(answer.body).toContain('This form is too old')
  })

  it('is refused with the token of another session', async () => {
    const web = await openWeb({ password: PASSWORD })
    const other = csrfOf(await web.get('/', { cookie: await logIn(web, PASSWORD) }))
    const cookie = await logIn(web, PASSWORD)

    const answer = await post(web, '/logout', { csrf: other }, { ...fromHere(web), cookie })

    expect(answer.status).toBe(403)
  })

  it.each([
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ])('is refused when the browser says %o of where it is from', async (headers) => {
    const web = await openWeb({ password: PASSWORD })
    const cookie = await logIn(web, PASSWORD)
    const csrf = csrfOf(await web.get('/', { cookie }))

    const answer = await post(web, '/logout', { csrf }, { ...headers, cookie })

    expect(answer.status).toBe(403)
    expect(answer.body).toContain('Not from a page of ours')
  })

  it('of a session that has ended says so', async () => {
    const web = await openWeb({ password: PASSWORD })

    const answer = await post(web, '/logout', {}, fromHere(web))

    expect(answer.status).toBe(403)
    expect(answer.body).toContain('Your session has ended')
  })

  it('is refused when it is too large, or does not say how large it is', async () => {
    const web = await openWeb()

    const large = await web.ask('POST', '/login', { body: 'x'.repeat(2_000_001) })
    const unclear = await web.ask('POST', '/login', {
      headers: { 'transfer-encoding': 'chunked' },
      body: 'x',
    })

    expect([large.status, unclear.status]).toEqual([413, 411])
  })
})

describe('findNextPath', () => {
  it.each(['/', '/alerts/5', '/feeds?state=broken&tag=%23x', '/a%2Fb'])('goes on to %s', (path) => {
    expect(findNextPath(path)).toBe(path)
  })

  it.each([
    undefined,
    '',
    'alerts',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/./\\evil.example',
    '/.//evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/login?next=/login',
    '/logout',
  ])('goes to the front page instead of %s', (path) => {
    expect(findNextPath(path)).toBe('/')
  })
})
