import { describe, expect, it, onTestFinished } from 'vitest'
import { ALREADY_PUBLISHED, PROGRAMME } from '../../../src/cli/demo/programme.ts'
import type { Release } from '../../../src/cli/demo/release.ts'
import { summitByTrade } from '../../../src/cli/demo/releases/summit.ts'
import {
  type SampleMinistries,
  startSampleMinistries,
} from '../../../src/cli/demo/sample-ministries.ts'
import { normalizeFeed } from '../../../src/core/feed/normalize-feed.ts'
import { parseFeed } from '../../../src/parse/parse-feed.ts'

const AT = new Date('2026-03-02T09:00:00Z')
const everyRelease = [...ALREADY_PUBLISHED, ...PROGRAMME.map(({ release }) => release)]

async function open(): Promise<SampleMinistries> {
  const ministries = await startSampleMinistries()
  onTestFinished(ministries.close)
  return ministries
}

describe('a sample ministry', () => {
  it.each(['trade', 'energy', 'foreign', 'transport', 'korea'] as const)(
    '%s publishes a feed without faults, with title, teaser, link and time',
    async (id) => {
      const ministries = await open()
      const release: Release = { ...summitByTrade, ministry: id, title: 'R&D for “everyone”' }
      const page = ministries.publish(release, AT)

      const answer = await fetch(ministries.feedUrl(id))
      const parsed = await parseFeed(
        new Uint8Array(await answer.arrayBuffer()),
        answer.headers.get('content-type'),
      )
      const feed =
        parsed.kind === 'parsed' ? normalizeFeed(parsed.feed, ministries.url, 'UTC') : null

      expect(feed?.problems).toEqual([])
      expect(feed?.items).toMatchObject([
        {
          title: 'R&D for “everyone”',
          summary: release.teaser,
          url: page,
          published: '2026-03-02T09:00:00.000Z',
        },
      ])
    },
  )

  it('says 304 to whoever has its newest feed', async () => {
    const ministries = await open()
    ministries.publish(summitByTrade, AT)
    const first = await fetch(ministries.feedUrl('trade'))

    const second = await fetch(ministries.feedUrl('trade'), {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })

    expect(second.status).toBe(304)
  })

  it('has a new ETag after a release', async () => {
    const ministries = await open()
    const before = await fetch(ministries.feedUrl('trade'))
    ministries.publish(summitByTrade, AT)

    const after = await fetch(ministries.feedUrl('trade'))

    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
  })

  it('shows the article in a page with furniture', async () => {
    const ministries = await open()
    const page = ministries.publish(summitByTrade, AT)

    const html = await (await fetch(page)).text()

    expect(html).toContain('five memorandums of understanding'.replace('five', 'Five'))
    expect(html).toMatch(/<aside[^>]*>.*Carbon tax.*<\/aside>/)
  })

  it('does not show a release before it is published', async () => {
    const ministries = await open()

    const answer = await fetch(`${ministries.url}/trade/news/${summitByTrade.slug}`)

    expect(answer.status).toBe(404)
  })
})

describe('the programme', () => {
  it('tells of the summit without the words of the rules in headline and teaser', () => {
    const shown = `${summitByTrade.title} ${summitByTrade.teaser}`

    expect(shown).not.toMatch(/SMR|reactor|free trade|\bAI\b/i)
    expect(summitByTrade.paragraphs.join(' ')).toMatch(/small modular reactors \(SMRs\)/)
    expect(summitByTrade.paragraphs.join(' ')).toContain('free trade agreement')
  })

  it('gives every release an address of its own', () => {
    const addresses = new Set(everyRelease.map(({ ministry, slug }) => `${ministry}/${slug}`))

    expect(addresses.size).toBe(everyRelease.length)
  })

  it('is a dozen releases or more', () => {
    expect(PROGRAMME.length).toBeGreaterThanOrEqual(12)
  })
})
