import { describe, expect, it } from 'vitest'
import type { GaugeSource } from '../../src/observe/metrics.ts'
import { openWeb } from './open-web.ts'

const gauges: readonly GaugeSource[] = [
  {
    name: 'policywatch_boats',
    help: 'Boats by colour.',
    labelNames: ['colour'],
    read: async () => [
      { labels: { colour: 'red' }, value: 2 },
      { labels: { colour: '"blue"' }, value: 0 },
    ],
  },
]

describe('metrics', () => {
  it('are read by programs on this machine, in the format of Prometheus', async () => {
    const web = await openWeb({ gauges })

    const { status, body, headers } = await web.get('/metrics')

    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(body).toContain(
      '# HELP policywatch_boats Boats by colour.\n# TYPE policywatch_boats gauge\npolicywatch_boats{colour="red"} 2\npolicywatch_boats{colour="\\"blue\\""} 0\n',
    )
  })

  it.each([
    ['where the pages are off', { host: '0.0.0.0' }],
    ['where the pages ask for a password', { host: '0.0.0.0', password: 'secret' }],
  ])('are read %s', async (_, options) => {
    const web = await openWeb({ gauges, ...options })

    expect((await web.get('/metrics')).status).toBe(200)
  })

  it.each([
    { 'x-forwarded-for': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7' },
    { via: '1.1 proxy' },
    { host: 'rebound.example.com' },
  ])('are not handed on to others: %o', async (headers) => {
    const web = await openWeb({ gauges, publicUrl: 'https://watch.example.org' })

    const { status, body } = await web.get('/metrics', headers)

    expect(status).toBe(403)
    expect(body).toContain('web.metrics: loopback')
  })

  it.each(['127.0.0.1:8700', 'localhost', '[::1]:8700'])(
    'take the Host header %s',
    async (host) => {
      const web = await openWeb({ gauges })

      expect((await web.get('/metrics', { host })).status).toBe(200)
    },
  )

  it('are for everyone where the configuration says so', async () => {
    const web = await openWeb({ gauges, host: '0.0.0.0', metrics: 'everyone' })

    const { status } = await web.get('/metrics', {
      host: 'watch',
      'x-forwarded-for': '203.0.113.7',
    })

    expect(status).toBe(200)
  })

  it('that cannot be read are left out and counted, so that the others can tell what is the matter', async () => {
    const read = async (): Promise<never> => await Promise.reject(new Error('disk I/O error'))
    const lost = { ...gauges[0]!, name: 'policywatch_lost', read }
    const web = await openWeb({ gauges: [...gauges, lost] })

    const { status, body } = await web.get('/metrics')

    expect(status).toBe(200)
    expect(body).toContain('policywatch_boats{colour="red"} 2\n')
    expect(body).toContain('\npolicywatch_metrics_unreadable 1\n')
    expect(body).not.toMatch(/^policywatch_lost/m)
  })

  it('forget a label that is gone', async () => {
    const colours = ['red', 'green']
    const read: GaugeSource['read'] = async () => [
      { labels: { colour: colours.shift() ?? '' }, value: 1 },
    ]
    const web = await openWeb({ gauges: [{ ...gauges[0]!, read }] })

    await web.get('/metrics')
    const { body } = await web.get('/metrics')

    expect(body).toContain('{colour="green"} 1')
    expect(body).not.toContain('red')
  })
})
