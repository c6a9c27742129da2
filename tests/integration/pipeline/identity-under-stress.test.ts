import { expect, test } from 'vitest'
import { DAY_MS } from '../../../src/core/time.ts'
import { type Listed, startWatchedFeed } from '../../support/watched-feed.ts'

/**
 * What feeds do to the identity of their items, poll after poll: each item is stored once, what is new is told, and nothing
 * else is.
 */

const host = 'https://ministry.test'
const list = (...numbers: readonly number[]): readonly Listed[] => numbers
const each = (
  numbers: readonly number[],
  change: (number: number) => Omit<Exclude<Listed, number>, 'number'>,
): readonly Listed[] => numbers.map((number) => ({ number, ...change(number) }))

const guids =
  (prefix: string) =>
  (number: number): { readonly guid: string } => ({ guid: `${prefix}-${number}` })

const links =
  (prefix: string, suffix = '') =>
  (number: number): { readonly link: string } => ({ link: `${prefix}/${number}${suffix}` })

const rebuilt =
  (prefix: string) =>
  (number: number): { readonly guid: string; readonly link: string } => ({
    guid: `${prefix}-${number * 7}`,
    link: `https://${prefix}.test/archive/${number * 7}`,
  })

const DATES = '2 Mar 2026 09:00:00 GMT'

type Case = readonly [
  name: string,
  documents: readonly (readonly Listed[])[],
  storedCount: number,
  newsCount: number,
]

test.each<Case>([
  ['guids that are rebuilt once', [list(3, 2, 1), each([4, 3, 2], guids('new'))], 4, 1],
  [
    'guids that are rebuilt at every poll',
    [each([3, 2, 1], guids('a')), each([3, 2, 1], guids('b')), each([4, 3, 2], guids('c'))],
    4,
    1,
  ],
  [
    'guids that all are the same',
    [each([3, 2, 1], () => ({ guid: 'x' })), each([4, 3, 2], () => ({ guid: 'x' }))],
    4,
    1,
  ],
  [
    'guids that count the places of the list',
    [
      each([3, 2, 1], (number) => ({ guid: `${3 - number}` })),
      each([4, 3, 2], (number) => ({ guid: `${4 - number}` })),
    ],
    4,
    1,
  ],
  [
    'a guid that is used again for other news',
    [each([1], () => ({ guid: 'a' })), each([2], () => ({ guid: 'a' }))],
    2,
    1,
  ],
  [
    'links with trackers that change at every poll',
    [
      each([2, 1], (number) => ({ guid: '', link: `${host}/${number}?utm_source=rss&utm_id=1` })),
      each([2, 1], (number) => ({ guid: '', link: `${host}/${number}?utm_source=rss&utm_id=2` })),
      each([3, 2], (number) => ({ guid: '', link: `${host}/${number}?fbclid=IwAR0` })),
    ],
    3,
    1,
  ],
  [
    'links with a session in them',
    [each([2, 1], links(host, ';jsessionid=AAAA')), each([3, 2], links(host, ';jsessionid=BBBB'))],
    3,
    1,
  ],
  [
    'links that move from http to https and to www',
    [
      each([2, 1], (number) => ({ guid: `g${number}`, ...links('http://ministry.test')(number) })),
      each([3, 2], (number) => ({
        guid: `h${number}`,
        ...links('https://www.ministry.test')(number),
      })),
    ],
    3,
    1,
  ],
  [
    'a site that moves to another host, with the same guids',
    [each([2, 1], links(host)), each([3, 2], links('https://new.test'))],
    3,
    1,
  ],
  [
    'a site that is rebuilt, with other guids and links',
    [each([4, 3, 2, 1], rebuilt('old')), each([5, 4, 3, 2], rebuilt('new'))],
    5,
    1,
  ],
  [
    'a site that is rebuilt twice',
    [
      each([4, 3, 2, 1], rebuilt('a')),
      each([4, 3, 2, 1], rebuilt('b')),
      each([6, 5, 4, 3], rebuilt('c')),
    ],
    6,
    1,
  ],
  [
    'a site that is rebuilt and shows more of its past',
    [each([4, 3], rebuilt('old')), each([5, 4, 3], rebuilt('new'))],
    3,
    1,
  ],
  ['an item that stands twice', [list(2, 1), list(3, 3, 2, 1, 1)], 3, 1],
  ['an item that comes back', [list(3, 2, 1), list(5, 4, 3), list(6, 5, 1)], 6, 2],
  ['a feed that is empty for once', [list(2, 1), [], list(2, 1), list(3, 2)], 3, 1],
  ['an order that changes', [list(1, 2, 3), list(3, 2, 1), list(2, 1, 3)], 3, 0],
  [
    'dates that change at every poll',
    [
      list(2, 1),
      each([2, 1], () => ({ date: DATES })),
      each([2, 1], () => ({ date: 'yesterday' })),
    ],
    2,
    0,
  ],
  [
    'dates that lie far ahead and far behind',
    [
      list(1),
      each([2, 1], () => ({ date: '1 Jan 2099 00:00:00 GMT' })),
      each([3, 2, 1], () => ({ date: '1 Jan 1970 00:00:00 GMT' })),
    ],
    3,
    2,
  ],
  [
    'guids and links that are missing',
    [each([2, 1], () => ({ guid: '', link: '' })), each([3, 2, 1], () => ({ guid: '', link: '' }))],
    3,
    1,
  ],
  [
    'a link that is the same for all',
    [each([2, 1], () => ({ link: host })), each([3, 2, 1], () => ({ link: host }))],
    3,
    1,
  ],
])('%s', async (_name, documents, storedCount, newsCount) => {
  const feed = await startWatchedFeed()
  const [first = [], ...others] = documents
  await feed.list(...first)
  const before = feed.alertCount()

  await feed.listInTurn(others)

  expect(await feed.itemCount()).toBe(storedCount)
  expect(feed.alertCount() - before).toBe(newsCount)
})

test('an item that comes back after months is no news', async () => {
  const feed = await startWatchedFeed()
  await feed.list(3, 2, 1)
  await feed.list(5, 4, 3)
  const before = feed.alertCount()
  feed.clock.advance(200 * DAY_MS)

  await feed.list(5, 4, 1)

  expect(await feed.itemCount()).toBe(5)
  expect(feed.alertCount()).toBe(before)
})
