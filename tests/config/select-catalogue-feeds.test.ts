import { describe, expect, it } from 'vitest'
import { listTopicWords } from '../../src/config/catalogue-words.ts'
import { readFeedCatalogue } from '../../src/config/feed-catalogue.ts'
import { findCatalogueFeed, selectCatalogueFeeds } from '../../src/config/select-catalogue-feeds.ts'

const feeds = readFeedCatalogue()
const select = (...words: string[]): readonly string[] =>
  selectCatalogueFeeds(feeds, words).map(({ id }) => id)

function hasBothScripts(topic: string): boolean {
  const [feed] = feeds
  const words = feed === undefined ? '' : listTopicWords({ ...feed, topics: [topic] }).join(' ')
  return /\p{Script=Hangul}/u.test(words) && /[\p{Script=Han}\p{Script=Katakana}]/u.test(words)
}

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
    ['its short name', ['산업부'], 'kr-motir'],
    ['a country in its own language', ['대한민국'], 'kr-motir'],
    ['the short name of a country in its own language', ['한국'], 'kr-motir'],
    ['a country in another language', ['韓国'], 'kr-motir'],
    ['a country in Japanese', ['日本'], 'jp-kantei'],
    ['a country in German', ['Deutschland'], 'de-aa'],
    ['a country of several words', ['South', 'Korea'], 'kr-motir'],
    ['a usual name that is not the official one', ['호주'], 'au-pm'],
    ['organisations of many countries', ['국제기구', '원자력'], 'iaea'],
    ['a topic in Korean', ['무역'], 'kr-motir'],
    ['a country and a topic in Korean', ['한국', '원전'], 'kr-motir'],
    ['a topic in Japanese', ['米国', '原子力'], 'us-nrc'],
    ['words of two languages', ['Korea', '외교'], 'kr-mofa-press'],
    ['an abbreviation with dots', ['U.S.', 'nuclear'], 'us-nrc'],
    ['a host', ['mofa.go.kr'], 'kr-mofa-press'],
    ['an address', ['https://www.mofa.go.kr/www/brd/rss.do?brdId=235'], 'kr-mofa-press'],
    ['an address of the other scheme', ['http://mofa.go.kr/www/brd'], 'kr-mofa-press'],
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

  it.each([
    ['대한민국', 'KR'],
    ['한국', 'KR'],
    ['산업부', 'KR'],
    ['mofa.go.kr', 'KR'],
    ['日本', 'JP'],
    ['Deutschland', 'DE'],
    ['영국', 'GB'],
  ])('find by %s the feeds of one country alone', (word, code) => {
    const found = selectCatalogueFeeds(feeds, [word])

    expect([...new Set(found.map(({ country }) => country.code))]).toEqual([code])
  })

  it('look into addresses only when they look like a part of one', () => {
    expect(select('brd')).toEqual([])
    expect(select('www.mofa.go.kr/www/brd')).toContain('kr-mofa-press')
  })

  it('in Korean and in Japanese exist for every topic', () => {
    const silent = feeds.flatMap(({ topics }) => topics).filter((topic) => !hasBothScripts(topic))

    expect(silent).toEqual([])
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
