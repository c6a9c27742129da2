import { expect, test } from 'vitest'
import { extractArticle } from '../../src/parse/extract-article.ts'
import { bytesOf } from './read-fixture.ts'

const TITLE = 'Locks on the canal stay open at night'
const HEAD = `<h1>${TITLE}</h1>`
const FIRST = '<p>From June barges need not wait until morning before the locks of the canal.</p>'
const SECOND = '<p>Keepers will work in three shifts, and the fee is the same at every hour.</p>'
const ARTICLE = `${HEAD}${FIRST}${SECOND}`

const teasers = (count: number): string =>
  Array.from(
    { length: count },
    (_, n) =>
      `<div class="card"><h3><a href="/t${n}">Herons return, part ${n}</a></h3><p>Herons nest again on the island by the weir number ${n}, wardens said, and visitors are asked to keep away.</p></div>`,
  ).join('')

async function textOf(body: string): Promise<string> {
  const page = `<!doctype html><html lang="en"><head><title>${TITLE} | Canals</title></head><body>${body}</body></html>`
  const result = await extractArticle(bytesOf(page), 'text/html', 'https://canals.example/1', {
    title: TITLE,
    teaser: null,
  })
  return result.kind === 'extracted' ? result.text : result.reason
}

test.each([
  [
    'an aside with more words',
    `<main><article>${ARTICLE}</article></main><aside>${teasers(6)}</aside>`,
  ],
  ['an aside inside it', `<main><article>${ARTICLE}<aside>${teasers(2)}</aside></article></main>`],
  [
    'a footer with more words',
    `<main>${ARTICLE}</main><footer>${teasers(8)}<p>Write to us.</p></footer>`,
  ],
  ['a window that is hidden', `<main>${ARTICLE}</main><div hidden>${teasers(12)}</div>`],
  [
    'a window that is hidden by its style',
    `<main>${ARTICLE}<div style="DISPLAY : none">${teasers(1)}</div></main>`,
  ],
  [
    'teasers in a section of their own',
    `<main><article>${ARTICLE}</article></main><section class="more">${teasers(12)}</section>`,
  ],
  [
    'teasers that are marked as articles',
    `<main>${ARTICLE}</main><div>${teasers(6).replaceAll('div', 'article')}</div>`,
  ],
  [
    'another article that is longer',
    `<article>${ARTICLE}</article><article><h2>Herons</h2>${teasers(5)}</article>`,
  ],
  [
    'a list that is announced as leading elsewhere',
    `<main>${HEAD}${FIRST}<h2>Related links</h2><ul>${'<li><a href="/x">Herons on the weir</a></li>'.repeat(5)}</ul>${SECOND}</main>`,
  ],
])('a marked article is told apart from %s', async (_what, body) => {
  const text = await textOf(body)

  expect(text).toContain('barges need not wait')
  expect(text).toContain('Keepers will work')
  expect(text).not.toMatch(/Herons/)
})

test.each([
  [
    'a list of its own documents',
    `<p>Three by-laws change:</p><ul><li><a href="/1">By-law on night lamps</a></li><li><a href="/2">By-law on fees</a></li><li><a href="/3">By-law on horns</a></li></ul>`,
    'By-law on night lamps',
  ],
  [
    'the heading above such a list',
    `<h2>Memorandum on lamps</h2><ul><li><a href="/1">In English</a></li><li><a href="/2">In French</a></li><li><a href="/3">In Dutch</a></li></ul>`,
    'Memorandum on lamps',
  ],
  [
    'what somebody said beside the text',
    `<div class="quotes"><blockquote>Night is half of the day, said the warden.</blockquote></div>`,
    'half of the day',
  ],
  [
    'the heading of a part that is folded away',
    `<h2><button aria-expanded="false">Lamps along the towpath</button></h2><div><p>They burn until six.</p></div>`,
    'Lamps along the towpath',
  ],
])('%s belongs to a marked article', async (_what, part, expected) => {
  const text = await textOf(`<main><article>${ARTICLE}${part}</article></main>`)

  expect(text).toContain(expected)
  expect(text).toContain('Keepers will work')
})

test('a mark around the headline and the date alone is not the article', async () => {
  const body = `<main><article>${HEAD}<p>3 March 2026</p></article></main><div class="text">${FIRST}${SECOND}${SECOND}</div>`

  const text = await textOf(body)

  expect(text).toContain('barges need not wait')
})
