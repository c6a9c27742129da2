import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { extractArticle } from '../../src/parse/extract-article.ts'
import { bytesOf, readFixture } from './read-fixture.ts'

/**
 * A case is a file in tests/fixtures/articles: a page built like those of a kind of ministry, with a comment before it
 * that names the item's title, words that its article holds, and words that stand around it.
 */
type ArticlePage = {
  readonly page: string
  readonly title: string
  readonly found: readonly string[]
  readonly leftOut: readonly string[]
  readonly html: string
}

const folder = new URL('../fixtures/articles/', import.meta.url)
const pages = readdirSync(folder).map(readArticlePage)

function readArticlePage(file: string): ArticlePage {
  const [, notes, html] = /^<!--\n(.*?)\n-->\n(.*)$/s.exec(
    Buffer.from(readFixture(`articles/${file}`)).toString(),
  )!
  const lineOf = (name: string): string => new RegExp(`^${name}: *(.*)$`, 'm').exec(notes!)![1]!
  const wordsOf = (name: string): readonly string[] =>
    lineOf(name)
      .split(' | ')
      .filter((words) => words !== '')
  return {
    page: file.replace('.html', '').replaceAll('-', ' '),
    title: lineOf('title'),
    found: wordsOf('found'),
    leftOut: wordsOf('left out'),
    html: html!,
  }
}

async function textOf({ html, title }: ArticlePage): Promise<string> {
  const url = 'https://ministry.example/news/3'
  const result = await extractArticle(bytesOf(html), 'text/html; charset=utf-8', url, {
    title,
    teaser: null,
  })
  return result.kind === 'extracted' ? result.text : ''
}

test('the pages are seen', () => {
  expect(pages.length).toBeGreaterThan(50)
})

test.each(pages)('nothing of the article is lost: $page', async (page) => {
  const text = await textOf(page)

  expect(page.found.filter((words) => !text.includes(words))).toEqual([])
})

test.each(pages)('nothing around the article is taken for it: $page', async (page) => {
  const text = await textOf(page)

  expect(page.leftOut.filter((words) => text.includes(words))).toEqual([])
})
