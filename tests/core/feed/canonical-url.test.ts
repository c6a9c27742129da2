import { describe, expect, it } from 'vitest'
import { canonicalizeUrl } from '../../../src/core/feed/canonical-url.ts'

describe('canonicalizeUrl', () => {
  it.each([
    ['the scheme', 'http://a.example/x', 'https://a.example/x'],
    ['the case of the host', 'https://A.Example/X', 'https://a.example/X'],
    ['www', 'https://www.a.example/x', 'https://a.example/x'],
    ['default ports', 'http://a.example:80/x', 'https://a.example/x'],
    ['credentials', 'https://u:p@a.example/x', 'https://a.example/x'],
    ['the fragment', 'https://a.example/x#top', 'https://a.example/x'],
    ['trackers', 'https://a.example/x?utm_source=rss&id=1&fbclid=2', 'https://a.example/x?id=1'],
    ['a query of trackers alone', 'https://a.example/x?utm_source=rss', 'https://a.example/x'],
    ['sessions in the path', 'https://a.example/x;jsessionid=0A?id=1', 'https://a.example/x?id=1'],
    ['sessions in the query', 'https://a.example/x?PHPSESSID=0a&id=1', 'https://a.example/x?id=1'],
    ['the case of escapes', 'https://a.example/%ed%95%9c', 'https://a.example/%ED%95%9C'],
  ])('ignores %s', (_what, url, canonical) => {
    expect(canonicalizeUrl(url)).toBe(canonical)
  })

  it.each([
    ['the order of parameters', 'https://a.example/?b=1&a=2'],
    ['empty parameters', 'https://a.example/?view&id='],
    ['a trailing slash', 'https://a.example/x/'],
    ['another port', 'https://a.example:8443/x'],
    ['a fragment that a script routes by', 'https://a.example/#!/news/1'],
    ['other path parameters', 'https://a.example/x;id=1'],
    ['parameters that only begin like trackers', 'https://a.example/?utm=1&at_id=2'],
  ])('keeps %s', (_what, url) => {
    expect(canonicalizeUrl(url)).toBe(url)
  })

  it('makes an escaped and a typed path alike', () => {
    expect(canonicalizeUrl('https://a.example/한')).toBe(
      canonicalizeUrl('https://a.example/%ed%95%9c'),
    )
  })

  it.each(['mailto:a@b.example', 'not a url', '', '/x'])('knows no link in %j', (url) => {
    expect(canonicalizeUrl(url)).toBeNull()
  })
})
