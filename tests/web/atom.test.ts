import { describe, expect, it } from 'vitest'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { readXml } from '../../src/parse/read-xml.ts'
import { type Lab, openLab } from './open-lab.ts'

const RULES = `  reactors: { title: "Reactors & <b>more</b>", match: reactor* }
  plans: { match: plans }`

const MARKUP = '&lt;script&gt;alert(1)&lt;/script&gt;'

async function openFilled(): Promise<Lab> {
  const lab = await openLab({ rules: RULES })
  await lab.publish('energy', {
    title: 'Reactor plans &amp; <![CDATA[<i>prices</i>]]> \u0007',
    teaser: `The ministry showed its reactors, ${MARKUP} and prices.`,
    link: 'https://energy.test/a?b=1&amp;c=2',
  })
  await lab.publish('trade', {
    title: 'A reactor',
    teaser: 'For trade.',
    link: 'javascript:alert(1)',
  })
  return lab
}

describe('the feed of a rule', () => {
  it('is one that Policywatch can watch itself', async () => {
    const lab = await openFilled()

    const { body, headers } = await lab.get('/atom/rules/reactors')
    const parsed = await parseFeed(Buffer.from(body), headers.get('content-type'))

    expect(parsed).toMatchObject({
      kind: 'parsed',
      extent: 'whole',
      problems: [],
      feed: { title: 'Reactors & <b>more</b>', items: [{ title: 'A reactor' }, {}] },
    })
    expect(body).toContain('href="https://energy.test/a?b=1&amp;c=2"')
    expect(body).not.toContain('javascript:')
  })

  it('says why each entry matched, with all of what a feed says as text', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/atom/rules/reactors')

    expect(body).toContain(
      '&lt;p&gt;Reactors &amp;amp; &amp;lt;b&amp;gt;more&amp;lt;/b&amp;gt;: reactor*&lt;/p&gt;',
    )
    expect(body).toContain('showed its &lt;b&gt;reactors&lt;/b&gt;')
    expect(body).not.toMatch(/<script|&lt;script/)
  })

  it('has ids, authors, sources and times, as RFC 4287 wants', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/atom/rules/reactors')

    const feed = /<feed [\s\S]*?<entry>/.exec(body)?.[0] ?? ''
    const entry = /<entry>[\s\S]*?<\/entry>/.exec(body)?.[0] ?? ''
    expect(feed).toMatch(/<id>tag:[a-z0-9-]+\.policywatch\.invalid,2026:rules\/reactors<\/id>/)
    expect(feed).toContain('<updated>2026-03-03T08:32:00.000Z</updated>')
    expect(feed).toContain(
      'rel="self" type="application/atom+xml" href="http://127.0.0.1:8700/atom/rules/reactors"',
    )
    expect(entry).toMatch(/<id>tag:[^<]+:rules\/reactors\/stories\/2<\/id>/)
    expect(entry).toContain('<author><name>Ministry of trade</name></author>')
    expect(entry).toContain('<category term="reactors"')
    expect(entry).toContain('href="http://127.0.0.1:8700/stories/2"')
    expect(() => readXml(body)).not.toThrow()
  })

  it('is not sent again while nothing has changed', async () => {
    const lab = await openFilled()
    const before = await lab.get('/atom/rules/reactors')

    const same = await lab.get('/atom/rules/reactors', {
      'if-none-match': before.headers.get('etag') ?? '',
    })

    expect(same.status).toBe(304)
    expect(before.headers.get('last-modified')).toBe('Tue, 03 Mar 2026 08:32:00 GMT')
  })

  it('is valid before anything has matched', async () => {
    const lab = await openLab({ rules: RULES })

    const { status, body } = await lab.get('/atom/rules/plans')

    expect(status).toBe(200)
    expect(body).toContain('<updated>2026-03-03T08:30:00.000Z</updated>')
  })

  it('is not there for a rule that is not in force', async () => {
    const lab = await openLab({ rules: RULES })

    const { status } = await lab.get('/atom/rules/nothing')

    expect(status).toBe(404)
  })
})

describe('the feed of a subscription', () => {
  it('tells each story once, with all its rules', async () => {
    const lab = await openFilled()

    const { body } = await lab.get('/atom/subscriptions/desk')
    const unknown = await lab.get('/atom/subscriptions/nobody')

    expect(body.match(/<entry>/g)).toHaveLength(2)
    expect(body.match(/<category /g)).toHaveLength(3)
    expect(unknown.status).toBe(404)
  })
})
