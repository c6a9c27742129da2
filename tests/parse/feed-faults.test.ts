import { describe, expect, it } from 'vitest'
import { readCorpusFeeds } from '../support/corpus-feeds.ts'
import { countKept } from '../support/count-kept.ts'
import { FEED_FAULTS } from '../support/feed-faults.ts'
import { isMissing, needShared, pathOf } from '../support/needs.ts'
import { SOUND_FEEDS } from '../support/sound-feeds.ts'

describe('feeds of our own', () => {
  it.each(FEED_FAULTS)('keep every item and its title through $name', async (fault) => {
    const { expected, kept, lost, changed } = await countKept(SOUND_FEEDS, fault)

    expect({ lost, changed }).toEqual({ lost: [], changed: [] })
    expect(expected).toBeGreaterThan(0)
    expect(kept).toBe(expected)
  })
})

const corpus = needShared('corpus/feeds')
const isWithout = isMissing(corpus, 'faults in real feeds')

describe.skipIf(isWithout)('real feeds', () => {
  const feeds = isWithout ? [] : readCorpusFeeds(pathOf(corpus), ['gov', 'real-world'])

  it.each(FEED_FAULTS)(
    'keep 98 % of their items through $name',
    async (fault) => {
      const { expected, kept, lost } = await countKept(feeds, fault)

      expect(expected).toBeGreaterThan(300)
      expect(kept / expected, `of ${lost.join(', ')}`).toBeGreaterThanOrEqual(0.98)
    },
    120_000,
  )
})
