import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { normalizeFeed } from '../../src/core/feed/normalize-feed.ts'
import { type ArticleResult, extractArticle } from '../../src/parse/extract-article.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { isMissing, needShared, pathOf } from '../support/needs.ts'

// the real press article that the product was conceived from stands beside the checkout, not in it
const input = needShared('inputs/korea-net')

describe.skipIf(isMissing(input, 'the article of Korea.net'))('the article of Korea.net', () => {
  async function extractRealArticle(): Promise<ArticleResult> {
    const page = readFileSync(path.join(pathOf(input), 'article.html'))
    return await extractArticle(page, 'text/html', 'http://127.0.0.1/article', {
      title: 'Summit of President Lee Jae Myung and Singaporean Prime Minister Lawrence Wong',
      teaser:
        'President Lee Jae Myung on a state visit to the city-state announced the outcome of his summit in a joint news release.',
    })
  }

  it.each(['SMR', 'free trade agreement', 'AI'])(
    'holds %s, which the feed does not',
    async (term) => {
      expect(await extractRealArticle()).toMatchObject({ text: expect.stringContaining(term) })
    },
  )

  it('holds nothing of what stands around it', async () => {
    const result = await extractRealArticle()

    expect(JSON.stringify(result)).not.toMatch(/carbon tax|hydrogen|SMRT|glossary/i)
  })

  it('is announced by a feed that normalizes without problems', async () => {
    const parsed = await parseFeed(readFileSync(path.join(pathOf(input), 'feed.xml')), 'text/xml')
    const wire = parsed.kind === 'parsed' ? parsed.feed : null

    const feed = normalizeFeed(wire!, 'http://127.0.0.1/feed.xml', 'Asia/Seoul')

    expect(feed.items).toHaveLength(4)
    expect(feed.items[0]?.published).toBe('2026-03-03T08:20:00.000Z')
  })
})
