import { describe, expect, test } from 'vitest'
import { decideRedirect, firstHop, type Hop } from '../../src/fetch/hop.ts'

const START = firstHop(new URL('http://a.example/feeds/rss?key=secret'), 'GET')

function next(location: string, status = 302, hop: Hop = START): ReturnType<typeof decideRedirect> {
  return decideRedirect(hop, status, location, 5)
}

describe('where a redirect leads', () => {
  test.each([
    ['/other', 'http://a.example/other'],
    ['other?x=1#part', 'http://a.example/feeds/other?x=1'],
    ['other#', 'http://a.example/feeds/other'],
    ['//b.example/', 'http://b.example/'],
    ['https://b.example:8443/rss', 'https://b.example:8443/rss'],
    [' /blank ', 'http://a.example/blank'],
    ['/caf\u00e9', 'http://a.example/caf%C3%A9'],
    ['/\u00eb\u00b3\u00b4', 'http://a.example/%EB%B3%B4'],
  ])('%s', (location, href) => {
    expect(next(location)).toMatchObject({ kind: 'hop', url: new URL(href), count: 1 })
  })
})

describe('a redirect is refused', () => {
  test.each([
    [
      'without an address',
      '',
      'redirect',
      'http://a.example/feeds/rss answered 302 Found without saying where to',
    ],
    [
      'to something unreadable',
      'http://[oops',
      'bad-url',
      'http://a.example/feeds/rss redirects: the address is not a URL; it must begin with https:// or http://',
    ],
    [
      'to a file',
      'file:///etc/passwd',
      'bad-url',
      'http://a.example/feeds/rss redirects: an address must be http or https, not file:',
    ],
    [
      'with credentials',
      'http://me:secret@b.example/',
      'bad-url',
      'http://a.example/feeds/rss redirects: http://b.example/ has a user name or password in the address; send them as an Authorization header instead',
    ],
  ])('%s', (_what, location, reason, message) => {
    expect(next(location)).toMatchObject({ kind: 'failed', reason, message })
  })

  test('after the last that is allowed', () => {
    const refused = next('/', 302, { ...START, count: 5 })

    expect(refused).toMatchObject({
      reason: 'redirect',
      message: 'http://a.example/feeds/rss redirects once more after 5 redirects',
    })
  })
})

describe('what was meant for the first site', () => {
  test.each([
    ['goes to its other pages', 'http://a.example/rss', '/other', false],
    ['goes along from http to https', 'http://a.example/rss', 'https://a.example/rss', false],
    ['does not go to a subdomain', 'http://a.example/rss', 'https://www.a.example/rss', true],
    ['does not go to another port', 'http://a.example/rss', 'http://a.example:8080/rss', true],
    [
      'does not go to https on a port of its own',
      'http://a.example:8080/',
      'https://a.example/',
      true,
    ],
    ['does not go to another host', 'https://a.example/rss', 'https://b.example/rss', true],
  ])('%s', (_what, from, location, isForeign) => {
    const hop = firstHop(new URL(from), 'GET')

    expect(next(location, 302, hop)).toMatchObject({ isForeign })
  })

  test('does not come back once the chain has left', () => {
    const away: Hop = { ...START, url: new URL('http://b.example/'), isForeign: true }

    expect(next('http://a.example/feeds/rss', 302, away)).toMatchObject({ isForeign: true })
  })
})

test('a POST that becomes a GET is no permanent move', () => {
  const hop = firstHop(START.url, 'POST')

  expect(next('/new', 301, hop)).toMatchObject({ method: 'GET', isPermanent: false })
})
