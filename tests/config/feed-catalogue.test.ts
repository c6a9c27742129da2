import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import {
  isUsable,
  parseCatalogueFile,
  readFeedCatalogue,
  titleOfFeed,
} from '../../src/config/feed-catalogue.ts'
import { canonicalizeUrl } from '../../src/core/feed/canonical-url.ts'
import { isMissing, needShared, pathOf } from '../support/needs.ts'

/** The shipped catalogue itself, and how a file of it is read. */

const feeds = readFeedCatalogue()

test('there are feeds of many countries, and most may be polled', () => {
  expect(feeds.length).toBeGreaterThanOrEqual(131)
  expect(new Set(feeds.map(({ country }) => country.code)).size).toBeGreaterThanOrEqual(15)
  expect(feeds.filter(isUsable).length).toBeGreaterThanOrEqual(100)
})

test('no two entries speak of one address', () => {
  const addresses = feeds.map(({ url }) => canonicalizeUrl(url))

  expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([])
})

test('no two feeds have one title', () => {
  const titles = feeds.filter(isUsable).map(titleOfFeed)

  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
})

test('every entry says where it is from', () => {
  expect(feeds.filter(({ provenance }) => !/^(a )?public (project|page)/.test(provenance))).toEqual(
    [],
  )
})

test('every feed of korea.kr is dead since 2026-07-01', () => {
  const ended = feeds.filter(({ url }) => url.startsWith('https://www.korea.kr/'))

  expect(ended.map(({ status }) => status)).toEqual(['dead', 'dead'])
  expect(ended.filter(({ quirks }) => quirks?.includes('2026-07-01') !== true)).toEqual([])
})

const SOURCE = 'data/government-feeds.json'
const need = needShared(SOURCE)

describe.skipIf(isMissing(need, 'the catalogue against its source'))('the source', () => {
  type Claim = { readonly url: string; readonly method: string; readonly status: string }

  it('says of each address what the catalogue says', () => {
    const claims = JSON.parse(readFileSync(pathOf(need), 'utf8')) as readonly Claim[]

    const told = feeds.map(({ url, method, status }) => ({ url, method, status }))

    expect(told).toEqual(
      expect.arrayContaining(claims.map(({ url, method, status }) => ({ url, method, status }))),
    )
  })
})

const ENTRY = `  harbour:
    publisher: Harbour Office
    language: en
    url: https://harbour.example/rss
    format: RSS
    topics: [shipping]
    status: unverified
    asOf: '2026'
    provenance: a public project
`
const fileOf = (entry: string): string =>
  `title: Atlantis\ncountry: XA\ntag: atlantis\nfeeds:\n${entry}`

describe('a file of the catalogue', () => {
  it('gives entries with what is usual filled in', () => {
    const [feed] = parseCatalogueFile(fileOf(ENTRY), 'atlantis.yaml')

    expect(feed).toMatchObject({
      id: 'harbour',
      country: { code: 'XA', title: 'Atlantis', tag: 'atlantis' },
      kind: 'government',
      section: null,
      method: 'GET',
      body: null,
      articles: 'open',
      quirks: null,
    })
  })

  it.each([
    ['an address that is none', ENTRY.replace('https://', ''), 'is not an address'],
    ['no provenance', ENTRY.replace(/ {4}provenance.*\n/, ''), 'provenance'],
    ['an unknown status', ENTRY.replace('unverified', 'checked'), 'status'],
    ['a date that is none', ENTRY.replace("'2026'", 'lately'), 'write YYYY-MM-DD'],
    ['an unknown key', ENTRY.replace('topics', 'topic'), 'topic'],
    ['a name that is no key', ENTRY.replace('harbour:', 'Har bour:'), 'Har bour'],
  ])('is refused for %s', (_, entry, message) => {
    expect(() => parseCatalogueFile(fileOf(entry), 'atlantis.yaml')).toThrow(message)
  })
})
