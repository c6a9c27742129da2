import { expect, it } from 'vitest'
import { listUsualFeedUrls } from '../../../src/core/feed/list-usual-feed-urls.ts'

it.each([
  ['https://a.example', 'https://a.example/rss.xml'],
  ['https://a.example/news', 'https://a.example/news/feed/'],
  ['https://a.example/news/?page=2#top', 'https://a.example/news/feed/'],
  ['https://a.example/en/index.html', 'https://a.example/en/feed/'],
  ['http://a.example:8080/', 'http://a.example:8080/rss.xml'],
])('looks for the feed of %s at %s first', (page, first) => {
  expect(listUsualFeedUrls(page)[0]).toBe(first)
})

it('names a few addresses of the same host, each once', () => {
  const urls = listUsualFeedUrls('https://a.example/news/')

  expect(new Set(urls).size).toBe(urls.length)
  expect(urls.length).toBeLessThanOrEqual(8)
  expect(urls.filter((url) => new URL(url).host !== 'a.example')).toEqual([])
})
