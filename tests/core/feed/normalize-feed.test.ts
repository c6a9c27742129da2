import { describe, expect, it } from 'vitest'
import type { FeedItem } from '../../../src/core/feed/feed-item.ts'
import { normalizeFeed } from '../../../src/core/feed/normalize-feed.ts'
import type { WireFeed, WireItem, WireLink } from '../../../src/core/feed/wire-feed.ts'
import { MAX_TEXT_CHARS, MAX_TITLE_CHARS } from '../../../src/core/text/limit-text.ts'
import { timestampOf } from '../../../src/core/time.ts'

const BASE = 'https://a.example/feeds/rss.xml'

const wireItem = (changes: Partial<WireItem> = {}): WireItem => ({
  id: null,
  isIdPermalink: false,
  title: 'Title',
  links: [],
  published: null,
  updated: null,
  authors: [],
  categories: [],
  summary: null,
  content: null,
  language: null,
  base: null,
  ...changes,
})

const wireFeed = (changes: Partial<WireFeed> = {}): WireFeed => ({
  format: 'rss-2.0',
  title: 'Feed',
  link: 'https://a.example/',
  language: null,
  ttlMinutes: null,
  base: null,
  items: [],
  ...changes,
})

function normalizeItem(changes: Partial<WireItem>, feed: Partial<WireFeed> = {}): FeedItem {
  const [item] = normalizeFeed(
    wireFeed({ ...feed, items: [wireItem(changes)] }),
    BASE,
    'Asia/Seoul',
  ).items
  return item!
}

const link = (href: string, changes: Partial<WireLink> = {}): WireLink => ({
  href,
  rel: 'alternate',
  type: null,
  ...changes,
})

describe('texts', () => {
  it('become plain: titles on one line, contents in paragraphs', () => {
    const item = normalizeItem({
      title: 'R&amp;D <i>and</i>\n trade',
      summary: '<p>one</p><p>two</p>',
      content: '<p>one</p><table><tr><td>a</td><td>b</td></tr></table>',
    })

    expect(item).toMatchObject({
      title: 'R&D and trade',
      summary: 'one\n\ntwo',
      text: 'one\n\na\n\nb',
    })
  })

  it('are the summary where there is no content, or none with words', () => {
    expect(normalizeItem({ summary: 'short' }).text).toBe('short')
    expect(normalizeItem({ summary: 'short', content: '<img src="x">' }).text).toBe('short')
  })

  it('have a length that is bounded, and the feed says which it cut', () => {
    const long = wireItem({ content: 'a-'.repeat(MAX_TEXT_CHARS) })

    const { items, problems } = normalizeFeed(wireFeed({ items: [long] }), BASE, 'UTC')

    expect(items[0]?.text).toHaveLength(MAX_TEXT_CHARS)
    expect(problems).toContainEqual(
      `1 item longer than ${MAX_TEXT_CHARS} characters, searched to there`,
    )
  })

  it('have titles and names that are bounded, and the feed says so', () => {
    const long = wireItem({
      title: 'a-'.repeat(MAX_TITLE_CHARS),
      categories: Array.from({ length: 1_000 }, (_, n) => `c${n}`),
    })

    const { items, problems } = normalizeFeed(wireFeed({ items: [long] }), BASE, 'UTC')

    expect(items[0]?.title).toHaveLength(MAX_TITLE_CHARS)
    expect(items[0]?.categories).toHaveLength(500)
    expect(problems).toContainEqual(
      `1 item with a title or names that are too long, kept to ${MAX_TITLE_CHARS} characters`,
    )
  })

  it('are empty or null where the feed gives none', () => {
    expect(normalizeItem({ title: null })).toMatchObject({ title: '', summary: null, text: '' })
  })

  it('name authors without their addresses, each once', () => {
    const authors = ['desk@a.example (Desk)', 'Kim <kim@a.example>', ' Kim ', 'x@a.example', '']

    expect(normalizeItem({ authors }).authors).toEqual(['Desk', 'Kim', 'x@a.example'])
  })

  it('carry the language of the item, else of the feed', () => {
    expect(normalizeItem({ language: 'KO' }, { language: 'en_GB' }).language).toBe('ko')
    expect(normalizeItem({}, { language: 'en_GB' }).language).toBe('en-gb')
    expect(normalizeItem({}, { language: 'English' }).language).toBeNull()
  })
})

describe('links', () => {
  it.each([
    [
      'an absolute one as it is',
      [link('https://b.example/1?a=1&b=2')],
      'https://b.example/1?a=1&b=2',
    ],
    ['a relative one from the address of the feed', [link('../1')], 'https://a.example/1'],
    [
      'one whose ampersands are escaped twice',
      [link('/1?a=1&amp;b=2')],
      'https://a.example/1?a=1&b=2',
    ],
    ['one without a scheme', [link('www.b.example/1')], 'http://www.b.example/1'],
    [
      'the page before other formats',
      [link('/1.pdf', { type: 'application/pdf' }), link('/1.html', { type: 'text/html' })],
      'https://a.example/1.html',
    ],
    ['no enclosure', [link('/1.mp3', { rel: 'enclosure' }), link('/1')], 'https://a.example/1'],
    ['none that a browser would not open', [link('javascript:alert(1)'), link('mailto:a@b')], null],
  ])('are made absolute: %s', (_what, links, url) => {
    expect(normalizeItem({ links }).url).toBe(url)
  })

  it('are seen from the base of the item, itself seen from that of the feed', () => {
    const item = normalizeItem(
      { links: [link('1')], base: '2026/' },
      { base: 'https://b.example/x/' },
    )

    expect(item.url).toBe('https://b.example/x/2026/1')
  })

  it('are the guid where it is a permalink and there is no other', () => {
    const id = 'https://a.example/9'

    expect(normalizeItem({ id, isIdPermalink: true }).url).toBe(id)
    expect(normalizeItem({ id, isIdPermalink: false }).url).toBeNull()
    expect(normalizeItem({ id: 'nine', isIdPermalink: true }).url).toBeNull()
  })

  it('are an id that looks like an address where nothing else does', () => {
    const id = link('https://a.example/9', { rel: 'id' })
    const enclosure = link('https://a.example/9.pdf', { rel: 'enclosure' })

    expect(normalizeItem({ links: [id] }).url).toBe('https://a.example/9')
    expect(normalizeItem({ links: [id, enclosure] }).url).toBe('https://a.example/9.pdf')
  })

  it('have a canonical form for comparing', () => {
    const item = normalizeItem({ links: [link('http://www.a.example/1?utm_source=rss')] })

    expect(item.canonicalUrl).toBe('https://a.example/1')
  })
})

