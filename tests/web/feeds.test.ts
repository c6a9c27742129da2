import { describe, expect, it } from 'vitest'
import { openWeb, type TestWeb } from './open-web.ts'
import { HOSTILE_FEED, HOSTILE_LINE, SOUND_LINE } from './sample-views.ts'

async function openFeeds(): Promise<TestWeb> {
  return await openWeb({
    feeds: {
      list: async () => [SOUND_LINE, HOSTILE_LINE],
      find: async (id) => (id === 'motir' ? HOSTILE_FEED : null),
    },
  })
}

describe('the list of feeds', () => {
  it('says that there is none where there is none', async () => {
    const web = await openWeb()

    const { body } = await web.get('/feeds')

    expect(body).toContain('The configuration names no feed.')
  })

  it('shows each with its state and rhythm, those with a problem first', async () => {
    const web = await openFeeds()

    const { body } = await web.get('/feeds')

    expect(body.indexOf('/feeds/motir')).toBeLessThan(body.indexOf('/feeds/sound'))
    expect(body).toContain('aria-label="Items a day over 2 days: 7 in all, at most 7."')
    expect(body).toContain('every 15 minutes')
    expect(body).not.toMatch(/<script>|<img/)
  })

  it.each([
    ['?state=problem', ['motir']],
    ['?state=ok', ['sound']],
    ['?state=ok&tag=korea', ['sound']],
    ['?tag=korea', ['motir', 'sound']],
    ['?tag=japan', []],
    ['?state=nonsense', ['motir', 'sound']],
  ])('is filtered by %s', async (query, ids) => {
    const web = await openFeeds()

    const { body } = await web.get(`/feeds${query}`)

    expect([...body.matchAll(/href="\/feeds\/(\w+)"/g)].map(([, id]) => id)).toEqual(ids)
  })
})

describe('the page of a feed', () => {
  it('shows its state, polls, gaps and items, and nothing of them as markup', async () => {
    const web = await openFeeds()

    const { body } = await web.get('/feeds/motir')

    expect(body).toContain('<code>*/15 * * * *</code> (Asia/Seoul)')
    expect(body).toContain('503')
    expect(body).toContain('items may have come and gone unseen')
    expect(body).toContain('href="/items/7"')
    expect(body).not.toMatch(/<script>|<img|href="javascript:/)
  })

  it('leads to older polls', async () => {
    const web = await openFeeds()

    const newest = await web.get('/feeds/motir')
    const older = await web.get('/feeds/motir?before=2026-03-02T09:00:00.000Z')

    expect(newest.body).toContain('/feeds/motir?before=2026-03-02T09%3A00%3A00.000Z#polls')
    expect(older.body).toContain('href="/feeds/motir#polls">The newest')
  })

  it('leads to what a feed brought that is no longer configured', async () => {
    const web = await openFeeds()

    const page = await web.get('/feeds/old%3Cb%3E')

    expect(page.status).toBe(404)
    expect(page.body).toContain('<code>old&lt;b&gt;</code>')
    expect(page.body).toContain('<a href="/stories?feed=old%3Cb%3E">')
  })
})
