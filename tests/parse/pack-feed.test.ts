import { describe, expect, it } from 'vitest'
import type { NormalizedFeed } from '../../src/core/feed/feed-item.ts'
import { normalizeFeed } from '../../src/core/feed/normalize-feed.ts'
import { packFeed, unpackFeed } from '../../src/parse/pack-feed.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { bytesOf } from './read-fixture.ts'

const ITEMS = [
  '<title>A</title><description>All that there is to say.</description>',
  '<title>B</title><description>Shorter.</description><content:encoded>And longer.</content:encoded>',
  '<title>C</title><content:encoded>Without a description.</content:encoded>',
  '<title>D</title>',
]
const XML = `<rss version="2.0"><channel>${ITEMS.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`

async function readSample(): Promise<NormalizedFeed | null> {
  const parsed = await parseFeed(bytesOf(XML), null)
  return parsed.kind === 'parsed' ? normalizeFeed(parsed.feed, null, 'UTC') : null
}

describe('a feed that is packed', () => {
  it('comes out as it was', async () => {
    const feed = (await readSample())!

    expect(unpackFeed(structuredClone(packFeed(feed)))).toEqual(feed)
  })

  it('holds a description that is all the text once', async () => {
    const packed = JSON.stringify(packFeed((await readSample())!))

    expect(packed.split('All that there is to say.')).toHaveLength(2)
  })
})
