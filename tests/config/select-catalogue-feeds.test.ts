import { describe, expect, it } from 'vitest'
import { readFeedCatalogue } from '../../src/config/feed-catalogue.ts'
import { findCatalogueFeed, selectCatalogueFeeds } from '../../src/config/select-catalogue-feeds.ts'

const feeds = readFeedCatalogue()
const select = (...words: string[]): readonly string[] =>
  selectCatalogueFeeds(feeds, words).map(({ id }) => id)

describe('words', () => {
  it('find all feeds when there are none', () => {
    expect(select()).toHaveLength(feeds.length)
  })

  it.each([
    ['a country', ['korea', 'trade'], 'kr-motir'],
    ['another name of it', ['usa', 'tariffs'], 'us-ustr'],
    ['a code of it', ['GB', 'nuclear'], 'uk-onr'],
    ['a language', ['japanese', 'digital'], 'jp-digital'],
    ['a topic of two words', ['foreign affairs', 'germany'], 'de-aa'],
    ['a publisher in its own script', ['산업통상부'], 'kr-motir'],
    ['a publisher whatever its accents', ['elysee'], 'fr-elysee'],
    ['its acronym', ['MOTIR'], 'kr-motir'],
  ])('find a feed by %s', (_, words, id) => {
    expect(select(...words)).toContain(id)
  })

  it('must all be found', () => {
    expect(select('korea', 'ustr')).toEqual([])
  })

  it('stand at the beginning of words, and codes alone', () => {
    expect(select('ustr')).toEqual(['us-ustr'])
    expect(select('us')).not.toContain('au-pm')
  })

  it('that are ids find these alone, in the order of the catalogue', () => {
    expect(select('kr-mofa-press', 'iaea', 'kr-motir')).toEqual([
      'iaea',
      'kr-motir',
      'kr-mofa-press',
    ])
  })
})

describe('an address', () => {
  it.each([
    ['as it stands', 'https://ustr.gov/rss.xml', 'us-ustr'],
    ['in another spelling', 'http://www.ustr.gov/rss.xml?utm_source=x', 'us-ustr'],
    ['by what it begins with', 'http://www.korea.kr/rss/dept_mofa.xml', 'kr-koreakr-dept'],
  ])('is found %s', (_, url, id) => {
    expect(findCatalogueFeed(feeds, url)?.id).toBe(id)
  })

  it.each(['https://harbour.example/rss', 'no address'])('%s is not in the catalogue', (url) => {
    expect(findCatalogueFeed(feeds, url)).toBeNull()
  })
})
