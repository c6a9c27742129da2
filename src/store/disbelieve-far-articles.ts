import { LONGEST_ARTICLE_WAIT_MS } from '../core/feed/poll-policy.ts'
import { addMs, MINUTE_MS, type Timestamp } from '../core/time.ts'
import type { Tx } from './schema.ts'

/** Clocks of two moments may differ by a little without one of them being wrong. */
const SLACK_MS = MINUTE_MS

/** Makes due again the articles that wait for a time that nothing can rightly have set: the clock was ahead. */
export async function disbelieveFarArticles(tx: Tx, now: Timestamp): Promise<void> {
  await tx
    .updateTable('items')
    .set({ article_retry_at: now })
    .where('article_retry_at', '>', addMs(now, LONGEST_ARTICLE_WAIT_MS + SLACK_MS))
    .execute()
}
