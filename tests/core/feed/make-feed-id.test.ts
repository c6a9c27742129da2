import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeFeedId } from '../../../src/core/feed/make-feed-id.ts'

const NOTHING: ReadonlySet<string> = new Set()

it.each([
  ['https://www.motir.go.kr/rss', '보도자료', 'motir'],
  ['https://www.motir.go.kr/rss', 'Press Releases', 'motir-press-releases'],
  ['https://www.korea.net/rss', 'Korea.net: Policies', 'korea-net-policies'],
  ['https://ec.europa.eu/rss', null, 'ec-europa'],
  ['https://www.gov.uk/a.atom', 'Activity', 'gov-uk-activity'],
  ['https://www.elysee.fr/rss', 'Élysée', 'elysee'],
  ['http://127.0.0.1:8080/feed', null, '127-0-0-1'],
  ['http://[::1]/feed', '소식', '1'],
  [
    'https://ustr.gov/rss.xml',
    'News about trade and a title that does not end',
    'ustr-news-about-trade-and-a-title',
  ],
])('makes a name for %s titled %s: %s', (url, title, id) => {
  expect(makeFeedId(title, url, NOTHING)).toBe(id)
})

it('adds a number where the name is taken', () => {
  expect(makeFeedId(null, 'https://a.example/rss', new Set(['a', 'a-2']))).toBe('a-3')
})

it('makes a key of config.yaml of any title and host, and never one that is taken', () => {
  const title = fc.option(fc.string({ unit: 'grapheme', maxLength: 60 }))

  fc.assert(
    fc.property(title, fc.webUrl(), fc.integer({ min: 1, max: 4 }), (text, url, count) => {
      const ids = makeFeedIds(text, url, count)

      expect(new Set(ids).size).toBe(count)
      expect(ids.filter((id) => !/^[a-z0-9][a-z0-9-]{0,47}$/.test(id))).toEqual([])
    }),
  )
})

/** The ids of so many feeds that have one title and address. */
function makeFeedIds(title: string | null, url: string, count: number): readonly string[] {
  const taken = new Set<string>()
  while (taken.size < count) taken.add(makeFeedId(title, url, taken))
  return [...taken]
}
