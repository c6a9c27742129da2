import { describe, expect, it } from 'vitest'
import { mapJsonFeed } from '../../src/parse/map-json-feed.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { bytesOf } from './read-fixture.ts'

const VERSION = '"version":"https://jsonfeed.org/version/1.1"'

describe('a JSON Feed', () => {
  it('is read by its own reader', async () => {
    const result = await parseFeed(bytesOf(`{${VERSION},"items":[{"id":"1"}]}`), null)

    expect(result).toMatchObject({ kind: 'parsed', reader: 'json', readerReason: 'it is JSON' })
  })

  it.each([
    ['byte order marks', `\ufeff\ufeff{${VERSION},"items":[{"id":"1","title":"A"}]}`],
    ['line breaks inside strings', `{${VERSION},"items":[{"id":"1","title":"A\n"}]}`],
    ['control characters inside strings', `{${VERSION},"items":[{"id":"1","title":"A\u0001"}]}`],
    ['commas at the end of lists', `{${VERSION},"items":[{"id":"1","title":"A",},],}`],
    ['a number for an id', `{${VERSION},"items":[{"id":1,"title":"A"}]}`],
    ['no version', '{"items":[{"id":"1","title":"A"}]}'],
    ['items that are none', `{${VERSION},"items":[null,3,{"id":"1","title":"A"}]}`],
  ])('survives %s', async (_what, json) => {
    const result = await parseFeed(bytesOf(json), 'application/feed+json')

    expect(result).toMatchObject({
      kind: 'parsed',
      feed: { items: [{ id: '1', title: expect.stringContaining('A') }] },
    })
  })

  it('links to an id that looks like an address where there is no other', () => {
    const feed = mapJsonFeed(`{${VERSION},"items":[{"id":"https://json.example/1"}]}`)

    expect(feed?.items[0]?.links).toEqual([
      { href: 'https://json.example/1', rel: 'id', type: null },
    ])
  })

  it('has authors as objects, as names, and as one', () => {
    const feed = mapJsonFeed(
      '{"items":[{"authors":["Ada",{"name":"Bo"},{"url":"https://c.example"}]},{"author":{"name":"Di"}},{"authors":"Eve"}]}',
    )

    expect(feed?.items.map((item) => item.authors)).toEqual([
      ['Ada', 'Bo', 'https://c.example'],
      ['Di'],
      ['Eve'],
    ])
  })

  it('has no use for attachments', () => {
    const feed = mapJsonFeed(
      '{"items":[{"id":"1","attachments":[{"url":"https://a.example/1.mp3"}]}]}',
    )

    expect(feed?.items[0]?.links).toEqual([])
  })

  it('keeps a comma before a bracket that stands in a text', () => {
    const feed = mapJsonFeed('{"items":[{"id":"1","title":"a,] b,}",},]}')

    expect(feed?.items[0]?.title).toBe('a,] b,}')
  })

  it.each([
    '{"items":[{"id":"1"},{"id',
    '{"error":"gone"}',
    '[]',
    'null',
    '{'.repeat(100_000),
    `{"${'\\\\"'.repeat(200_000)}`,
  ])('is not made of %.40s', (json) => {
    expect(mapJsonFeed(json)).toBeNull()
  })
})
