import { describe, expect, it } from 'vitest'
import { isSameShape, readApiExamples, shapeOf } from '../support/api-examples.ts'
import { type Lab, openLab } from './open-lab.ts'
import { openWeb } from './open-web.ts'

const RULES = `  reactors: { match: reactor* }
  plans: { match: plans }`

async function openFilled(): Promise<Lab> {
  const lab = await openLab({ rules: RULES })
  await lab.publish(
    'energy',
    { title: 'Reactor <![CDATA[<b>plans</b>]]>', teaser: 'The ministry showed its reactors.' },
    { title: 'Fish', teaser: 'Fish were counted.' },
  )
  await lab.publish('trade', { title: 'A reactor for trade', teaser: 'Trade and tariffs.' })
  return lab
}

describe('docs/API.md', () => {
  const examples = readApiExamples()

  it('has an example of each answer', () => {
    expect(examples).toHaveLength(6)
  })

  it.each(examples)('shows what is answered to $address', async ({ address, answer }) => {
    const lab = await openLab({ rules: RULES })
    await lab.publish('energy', {
      title: 'Reactor plans',
      teaser: 'The ministry showed its reactors.',
    })

    const { body, headers } = await lab.get(address)

    const [given, told] = [shapeOf(JSON.parse(body)), shapeOf(answer)]
    expect(headers.get('content-type')).toContain('application/json')
    expect(isSameShape(given, told) ? told : given).toEqual(told)
  })

  it('shows the error of a query word for word', async () => {
    const lab = await openLab({ rules: RULES })
    const address = '/api/v1/stories?q=tea+AND'
    const example = examples.find((one) => one.address === address)

    const answer = await lab.get(address)

    expect(json(answer)).toEqual(example?.answer)
  })
})

describe('the API', () => {
  it('finds stories by a query, and goes on from where a page ended', async () => {
    const lab = await openFilled()

    const first = json(await lab.get('/api/v1/stories?q=reactor*&limit=1'))
    const next = encodeURIComponent(String(first['next']))
    const second = json(await lab.get(`/api/v1/stories?q=reactor*&limit=1&cursor=${next}`))

    expect(first).toMatchObject({ stories: [{ title: 'A reactor for trade' }] })
    expect(second).toMatchObject({
      stories: [{ hit: { spans: [{ words: 'Reactor' }, { words: 'reactors' }] } }],
    })
  })

  it('finds matches by rule and time, with what became of them', async () => {
    const lab = await openFilled()

    const ofRule = json(await lab.get('/api/v1/matches?rule=plans'))
    const later = json(await lab.get('/api/v1/matches?since=2026-03-03T08:32:00Z'))
    const ofNobody = json(await lab.get('/api/v1/matches?subscription=nobody'))

    expect(ofRule).toMatchObject({
      matches: [{ rule: 'plans', deliveries: [{ subscription: 'desk', state: 'sent' }] }],
    })
    expect(later).toMatchObject({ matches: [{ item: { feed: 'trade' } }] })
    expect(ofNobody).toEqual({ matches: [], next: null })
  })

  it('takes the plus of a zone as people write it, and as programs encode it', async () => {
    const lab = await openFilled()

    const written = await lab.get('/api/v1/matches?since=2026-03-03T17:32:00+09:00')
    const encoded = await lab.get('/api/v1/matches?since=2026-03-03T17:32:00%2B09:00')
    const utc = await lab.get('/api/v1/matches?since=2026-03-03T08:32:00Z')

    expect(json(written)).toMatchObject({ matches: [{ item: { feed: 'trade' } }] })
    expect([written.body, encoded.body]).toEqual([utc.body, utc.body])
  })

  it('pages through matches', async () => {
    const lab = await openFilled()

    const first = json(await lab.get('/api/v1/matches?limit=2'))
    const second = json(await lab.get(`/api/v1/matches?limit=2&cursor=${String(first['next'])}`))
    const whole = json(await lab.get('/api/v1/matches?limit=3'))

    expect(first['matches']).toHaveLength(2)
    expect(second).toMatchObject({ matches: [{ id: 1 }], next: null })
    expect(whole).toMatchObject({ matches: [{ id: 3 }, { id: 2 }, { id: 1 }], next: null })
  })

  it('answers 304 while nothing has changed', async () => {
    const lab = await openFilled()
    const before = await lab.get('/api/v1/matches')
    const known = { 'if-none-match': before.headers.get('etag') ?? '' }

    const same = await lab.get('/api/v1/matches', known)
    await lab.publish('energy', { title: 'More reactors', teaser: 'News.' })
    const other = await lab.get('/api/v1/matches', known)

    expect([same.status, same.body, other.status]).toEqual([304, '', 200])
    expect(before.headers.get('cache-control')).toBe('private, no-cache')
  })

  it.each([
    ['/api/v1/stories?q=tea+AND', 400, 'missing-operand'],
    ['/api/v1/stories?limit=0', 400, 'bad-parameter'],
    ['/api/v1/stories?since=yesterday', 400, 'bad-parameter'],
    ['/api/v1/stories?cursor=7', 400, 'bad-parameter'],
    ['/api/v1/stories?querry=tea', 400, 'bad-parameter'],
    ['/api/v1/matches?which=some', 400, 'bad-parameter'],
    ['/api/v1/stories/999', 404, 'not-found'],
    ['/api/v1/nothing', 404, 'not-found'],
  ])('refuses %s with %i and says why', async (address, status, code) => {
    const lab = await openLab({ rules: RULES })

    const answer = await lab.get(address)

    expect(answer.status).toBe(status)
    expect(json(answer)).toMatchObject({ error: { code, message: expect.any(String) } })
  })

  it('changes nothing', async () => {
    const lab = await openLab({ rules: RULES })

    const answer = await lab.forge('/api/v1/rules', { match: 'x' })

    expect(answer.status).toBe(405)
    expect(json(answer)).toMatchObject({ error: { code: 'read-only' } })
  })

  it('asks programs for the password by HTTP Basic', async () => {
    const web = await openWeb({ password: 'secret' })
    const authorization = `Basic ${Buffer.from('any:secret').toString('base64')}`

    const without = await web.get('/api/v1/rules')
    const withIt = await web.get('/api/v1/rules', { authorization })

    expect([without.status, withIt.status]).toEqual([401, 200])
  })
})

function json({ body }: { readonly body: string }): Record<string, unknown> {
  return JSON.parse(body) as Record<string, unknown>
}
