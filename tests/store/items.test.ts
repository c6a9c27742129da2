import { expect, test } from 'vitest'
import { feedIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { listFeedsWithFirstArticleDue } from '../../src/store/backlog.ts'
import { listItemsWithArticleDue } from '../../src/store/items.ts'
import { explainQueries } from '../support/explain-queries.ts'

test('articles that are due are chosen by their index alone, without reading what is not due', async () => {
  const feeds = [feedIdOf('trade'), feedIdOf('energy')]
  const now = '2026-03-03T08:30:00.000Z' as Timestamp

  const plan = await explainQueries(
    async (db) => await listItemsWithArticleDue(db, feeds, now, 100),
  )

  expect(plan).toContain(
    'SEARCH items USING COVERING INDEX items_with_article_due (article_retry_at<?)',
  )
  expect(plan.filter((line) => line.includes('items_by_feed'))).toEqual([])
})

test('feeds with first articles are found by their index alone', async () => {
  const feeds = [feedIdOf('trade'), feedIdOf('energy')]
  const now = '2026-03-03T08:30:00.000Z' as Timestamp

  const plan = await explainQueries(
    async (db) => await listFeedsWithFirstArticleDue(db, feeds, now),
  )

  expect(plan).toContain(
    'SEARCH items USING COVERING INDEX items_with_first_article (feed_id=? AND article_retry_at>? AND article_retry_at<?)',
  )
})
