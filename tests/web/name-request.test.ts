import { describe, expect, it } from 'vitest'
import { openWeb, type TestWeb } from './open-web.ts'

type Line = { readonly msg: string; readonly request?: string; readonly route?: string }

function linesOf(web: TestWeb): readonly Line[] {
  return web.logLines.map((line) => JSON.parse(line) as Line)
}

const failing = async (): Promise<never> => await Promise.reject(new Error('the disk is full'))

describe('a request', () => {
  it.each(['/healthz', '/', '/nowhere', '/assets/style.css', '/api/v1/feeds'])(
    'has a name of its own, which the answer bears: %s',
    async (path) => {
      const web = await openWeb()

      const [first, second] = [await web.get(path), await web.get(path)]

      expect(first.headers['x-request-id']).toMatch(/^[0-9a-f]{12}$/)
      expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id'])
    },
  )

  it('keeps the name that a proxy gave it', async () => {
    const web = await openWeb()

    const { headers } = await web.get('/', { 'x-request-id': '7f3a-Proxy_1' })

    expect(headers['x-request-id']).toBe('7f3a-Proxy_1')
  })

  it.each(['<script>', 'a b', 'x'.repeat(65), '', '../../etc', 'abc"}'])(
    'keeps no name that could do harm: %o',
    async (given) => {
      const web = await openWeb()

      const { headers } = await web.get('/', { 'x-request-id': given })

      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{12}$/)
    },
  )

  it('that fails shows its name, under which the log says why', async () => {
    const web = await openWeb({ overview: failing })

    const { status, body, headers } = await web.get('/', { 'x-request-id': 'req-4711' })

    expect(status).toBe(500)
    expect(headers['x-request-id']).toBe('req-4711')
    expect(body).toContain('request req-4711')
    expect(linesOf(web)).toContainEqual(
      expect.objectContaining({ msg: 'page failed', request: 'req-4711', route: '/' }),
    )
  })

  it('of a program that fails shows its name too', async () => {
    const web = await openWeb({ feeds: { list: failing, find: async () => null } })

    const { body } = await web.get('/api/v1/feeds', { 'x-request-id': 'req-4712' })

    expect(JSON.parse(body)).toMatchObject({
      error: { hint: 'the log says what, under request req-4712' },
    })
  })

  it('names its lines however deep down they are written', async () => {
    const web = await openWeb({ unsubscribe: { find: failing, record: failing } })

    await web.get('/unsubscribe/very-secret-token', { 'x-request-id': 'req-4713' })

    expect(linesOf(web)).toContainEqual(
      expect.objectContaining({
        msg: 'an unsubscribe link could not be served',
        request: 'req-4713',
      }),
    )
  })

  it('has a line of its own for who wants details, with the pattern of its address and nothing that stands in it', async () => {
    const web = await openWeb({ level: 'debug' })

    await web.get('/unsubscribe/very-secret-token?kind=everything', { 'x-request-id': 'req-4714' })
    await web.get('/nowhere?q=very-secret-search', { 'x-request-id': 'req-4715' })

    expect(linesOf(web)).toContainEqual(
      expect.objectContaining({
        level: 'debug',
        msg: 'answered',
        method: 'GET',
        route: '/unsubscribe/:token',
        status: 404,
        request: 'req-4714',
      }),
    )
    expect(linesOf(web)).toContainEqual(
      expect.objectContaining({ route: 'none', status: 404, request: 'req-4715' }),
    )
    expect(web.logLines.join('')).not.toContain('very-secret')
  })
})
