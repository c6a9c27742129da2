import { describe, expect, it } from 'vitest'
import { openWeb } from './open-web.ts'

const basic = (password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`any:${password}`).toString('base64')}`,
})

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
    const web = await openWeb({ publicUrl: 'https://watch.example.org/' })

    const page = await web.get('/', { host: 'watch.example.org' })

    expect(page.status).toBe(200)
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
  it('is asked for', async () => {
    const web = await openWeb({ host: '0.0.0.0', password: 'open sésame:1' })

    const page = await web.get('/')

    expect(page.status).toBe(401)
    expect(page.headers['www-authenticate']).toMatch(/^Basic /)
  })

  it('opens the pages when it is right', async () => {
    const web = await openWeb({ host: '0.0.0.0', password: 'open sésame:1' })

    const page = await web.get('/', basic('open sésame:1'))

    expect(page.status).toBe(200)
  })

  it.each([basic('open'), basic(''), { authorization: 'Basic !!' }, { authorization: 'Bearer x' }])(
    'does not open them with %o',
    async (headers) => {
      const web = await openWeb({ password: 'open sésame:1' })

      const page = await web.get('/', headers)

      expect(page.status).toBe(401)
    },
  )
})
