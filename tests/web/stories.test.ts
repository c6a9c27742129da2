import { describe, expect, it, test } from 'vitest'
import { type Lab, openLab } from './open-lab.ts'

const RULES = `  reactors:
    title: Reactors <i>of all kinds</i>
    match: reactor* NOT fish
  wind: { match: '"wind farm"' }`

const MARKUP = '&lt;script&gt;alert(1)&lt;/script&gt;'

async function openFilled(): Promise<Lab> {
  const lab = await openLab({ rules: RULES })
  await lab.publish(
    'energy',
    { title: 'Reactor plans & prices', teaser: '<p>The ministry showed its reactors.</p>' },
    { title: 'Fish near a reactor', teaser: 'Fish were counted.' },
    {
      title: `${MARKUP} tariffs`,
      teaser: `A text with ${MARKUP} and &lt;img src=x onerror=alert(1)&gt; markup about solar power.`,
      link: 'javascript:alert(1)',
    },
  )
  await lab.publish('trade', {
    title: 'Reactor plans & prices',
    teaser: '<p>The ministry showed its reactors.</p>',
  })
  return lab
}

test.each(['stories', 'items'])('a link into %s that are no longer kept says so', async (path) => {
  const lab = await openLab({ rules: RULES })

  const { status, body } = await lab.get(`/${path}/999`)

  expect(status).toBe(404)
  expect(body).toContain('stories go 400 days after they were last listed and told')
})

describe('the page of stories', () => {
  it('says that there is none yet', async () => {
    const lab = await openLab({ rules: RULES })

    const { status, body } = await lab.get('/stories')

    expect(status).toBe(200)
    expect(body).toContain('No story yet')
  })

  it('lists each story once, with its sources', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/stories')

    expect(body.match(/<li class="row story">/g)).toHaveLength(3)
    expect(body).toContain('Ministry of energy, Ministry of trade')
  })

  it('says that a query without a word to go by is answered by reading all items', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/stories?q=*eactor')

    expect(body).toContain('Reactor')
    expect(body).toContain('so all items are read')
  })

  it('finds what a query would match, and marks the hits', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/stories?q=reactors+NOT+fish')

    expect(body.match(/<li class="row story">/g)).toHaveLength(1)
    expect(body).toContain('<mark>Reactor</mark> plans &amp; prices')
    expect(body).toContain('showed its <mark>reactors</mark>')
  })

  it('searches one feed, and some days', async () => {
    const lab = await openFilled()

    const ofTrade = await lab.get('/stories?feed=trade&days=7')
    const ofNobody = await lab.get('/stories?q=fish&feed=trade')

    expect(ofTrade.body.match(/<li class="row story">/g)).toHaveLength(1)
    expect(ofTrade.body).toContain('<option value="trade" selected>')
    expect(ofNobody.body).toContain('No story matches.')
    expect(ofNobody.body).toContain('href="/stories?q=fish"')
  })

  it('shows where a query is wrong, and what to type instead', async () => {
    const lab = await openFilled()

    const { status, body } = await lab.get('/stories?q=tea+AND+(%3Cb%3E')

    expect(status).toBe(400)
    expect(body).toContain('tea AND (<mark class="fault">&lt;b&gt;</mark>')
    expect(body).toContain('put the words into quotes')
  })

  it('goes on where the page before ended', async () => {
    const lab = await openLab({ rules: RULES })
    const items = Array.from({ length: 25 }, (_, index) => ({
      title: `News of day ${index}`,
      teaser: `${'word '.repeat(index)} and ${index * 7919} others`,
    }))
    await lab.publish('energy', ...items)

    const first = await lab.get('/stories?q=news')
    const next = /href="([^"]+)" rel="next"/.exec(first.body)?.[1] ?? ''
    const second = await lab.get(next.replaceAll('&amp;', '&'))

    expect(first.body.match(/<li class="row story">/g)).toHaveLength(20)
    expect(second.body.match(/<li class="row story">/g)).toHaveLength(5)
    expect(titlesOf(first.body + second.body).size).toBe(25)
    expect(second.body).not.toContain('rel="next"')
  })

  it('shows nothing of what a feed says as markup', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/stories?q=tariffs+OR+solar')

    expect(body).toContain('&lt;script&gt;')
    expect(body).not.toMatch(/<script>alert|<img src=x|href="javascript/)
  })
})

describe('the page of a story', () => {
  it('has its items, the hits of rules in force, and what became of the matches', async () => {
    const lab = await openFilled()

    const { body } = await lab.get(await storyNamed(lab, 'plans'))

    expect(body).toContain('2 items that tell the same news')
    expect(body).toContain('showed its <mark>reactors</mark>')
    expect(body).toContain('Reactors &lt;i&gt;of all kinds&lt;/i&gt;')
    expect(body).toContain('desk → desk@example.org')
    expect(body).toMatch(/class="state sent">sent/)
  })

  it('says that nobody was told', async () => {
    const lab = await openFilled()

    const { body } = await lab.get(await storyNamed(lab, 'solar'))

    expect(body).toContain('No rule has hit this story')
    expect(body).not.toMatch(/<script>alert|<img src=x|href="javascript/)
  })

  it.each(['/stories/999', '/stories/x', '/items/999', '/stories/99999999999999999999'])(
    '%s is not there',
    async (address) => {
      const lab = await openLab({ rules: RULES })

      const { status } = await lab.get(address)

      expect(status).toBe(404)
    },
  )
})

describe('the page of an item', () => {
  it('says which rules hit it, which nearly did, and why', async () => {
    const lab = await openFilled()
    const story = await lab.get(await storyNamed(lab, 'fish'))
    const [, item = ''] = /href="(\/items\/\d+)"/.exec(story.body) ?? []

    const { body } = await lab.get(`${item}?rule=reactors`)

    expect(body).toContain('Reactors &lt;i&gt;of all kinds&lt;/i&gt;')
    expect(body).toMatch(/✗ does not hold/)
    expect(body).toMatch(/✓ holds/)
    expect(body).toContain('<code>reactor* NOT fish</code>')
  })

  it('says that there is no such rule', async () => {
    const lab = await openFilled()

    const { status, body } = await lab.get('/items/1?rule=%3Cb%3E')

    expect(status).toBe(200)
    expect(body).toContain('There is no rule &lt;b&gt;')
  })
})

async function storyNamed(lab: Lab, query: string): Promise<string> {
  const { body } = await lab.get(`/stories?q=${query}`)
  return /class="subject" href="([^"]+)"/.exec(body)?.[1] ?? ''
}

function titlesOf(body: string): ReadonlySet<string> {
  return new Set(body.match(/of day \d+/g))
}
