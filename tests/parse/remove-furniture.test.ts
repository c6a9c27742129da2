import { describe, expect, it } from 'vitest'
import { extractArticle } from '../../src/parse/extract-article.ts'
import { bytesOf, readFixture } from './read-fixture.ts'

const TITLE = 'Locks on the canal stay open at night'
const ARTICLE = `<h2>${TITLE}</h2>
<p>From June the locks on the canal stay open at night, so that barges need not wait until morning.</p>
<p>Keepers will work in three shifts, and the fee is the same at every hour.</p>`

async function textOf(bytes: Uint8Array): Promise<string> {
  const result = await extractArticle(bytes, null, 'https://canals.example/1', {
    title: TITLE,
    teaser: null,
  })
  return result.kind === 'extracted' ? result.text : result.reason
}

const textAround = (body: string): Promise<string> =>
  textOf(
    bytesOf(
      `<html><head><meta charset="utf-8"><title>${TITLE}</title></head><body>${body}</body></html>`,
    ),
  )

describe('what surrounds an article', () => {
  it.each([
    ['a box of networks', '<div class="share"><span>Walrus</span></div>'],
    ['the particulars of a post', '<div class="view_info">담당부서 Walrus 조회수 10</div>'],
    ['a menu without links', '<div id="nav">Walrus</div>'],
    ['a menu in camel case', '<div id="TopMenu">Walrus</div>'],
    ['side navigation', '<div class="box snb"><p>Walrus</p></div>'],
    ['a path', '<p class="breadcrumb">Walrus</p>'],
    ['other articles', '<div class="related"><p>Walrus</p></div>'],
    ['what is popular', '<div class="popular">Walrus</div>'],
    ['comments', '<div id="comments"><p>Walrus, said a reader.</p></div>'],
    ['a notice on cookies', '<div class="cookie"><p>We keep a Walrus.</p></div>'],
    ['a column', '<div class="sidebar"><p>Walrus</p></div>'],
    ['an address', '<div id="footer">Walrus street 1</div>'],
    ['navigation by role', '<div role="navigation">Walrus</div>'],
    ['a complement by role', '<div role="complementary"><p>Walrus</p></div>'],
    ['information by role', '<div role="contentinfo">Walrus</div>'],
    ['a search by role', '<form role="search"><label>Walrus</label></form>'],
    ['what is hidden', '<p hidden>Walrus</p>'],
    ['what is hidden from readers aloud', '<span aria-hidden="true">Walrus</span>'],
  ])('is left out of the text: %s', async (_what, furniture) => {
    const text = await textAround(`<div class="post">${ARTICLE}${furniture}</div>`)

    expect(text).not.toContain('Walrus')
    expect(text).toContain('barges need not wait')
    expect(text).toContain('Keepers will work')
  })

  it('is left out where a table lays out the page', async () => {
    const text = await textOf(readFixture('pages/layout-table-with-menu.html'))

    expect(text).toContain('barges need not wait')
    expect(text).toContain('Keepers will work')
    expect(text).not.toMatch(/Otters|Herons|Towpaths/)
  })
})

describe('what belongs to an article', () => {
  it.each([
    ['a subject that contains such a name', '<p class="navigation-of-ships">Walrus</p>'],
    ['a subject that ends like one', '<p class="market-share">Walrus</p>'],
    [
      'a long text of a doubtful name',
      `<p class="share">Walrus ${'and its portion '.repeat(12)}</p>`,
    ],
  ])('stays: %s', async (_what, part) => {
    expect(await textAround(`<div class="post">${ARTICLE}${part}</div>`)).toContain('Walrus')
  })

  it.each(['class="nav"', 'id="sidebar"', 'class="comments"', 'role="complementary"', 'hidden'])(
    'stays where %s stands around it and its headline',
    async (attribute) => {
      const text = await textAround(`<p>A line.</p><div ${attribute}>${ARTICLE}</div>`)

      expect(text).toContain('barges need not wait')
    },
  )

  it('keeps the cells of links in its tables', async () => {
    const cell = '<td><a href="/1">Walrus</a> <a href="/2">Beavers</a> <a href="/3">Voles</a></td>'
    const rows = `<tr><td>Animals at the locks, counted by the keepers in June</td>${cell}</tr>`

    const text = await textAround(`<article>${ARTICLE}<table>${rows}</table></article>`)

    expect(text).toContain('Walrus')
  })

  it('keeps its headline above a box of networks', async () => {
    const article = ARTICLE.replace('</h2>', '</h2><div class="share"><span>Walrus</span></div>')

    const text = await textAround(`<article>${article}</article>`)

    expect(text).toContain(TITLE)
    expect(text).not.toContain('Walrus')
  })
})
