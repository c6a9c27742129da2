import { openFetcher, openMailOf } from '../../app.ts'
import { type ConfigProblem, errorAt } from '../../config/config-problem.ts'
import type { FeedSettings, Settings } from '../../config/settings.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { ReadingPool } from '../../parse/reading-pool.ts'
import type { CliIo } from '../cli-io.ts'
import { startProgressLine } from '../output/progress-line.ts'
import { stopSignal } from '../stop-signal.ts'

/** Feeds fetched at the same time; the limit per host holds besides. */
const FEEDS_AT_ONCE = 32

const FEED_HINT = 'policywatch inspect shows what this address answers'
const MAIL_HINT =
  'look at host, port, user and password of mail.smtp, and whether this machine may connect to it'

/** Fetches every feed and greets the mail server; returns what does not answer as it should. */
export async function checkOnline(
  io: CliIo,
  settings: Settings,
): Promise<readonly ConfigProblem[]> {
  const signal = stopSignal(io, ['SIGINT', 'SIGTERM'])
  const progress = startProgressLine(io)
  const fetcher = openFetcher(settings)
  const reading = new ReadingPool()
  const queue = settings.feeds.values() // one iterator for all workers: each takes the next feed
  const problems: ConfigProblem[] = []
  const work = async (): Promise<void> => {
    for (const feed of queue) {
      progress.show(`fetching ${feed.shownUrl}`)
      const problem = await findFeedProblem(fetcher, reading, feed, signal)
      if (problem !== null) {
        const message = `feed "${feed.id}": ${problem}`
        problems.push(errorAt(['feeds', feed.id, 'url'], 'feed-failed', message, FEED_HINT))
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(FEEDS_AT_ONCE, settings.feeds.size) }, work))
    progress.show('greeting the mail server')
    return [...problems, ...(await findMailProblem(settings))]
  } finally {
    progress.clear()
    await fetcher.close()
    await reading.close()
  }
}

async function findFeedProblem(
  fetcher: Fetcher,
  reading: ReadingPool,
  feed: FeedSettings,
  signal: AbortSignal,
): Promise<string | null> {
  const { url, method, body, headers, allowPrivate } = feed
  const addresses = allowPrivate ? 'any' : 'public'
  const result = await fetcher.fetch(
    { url, method, body, headers, validators: null, addresses, accept: 'feed' },
    signal,
  )
  if (result.kind === 'unchanged') return 'answered 304 to a request without conditions'
  if (result.kind !== 'fetched') return result.message
  const { body: bytes, contentType, url: foundAt } = result
  const document = { bytes, contentType, url: foundAt, timezone: feed.timezone, now: null }
  const parsed = await reading.readFeed(document, signal)
  if (parsed.kind === 'parsed') return null
  if (parsed.kind === 'stopped') return 'it was not read, as the check was stopped'
  return parsed.kind === 'malformed' ? parsed.message : `not a feed: ${parsed.what}`
}

async function findMailProblem(settings: Settings): Promise<readonly ConfigProblem[]> {
  const mail = openMailOf(settings)
  try {
    const result = await mail.verify()
    if (result.kind === 'ok') return []
    return [errorAt(['mail', 'smtp'], 'mail-failed', result.message, MAIL_HINT)]
  } finally {
    await mail.close()
  }
}
