import { expect, test } from 'vitest'
import { CookieJar } from '../../src/fetch/cookie-jar.ts'

const NOW_MS = Date.UTC(2026, 2, 2)
const SETTER = new URL('https://www.motir.example/kor/article/rss')

function headerAfter(lines: readonly string[], asked: string, setBy: URL = SETTER): string {
  const jar = new CookieJar()
  jar.store(setBy, lines, NOW_MS)
  return jar.headerFor(new URL(asked, setBy))
}

test.each([
  ['goes back to the folder that set it', 'a=1', '/kor/article/rss', 'a=1'],
  ['goes to folders below', 'a=1', '/kor/article/x/y', 'a=1'],
  ['stays away from other folders', 'a=1', '/eng/', ''],
  ['stays away from folders that begin alike', 'a=1; Path=/kor', '/korea', ''],
  ['goes to exactly its path', 'a=1; Path=/kor', '/kor', 'a=1'],
  ['goes everywhere with the path /', 'a=1; path=/', '/', 'a=1'],
  ['has its folder when the path is no path', 'a=1; Path=kor', '/eng/', ''],
  [
    'stays with its host whatever its domain',
    'a=1; Domain=motir.example',
    '//m.motir.example/kor/article/',
    '',
  ],
  ['goes to another port of its host', 'a=1', '//www.motir.example:8443/kor/article/', 'a=1'],
  ['stays off plain http when secure', 'a=1; Secure', 'http://www.motir.example/kor/article/', ''],
  ['goes by https when secure', 'a=1; Secure', '/kor/article/', 'a=1'],
  ['keeps its equals signs', 'a=b=c==', '/kor/article/', 'a=b=c=='],
  ['may be empty', 'a=', '/kor/article/', 'a='],
  ['needs a name', '=1', '/kor/article/', ''],
  ['needs an equals sign', 'HttpOnly', '/kor/article/', ''],
  ['ends with a Max-Age of 0', 'a=1; Max-Age=0', '/kor/article/', ''],
  [
    'ends with an Expires in the past',
    'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    '/kor/article/',
    '',
  ],
  [
    'lives when Max-Age contradicts Expires',
    'a=1; Max-Age=9; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    '/kor/article/',
    'a=1',
  ],
  ['is left out when longer than allowed', `a=${'x'.repeat(4_100)}`, '/kor/article/', ''],
])('a cookie %s', (_what, line, asked, expected) => {
  expect(headerAfter([line], asked)).toBe(expected)
})

test('a secure cookie set by plain http is not taken', () => {
  const setBy = new URL('http://www.motir.example/')

  expect(headerAfter(['a=1; Secure', 'b=2'], 'https://www.motir.example/', setBy)).toBe('b=2')
})

test('a later cookie of the same name takes the place of the earlier', () => {
  expect(headerAfter(['a=1', 'b=2', 'a=3'], '/kor/article/')).toBe('b=2; a=3')
})

test('a cookie is deleted by one that has expired', () => {
  expect(headerAfter(['a=1', 'b=2', 'a=; Max-Age=-1'], '/kor/article/')).toBe('b=2')
})

test('more than thirty cookies are not kept', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `c${index}=1`)

  expect(headerAfter(lines, '/kor/article/').split('; ')).toHaveLength(30)
})

test('a header of cookies stays below what servers take', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `c${index}=${'x'.repeat(1_000)}`)

  expect(headerAfter(lines, '/kor/article/').length).toBeLessThanOrEqual(6_144)
})
