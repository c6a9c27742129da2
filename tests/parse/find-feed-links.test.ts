import { describe, expect, it } from 'vitest'
import { findFeedLinks } from '../../src/parse/find-feed-links.ts'

const PAGE = 'https://ministry.example/en/news/index.html'
const find = (html: string): readonly string[] =>
  findFeedLinks(html, PAGE).map(({ kind, url }) => `${kind} ${url}`)

describe('what a page announces', () => {
  it.each([
    ['RSS', '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'],
    ['Atom', '<LINK REL=ALTERNATE TYPE=application/atom+xml HREF=/rss.xml>'],
    ['JSON Feed', '<link rel="alternate" type="application/feed+json" href="/rss.xml"/>'],
    ['plain XML', '<link type="text/xml; charset=utf-8" href="/rss.xml" rel="Alternate home">'],
    ['a feed without a type', '<link rel="feed" href="/rss.xml">'],
    [
      'a feed in the body',
      '<div><p><link rel="alternate" type="application/rss+xml" href="/rss.xml">',
    ],
  ])('is found as %s', (_, html) => {
    expect(find(html)).toEqual(['announced https://ministry.example/rss.xml'])
  })

  it.each([
    ['another language of the page', '<link rel="alternate" hreflang="ko" href="/ko/">'],
    ['oEmbed', '<link rel="alternate" type="text/xml+oembed" href="/oembed?format=xml">'],
    [
      'an interface',
      '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">',
    ],
    ['a style sheet', '<link rel="stylesheet" type="text/css" href="/feed.css">'],
    ['nothing', '<link rel="alternate" type="application/rss+xml" href="">'],
    [
      'something in a comment',
      '<!-- <link rel="alternate" type="application/rss+xml" href="/x"> -->',
    ],
    [
      'something in a script',
      '<script>"<link rel=alternate type=application/rss+xml href=/x>"</script>',
    ],
    ['an address with a login', '<link rel="feed" href="https://me:secret@ministry.example/rss">'],
  ])('is not %s', (_, html) => {
    expect(find(html)).toEqual([])
  })

  it('is seen from the base that the page names, wherever that stands', () => {
    const html =
      '<link rel="feed" href="rss.xml"><base href="//cdn.example/feeds/"><base href="/second/">'

    expect(find(html)).toEqual(['announced https://cdn.example/feeds/rss.xml'])
  })

  it('keeps its title, with entities read', () => {
    const html = '<link rel="feed" title="News &amp;\n Speeches" href="?format=rss&amp;lang=en">'

    expect(findFeedLinks(html, PAGE)).toEqual([
      {
        kind: 'announced',
        title: 'News & Speeches',
        url: 'https://ministry.example/en/news/index.html?format=rss&lang=en',
      },
    ])
  })
})

describe('a link', () => {
  it.each([
    ['by its ending', '<a href="releases.rdf">Releases</a>', 'releases.rdf'],
    ['by .xml', '<a href="pr_all.xml">All</a>', 'pr_all.xml'],
    ['by a part of its path', '<a href="rss/board.do?id=5">보도자료</a>', 'rss/board.do?id=5'],
    ['by a parameter', '<a href="board.do?act=rss">구독</a>', 'board.do?act=rss'],
    ['by its text', '<a href="board?no=4"><b>RSS</b> 구독</a>', 'board?no=4'],
    ['by its picture', '<a href="board?no=4"><img alt="RSS" src="i.png"></a>', 'board?no=4'],
    ['without an end tag', '<a href="x">one <a href="atom">two', 'atom'],
  ])('looks like a feed %s', (_, html, url) => {
    expect(find(html)).toEqual([`linked https://ministry.example/en/news/${url}`])
  })

  it.each([
    ['<a href="/feedback">Feedback</a>'],
    ['<a href="/sitemap.xml">Sitemap</a>'],
    ['<a href="https://feedly.com/i/subscription/feed/https%3A%2F%2Fa.example%2Frss">Feedly</a>'],
    ['<a href="rss.png">icon</a>'],
    ['<a href="mailto:rss@ministry.example">write</a>'],
    ['<a href="#rss">RSS</a>'],
    ['<a href="javascript:void(0)">RSS</a>'],
    ['<a href="/progress">Progress</a>'],
  ])('that leads elsewhere is none: %s', (html) => {
    expect(find(html)).toEqual([])
  })

  it('with the scheme of readers is read as what it means', () => {
    const html = '<a href="feed:https://a.example/rss">1</a><a href="feed://b.example/rss">2</a>'

    expect(find(html)).toEqual(['linked https://a.example/rss', 'linked http://b.example/rss'])
  })

  it('comes after what is announced, its own host first, each address once', () => {
    const html = `<a href="https://other.example/rss">1</a><a href="/rss">2</a><a href="/rss#top">3</a>
      <link rel="feed" href="/atom.xml"><a href="/atom.xml">4</a>`

    expect(find(html)).toEqual([
      'announced https://ministry.example/atom.xml',
      'linked https://ministry.example/rss',
      'linked https://other.example/rss',
    ])
  })
})

it.each([
  ['nests very deep', '<a><div>'.repeat(300_000)],
  ['has an attribute of megabytes', `<a href="${'x'.repeat(4_000_000)}">`],
  [
    'has very many attributes',
    `<a ${Array.from({ length: 200_000 }, (_, n) => `a${n}`).join(' ')}>`,
  ],
  ['is full of links', '<a href="/rss">RSS</a>'.repeat(200_000)],
])('reads a page that %s in no time worth speaking of', (_, html) => {
  const started = performance.now()

  findFeedLinks(`${html}<link rel="feed" href="/rss.xml">`, PAGE)

  expect(performance.now() - started).toBeLessThan(10_000)
})
