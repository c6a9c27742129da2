import { describe, expect, test } from 'vitest'
import { canonicalizeUrl } from '../../../src/core/feed/canonical-url.ts'
import type { FeedItem } from '../../../src/core/feed/feed-item.ts'
import { hashContent } from '../../../src/core/feed/identity.ts'
import type { Item } from '../../../src/core/feed/item.ts'
import { isMostlyNew, recognizeRenewed } from '../../../src/core/feed/recognize-renewed.ts'
import { makeContainment } from '../../../src/core/story/containment.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const LONG =
  'The ministry said in a statement on Monday that the talks will begin in spring and end in autumn of this year.'

type Sketch = { title: string; url?: string; text?: string; published?: string | null }

const item = ({
  title,
  url = 'https://new.test/a',
  text = '',
  published = null,
}: Sketch): FeedItem => ({
  guid: null,
  url,
  canonicalUrl: canonicalizeUrl(url),
  title,
  published: published as Timestamp | null,
  publishedRaw: published,
  updated: null,
  authors: [],
  categories: [],
  summary: null,
  text,
  language: null,
  keys: [],
  contentHash: hashContent(title, text),
})

const stored = (
  id: number,
  sketch: Sketch,
): FeedItem & Pick<Item, 'id' | 'searched' | 'firstSeenAt'> => ({
  ...item({ url: 'https://old.test/x', ...sketch }),
  id,
  searched: 'content',
  firstSeenAt: '2026-03-06T00:00:00.000Z' as Timestamp,
})

const FOUR = ['Museum opens', 'Reactor planned', 'Harbour closed', 'Tax falls']
const COMPANY = FOUR.map((title) => item({ title, text: LONG }))
const KNOWN_COMPANY = FOUR.map((title, index) => stored(index + 11, { title, text: LONG }))
const OTHERS = [item({ title: 'Quite other news' }), item({ title: 'And more of it' })]

describe('recognizeRenewed', () => {
  test.each<[string, Sketch, Sketch, boolean]>([
    [
      'the same title and a long text',
      { title: 'Talks begin', text: LONG },
      { title: 'Talks begin', text: LONG },
      true,
    ],
    [
      'the same title at the same instant',
      { title: 'Talks begin', published: '2026-03-03T09:17:05.000Z' },
      { title: 'Talks begin', published: '2026-03-03T09:17:05.000Z' },
      true,
    ],
    [
      'the same title on the same day, which others may have too',
      { title: 'Talks begin', published: '2026-03-03T00:00:00.000Z' },
      { title: 'Talks begin', published: '2026-03-03T00:00:00.000Z' },
      false,
    ],
    [
      'the same title and number in the link',
      { title: 'Talks begin', url: 'https://old.test/view.do?seq=48211' },
      { title: 'Talks begin', url: 'https://new.test/press/48211' },
      true,
    ],
    [
      'the same title and long text on other days',
      { title: 'Briefing', text: LONG, published: '2026-03-03T00:00:00.000Z' },
      { title: 'Briefing', text: LONG, published: '2026-03-05T00:00:00.000Z' },
      false,
    ],
    [
      'the same title and day with quite another text',
      {
        title: 'Press release',
        text: 'On the export of cars.',
        published: '2026-03-03T00:00:00.000Z',
      },
      {
        title: 'Press release',
        text: 'On a museum at night.',
        published: '2026-03-03T09:00:00.000Z',
      },
      false,
    ],
    [
      'the same title on a day that cannot be true',
      { title: 'Notice', published: '1970-01-01T00:00:00.000Z' },
      { title: 'Notice', published: '1970-01-01T00:00:00.000Z' },
      false,
    ],
    ['the same title alone', { title: 'Daily briefing' }, { title: 'Daily briefing' }, false],
    [
      'the same title on another day',
      { title: 'Daily briefing', published: '2026-03-03T00:00:00.000Z' },
      { title: 'Daily briefing', published: '2026-03-04T00:00:00.000Z' },
      false,
    ],
    [
      'another title on the same day',
      { title: 'Talks begin', published: '2026-03-03T00:00:00.000Z' },
      { title: 'Talks end', published: '2026-03-03T00:00:00.000Z' },
      false,
    ],
    ['two items without a title', { title: '', text: LONG }, { title: '', text: LONG }, false],
  ])('%s', (_name, before, now, isRecognized) => {
    const candidate = item(now)

    const found = recognizeRenewed([candidate, ...OTHERS], [stored(1, before)], makeContainment())

    expect(found.get(candidate) ?? null).toBe(isRecognized ? 1 : null)
  })

  test('believes titles alone where most of the document is recognised, each stored item once', () => {
    const titles = ['Talks begin', 'Museum opens', 'Reactor planned', 'Harbour closed', 'Tax falls']
    const added = [...titles, 'New this morning'].map((title) => item({ title }))

    const found = recognizeRenewed(
      added,
      titles.map((title, index) => stored(index + 1, { title })),
      makeContainment(),
    )

    expect(added.map((each) => found.get(each) ?? null)).toEqual([1, 2, 3, 4, 5, null])
  })

  test('believes the same texts under other dates where most of the document has them', () => {
    const titles = [...FOUR, 'Talks begin']
    const added = titles.map((title) =>
      item({ title, text: LONG, published: '2026-06-01T00:00:00.000Z' }),
    )
    const before = titles.map((title, index) =>
      stored(index + 1, { title, text: LONG, published: '2026-03-03T00:00:00.000Z' }),
    )

    const found = recognizeRenewed([...added, ...OTHERS], before, makeContainment())

    expect(added.map((each) => found.get(each))).toEqual([1, 2, 3, 4, 5])
  })

  test('believes no end of a link that others have too', () => {
    const url = 'https://new.test/board/20240/view.do?no=7'
    const added = [
      item({ title: 'Talks begin', url }),
      item({ title: 'Museum opens', url: `${url}1` }),
    ]
    const before = [
      stored(1, { title: 'Talks begin', url: 'https://old.test/board/20240/view.do?no=1' }),
      stored(2, { title: 'Museum opens', url: 'https://old.test/board/20240/view.do?no=2' }),
    ]

    expect(recognizeRenewed(added, before, makeContainment()).size).toBe(0)
  })

  test('takes no item of a feed for another whose titles are all alike', () => {
    const texts = ['On the export of cars.', 'On a museum at night.', 'On reactors in the north.']
    const added = texts.map((text) =>
      item({ title: 'Press release', text, published: '2026-03-03T00:00:00.000Z' }),
    )
    const before = ['On harbours.', 'On schools.'].map((text, index) =>
      stored(index + 1, { title: 'Press release', text, published: '2026-03-03T00:00:00.000Z' }),
    )

    expect(recognizeRenewed(added, before, makeContainment()).size).toBe(0)
  })

  test('believes no title that stands twice', () => {
    const notices = [item({ title: 'Notice' }), item({ title: 'Notice' })]

    const found = recognizeRenewed(
      [...notices, ...COMPANY, item({ title: 'Talks begin' })],
      [stored(1, { title: 'Notice' }), stored(2, { title: 'Talks begin' }), ...KNOWN_COMPANY],
      makeContainment(),
    )

    expect([...found.values()].sort((a, b) => a - b)).toEqual([2, 11, 12, 13, 14])
  })
})

test.each([
  [0, 10, false],
  [5, 10, false],
  [6, 10, true],
  [1, 1, false],
  [2, 2, true],
])('%d new of %d are most: %s', (added, all, expected) => {
  expect(isMostlyNew(added, all)).toBe(expected)
})
