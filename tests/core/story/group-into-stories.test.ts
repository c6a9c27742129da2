import { describe, expect, test } from 'vitest'
import { feedIdOf } from '../../../src/core/ids.ts'
import {
  groupIntoStories,
  type StoryAssignment,
  type StoryCandidate,
  type StoryItem,
} from '../../../src/core/story/group-into-stories.ts'
import { findSharedKeys, releaseKey, storyKeys } from '../../../src/core/story/story-keys.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const RELEASE =
  'The ministry of trade announced on Monday that talks with Singapore on an improved agreement begin in May. Officials of both sides will meet in Seoul first. The ministers expect a text before the end of the year, and the parliament is to vote on it in the spring that follows.'
const STATISTICS =
  'Exports of the month rose by four percent over the year before, the customs office said. Ships and memory chips led the growth while steel fell. Imports were flat, so that the balance shows a surplus for the ninth month in a row, the longest such run since the year 2018.'

const PLAIN = {
  canonicalUrl: 'https://trade.test/1' as string | null,
  title: 'Talks with Singapore begin',
  text: RELEASE,
}

const SEEN = { published: null, firstSeenAt: '2026-03-03T08:30:00.000Z' as Timestamp }

const item = (change: Partial<typeof PLAIN> = {}): StoryItem => {
  const said = { ...PLAIN, ...change }
  return { ...said, ...SEEN, keys: storyKeys(said), releaseKey: releaseKey(said) }
}

/** A stored item, as it is found under each of its keys. */
const stored = (
  storyId: number,
  change: Partial<typeof PLAIN> & { readonly feed?: string } = {},
): readonly StoryCandidate[] => {
  const { title, text, keys } = item(change)
  const feedId = feedIdOf(change.feed ?? 'trade')
  return keys.map((key) => ({ key, storyId, feedId, title, text, ...SEEN }))
}

const group = (
  items: readonly StoryItem[],
  candidates: readonly StoryCandidate[] = [],
): readonly StoryAssignment[] => groupIntoStories(feedIdOf('energy'), items, candidates)

describe('an item of another feed', () => {
  test('joins by the same link with the same text', () => {
    const other = item({ title: 'Singapore talks', text: `${RELEASE} More tomorrow.` })

    expect(group([other], stored(7))).toEqual([{ kind: 'joins', storyId: 7 }])
  })

  test('joins by the same link with the same title', () => {
    const other = item({ text: 'A teaser in words of its own.' })

    expect(group([other], stored(7))).toEqual([{ kind: 'joins', storyId: 7 }])
  })

  test.each([
    '[Press release] Talks with Singapore begin',
    'Talks with Singapore begin - Korea.net',
  ])('joins by the same link when its title “%s” has all words of the other', (title) => {
    expect(group([item({ title, text: '' })], stored(7, { text: '' }))).toEqual([
      { kind: 'joins', storyId: 7 },
    ])
    expect(group([item({ text: '' })], stored(7, { title, text: '' }))).toEqual([
      { kind: 'joins', storyId: 7 },
    ])
  })

  test('does not join by two words that stand in the other title too', () => {
    const briefing = item({ title: 'Daily briefing', text: '' })
    const accident = stored(7, { title: 'Daily briefing: accident in the port', text: '' })

    expect(group([briefing], accident)).toEqual([{ kind: 'opens' }])
  })

  test('does not join by the same link with the same title when long texts share nothing', () => {
    expect(group([item({ text: STATISTICS })], stored(7))).toEqual([{ kind: 'opens' }])
  })

  test('does not join by a link alone', () => {
    expect(group([item({ title: 'Exports', text: STATISTICS })], stored(7))).toEqual([
      { kind: 'opens' },
    ])
  })

  test('joins by the same text, whatever its link', () => {
    const copy = item({ canonicalUrl: 'https://energy.test/9', title: 'Singapore talks' })

    expect(group([copy], stored(7))).toEqual([{ kind: 'joins', storyId: 7 }])
  })

  test('joins by the same text under the same headline when a feed without dates was away for weeks', () => {
    const late = '2026-03-23T08:30:00.000Z' as Timestamp
    const copy = { ...item({ canonicalUrl: 'https://energy.test/9' }), firstSeenAt: late }
    const dated = { ...copy, published: late }
    const before = stored(7).map((one) => ({ ...one, published: one.firstSeenAt }))

    expect(group([copy], stored(7))).toEqual([{ kind: 'joins', storyId: 7 }])
    expect(group([dated], before)).toEqual([{ kind: 'opens' }])
  })

  test('does not join by a short text', () => {
    const notice = { canonicalUrl: null, text: 'See the attachment.' }

    expect(group([item(notice)], stored(7, notice))).toEqual([{ kind: 'opens' }])
  })

  test('does not join when the numbers in the titles differ, whatever else agrees', () => {
    const march = stored(7, { title: 'Exports, 3/2026', text: STATISTICS })
    const april = item({ title: 'Exports, 4/2026', text: `${STATISTICS} Next report in May.` })
    const sameText = item({ title: 'Exports, 4/2026', text: STATISTICS })

    expect(group([april], march)).toEqual([{ kind: 'opens' }])
    expect(group([sameText], march)).toEqual([{ kind: 'opens' }])
  })

  test('joins when only one of the two headlines gives a number', () => {
    const other = item({ title: 'Talks begin, 5 papers signed', text: `${RELEASE} More tomorrow.` })

    expect(group([other], stored(7))).toEqual([{ kind: 'joins', storyId: 7 }])
  })
})

describe('an item of the same feed', () => {
  test('never joins a story that holds another item of its feed', () => {
    const candidates = [...stored(7), ...stored(7, { feed: 'energy' })]

    expect(group([item()], candidates)).toEqual([{ kind: 'opens' }])
  })

  test('leaves a story to the first of the document that joins it', () => {
    const first = item({ text: 'A teaser of its own.' })
    const second = item({ canonicalUrl: 'https://energy.test/2' })

    expect(group([first, second], stored(7))).toEqual([
      { kind: 'joins', storyId: 7 },
      { kind: 'opens' },
    ])
  })

  test('is not one story with another behind the same link with the same title', () => {
    const first = item({ title: 'Notice', text: RELEASE })
    const second = item({ title: 'Notice', text: STATISTICS })

    expect(group([first, second])).toEqual([{ kind: 'opens' }, { kind: 'opens' }])
  })

  test('is one story with its like in the document, in all but the guid', () => {
    expect(group([item(), item()])).toEqual([{ kind: 'opens' }, { kind: 'joins-new', index: 0 }])
  })

  test('is two stories when a text so alike is short', () => {
    const notice = item({ text: 'See the attachment.' })

    expect(group([notice, notice])).toEqual([{ kind: 'opens' }, { kind: 'opens' }])
  })
})

describe('shared keys', () => {
  test('are those that several bearers carry', () => {
    const bearers = [
      { id: 'a', keys: ['link:1', 'text:1'] },
      { id: 'b', keys: ['link:1'] },
      { id: 'c', keys: ['text:2'] },
      { id: 'c', keys: ['text:2'] },
    ]

    expect([...findSharedKeys(bearers)]).toEqual(['link:1'])
  })
})
