import { normalizeFeed } from '../core/feed/normalize-feed.ts'
import { packFeed } from './pack-feed.ts'
import { parseFeed } from './parse-feed.ts'
import type { FeedJob, PackedReading } from './reading-job.ts'

/** From the bytes of an answer to items: all of the work that grows with the document, to be done off the main thread. */
export async function readItems(job: FeedJob): Promise<PackedReading> {
  const parsed = await parseFeed(job.bytes, job.contentType)
  if (parsed.kind !== 'parsed') return parsed
  const feed = normalizeFeed(parsed.feed, job.url, job.timezone, job.now)
  return { ...parsed, feed: packFeed(feed) }
}
