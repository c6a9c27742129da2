import { describe, expect, test } from 'vitest'
import { feedIdOf } from '../../../src/core/ids.ts'
import { groupIntoStories, type StoryItem } from '../../../src/core/story/group-into-stories.ts'
import { storyKeys } from '../../../src/core/story/story-keys.ts'

const RELEASE =
  'The ministry of trade announced on Monday that talks with Singapore on an improved agreement begin in May. Officials of both sides will meet in Seoul first. The ministers expect a text before the end of the year, and the parliament is to vote on it in the spring that follows.'
const STATISTICS =
  'Exports of the month rose by four percent over the year before, the customs office said. Ships and memory chips led the growth while steel fell. Imports were flat, so that the balance shows a surplus for the ninth month in a row, the longest such run since the year 2018.'

const item = (change: Partial<StoryItem> = {}): StoryItem => {
  const plain = {
    feedId: feedIdOf('trade'),
    canonicalUrl: 'https://trade.test/1',
    title: 'Talks with Singapore begin',
    text: RELEASE,
    ...change,
  }
  return { keys: storyKeys(plain), ...plain }
}

describe('groupIntoStories', () => {
  test('the same link with the same text joins the story', () => {
    const candidates = [{ ...item(), storyId: 7 }]

    const other = item({ feedId: feedIdOf('energy'), title: 'Singapore talks' })
    expect(groupIntoStories([other], candidates)).toEqual([{ kind: 'joins', storyId: 7 }])
  })

  test('the same link under another title with another text is another story', () => {
    const candidates = [{ ...item(), storyId: 7 }]

    expect(groupIntoStories([item({ title: 'Exports', text: STATISTICS })], candidates)).toEqual([
      { kind: 'opens' },
    ])
  })

  test('the same text in another feed joins, whatever its link', () => {
    const candidates = [{ ...item(), storyId: 7 }]

    const copy = item({ feedId: feedIdOf('foreign'), canonicalUrl: 'https://foreign.test/9' })
    expect(groupIntoStories([copy], candidates)).toEqual([{ kind: 'joins', storyId: 7 }])
  })

  test('the same text behind another link of one feed is not one story', () => {
    const candidates = [{ ...item(), storyId: 7 }]

    expect(groupIntoStories([item({ canonicalUrl: 'https://trade.test/2' })], candidates)).toEqual([
      { kind: 'opens' },
    ])
  })

  test('the same text behind another link of one feed is not one story, whoever else published it', () => {
    const foreign = item({ feedId: feedIdOf('foreign'), canonicalUrl: 'https://foreign.test/9' })
    const candidates = [
      { ...item(), storyId: 7 },
      { ...foreign, storyId: 7 },
    ]

    const other = item({ feedId: feedIdOf('foreign'), canonicalUrl: 'https://foreign.test/10' })
    expect(groupIntoStories([other], candidates)).toEqual([{ kind: 'opens' }])
  })

  test('two new items of one batch share the story that the first opens', () => {
    const copy = item({ feedId: feedIdOf('foreign'), canonicalUrl: null })

    expect(groupIntoStories([item(), copy], [])).toEqual([
      { kind: 'opens' },
      { kind: 'joins-new', index: 0 },
    ])
  })

  test('short texts are not recognised by themselves', () => {
    const notice = item({ canonicalUrl: null, text: 'See the attachment.' })
    const candidates = [{ ...notice, feedId: feedIdOf('foreign'), storyId: 7 }]

    expect(groupIntoStories([notice], candidates)).toEqual([{ kind: 'opens' }])
  })
})