describe('a feed', () => {
  it('has a plain title and an absolute link', () => {
    const feed = normalizeFeed(
      wireFeed({ title: 'A &amp; B', link: '/news', ttlMinutes: 30 }),
      BASE,
      'UTC',
    )

    expect(feed).toMatchObject({
      format: 'rss-2.0',
      title: 'A & B',
      link: 'https://a.example/news',
      ttlMinutes: 30,
      problems: [],
    })
  })

  it('gives times in UTC, those without a zone from the given one', () => {
    const item = normalizeItem({ published: '2026-03-03 09:00', updated: '2026-03-03T09:00:00Z' })

    expect(item).toMatchObject({
      published: '2026-03-03T00:00:00.000Z',
      publishedRaw: '2026-03-03 09:00',
      updated: '2026-03-03T09:00:00.000Z',
    })
  })

  it('keeps an item whose date cannot be read, and says so', () => {
    const items = [wireItem({ published: 'soon', links: [link('/1')] }), wireItem()]

    const feed = normalizeFeed(wireFeed({ items }), BASE, 'UTC')

    expect(feed.items[0]).toMatchObject({ published: null, publishedRaw: 'soon' })
    expect(feed.problems).toEqual([
      '1 date cannot be read, for example “soon”',
      '1 item without a link',
    ])
  })

  it('tells of dates that cannot be true, and leaves them as they are', () => {
    const dates = ['2099-01-01', '2098-01-01', '1970-01-01', '2026-03-03', '2026-03-04']
    const items = dates.map((published) => wireItem({ published }))

    const feed = normalizeFeed(wireFeed({ items }), BASE, 'UTC', timestampOf(Date.UTC(2026, 2, 3)))

    expect(feed.problems).toEqual([
      '2 dates lie in the future, for example “2099-01-01”',
      '1 date is too old to be true, for example “1970-01-01”',
      '5 items without a link',
    ])
    expect(feed.items[0]?.published).toBe('2099-01-01T00:00:00.000Z')
  })

  it('reads a date that could be two as the others of the feed must be read', () => {
    const items = ['03/04/2026', '31/03/2026'].map((published) => wireItem({ published }))

    const feed = normalizeFeed(wireFeed({ items }), BASE, 'America/New_York')

    expect(feed.items[0]?.published).toBe('2026-04-03T04:00:00.000Z')
  })

  it('keeps the date of the last change as it stands where there is no other', () => {
    expect(normalizeItem({ updated: 'last week' })).toMatchObject({
      publishedRaw: 'last week',
      updated: null,
    })
  })

  it('gives every item keys and a hash of its content', () => {
    const feed = normalizeFeed(
      wireFeed({ items: [wireItem(), wireItem({ id: ' g1 ' })] }),
      BASE,
      'UTC',
    )

    expect(feed.items.map((item) => item.keys.length)).toEqual([1, 2])
    expect(feed.items[1]?.guid).toBe('g1')
    expect(feed.items[0]?.contentHash).toMatch(/^[0-9a-f]{32}$/)
  })

  it('does not take its own link for the identity of an item', () => {
    const keysWith = (title: string): readonly string[] =>
      normalizeItem({ title, links: [link('https://a.example/')] }).keys

    expect(keysWith('One')).not.toEqual(keysWith('Two'))
    expect(keysWith('One')).toHaveLength(1)
  })
})

describe('a document without an address', () => {
  const linksOf = (base: string | null, href: string): unknown => {
    const items = [wireItem({ base, links: [link(href)] })]
    return normalizeFeed(wireFeed({ items }), null, 'UTC').items[0]?.url
  }

  it.each([
    [null, '/news/1', '/news/1'],
    [null, 'www.a.example/1', 'http://www.a.example/1'],
    ['https://a.example/x/', '1', 'https://a.example/x/1'],
    [null, 'javascript:alert(1)', null],
    [null, ' ', null],
  ])('with base %s has the link %s as %s', (base, href, url) => {
    expect(linksOf(base, href)).toBe(url)
  })
})

describe('an item without a page', () => {
  const enclosure = link('/1.pdf', { rel: 'enclosure' })

  it('leads to the document that it encloses', () => {
    expect(normalizeItem({ links: [enclosure] }).url).toBe('https://a.example/1.pdf')
  })

  it('leads to a guid that is a link before that', () => {
    const item = normalizeItem({
      id: 'https://a.example/1',
      isIdPermalink: true,
      links: [enclosure],
    })

    expect(item.url).toBe('https://a.example/1')
  })
})
