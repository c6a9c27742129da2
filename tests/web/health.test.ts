import { describe, expect, it } from 'vitest'
import type { Readiness } from '../../src/observe/health.ts'
import { openWeb } from './open-web.ts'

const SOUND: Readiness = {
  isReady: true,
  state: 'running',
  checks: [
    { name: 'database', problem: null },
    { name: 'outbox', problem: null },
  ],
}
const SICK: Readiness = {
  isReady: false,
  state: 'running',
  checks: [
    { name: 'database', problem: 'the disk is full' },
    { name: 'outbox', problem: null },
  ],
}

describe('/readyz', () => {
  it('says that all is well, and of what', async () => {
    const web = await openWeb({ readiness: async () => SOUND })

    const { status, body, headers } = await web.get('/readyz')

    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json')
    expect(headers['cache-control']).toBe('no-store')
    expect(JSON.parse(body)).toEqual({
      ready: true,
      state: 'running',
      checks: ['database', 'outbox'],
      problems: [],
    })
  })

  it('says what is wrong', async () => {
    const web = await openWeb({ readiness: async () => SICK })

    const { status, body } = await web.get('/readyz')

    expect(status).toBe(503)
    expect(JSON.parse(body)).toMatchObject({
      ready: false,
      problems: [{ check: 'database', reason: 'the disk is full' }],
    })
  })

  it('says that the daemon is still starting', async () => {
    const readiness = async (): Promise<Readiness> => ({
      isReady: false,
      state: 'starting',
      checks: [],
    })
    const web = await openWeb({ readiness })

    const { status, body } = await web.get('/readyz')

    expect(status).toBe(503)
    expect(JSON.parse(body)).toMatchObject({ ready: false, state: 'starting' })
  })

  it.each([
    ['where nobody may see the pages', { host: '0.0.0.0' }],
    ['where the pages ask for a password', { password: 'secret' }],
    ['under another name', {}],
  ])('answers everybody %s, as /healthz does', async (_, options) => {
    const web = await openWeb({ readiness: async () => SOUND, ...options })
    const from = { host: 'watch.internal', 'x-forwarded-for': '203.0.113.7' }

    expect((await web.get('/readyz', from)).status).toBe(200)
    expect((await web.get('/healthz', from)).body).toBe('ok\n')
  })

  it('takes no other method', async () => {
    const web = await openWeb()

    expect((await web.ask('POST', '/readyz')).status).toBe(405)
  })
})

it('/healthz answers although nothing else works', async () => {
  const web = await openWeb({ readiness: () => new Promise(() => {}) })

  expect((await web.get('/healthz')).status).toBe(200)
})
