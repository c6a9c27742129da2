import { openFetcher, openMailOf } from '../../app.ts'
import type { FeedSettings, Settings } from '../../config/settings.ts'
import type { Diagnostic } from '../../core/diagnostic.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { parseFeed } from '../../parse/parse-feed.ts'
import type { CliIo } from '../cli-io.ts'
import { startProgressLine } from '../output/progress-line.ts'
import { stopSignal } from '../stop-signal.ts'

/** Feeds fetched at the same time; the limit per host holds besides. */
const FEEDS_AT_ONCE = 32

/** Fetches every feed and greets the mail server; returns what does not answer as it should. */
export async function checkOnline(
  io: CliIo,
  settings: Settings,
  file: string,
): Promise<readonly Diagnostic[]> {
  const signal = stopSignal(io, ['SIGINT', 'SIGTERM'])
  const progress = startProgressLine(io)
  const fetcher = openFetcher(settings)
  const queue = settings.feeds.values() // one iterator for all workers: each takes the next feed
  const problems: Diagnostic[] = []
  const work = async (): Promise<void> => {
    for (const feed of queue) {
      progress.show(`fetching ${feed.url}`)
      const problem = await findFeedProblem(fetcher, feed, signal)
      if (problem !== null)
        problems.push(unanswered('feed-failed', problem, `feeds.${feed.id}.url`, file))
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(FEEDS_AT_ONCE, settings.feeds.size) }, work))
    progress.show('greeting the mail server')
    return [...problems, ...(await findMailProblem(settings, file))]
  } finally {
    progress.clear()
    await fetcher.close()
  }
}

async function findFeedProblem(
  fetcher: Fetcher,
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
  const parsed = await parseFeed(result.body, result.contentType)
  if (parsed.kind === 'parsed') return null
  return parsed.kind === 'malformed' ? parsed.message : `not a feed: ${parsed.what}`
}

async function findMailProblem(settings: Settings, file: string): Promise<readonly Diagnostic[]> {
  const mail = openMailOf(settings)
  try {
    const result = await mail.verify()
    return result.kind === 'ok' ? [] : [unanswered('mail-failed', result.message, 'mail', file)]
  } finally {
    await mail.close()
  }
}

function unanswered(code: string, message: string, path: string, file: string): Diagnostic {
  const hint = code === 'feed-failed' ? 'policywatch inspect shows what this address answers' : null
  return {
    code,
    severity: 'error',
    message: `${path}: ${message}`,
    hint,
    path,
    file,
    line: null,
    column: null,
    sourceLine: null,
  }
}
