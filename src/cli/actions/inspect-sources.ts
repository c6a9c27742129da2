import { readFile } from 'node:fs/promises'
import { normalizeFeed } from '../../core/feed/normalize-feed.ts'
import { timestampOf } from '../../core/time.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { parseFeed } from '../../parse/parse-feed.ts'
import type { CommandCall } from '../command.ts'
import { describeFileError } from '../describe-file-error.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { describeFailure, describeFeed, type Inspection } from '../inspection.ts'
import { printInspection } from '../output/print-inspection.ts'
import { startProgressLine } from '../output/progress-line.ts'
import { writeJsonLine } from '../output/write.ts'
import { readTimezone } from '../read-timezone.ts'
import { stopSignal } from '../stop-signal.ts'

/** A file that is larger is no feed; reading it whole would not end well. */
const LARGEST_FILE_BYTES = 64_000_000

/** Shows each source as a poll would see it. A source that is no feed does not stop the others. */
export async function inspectSources(call: CommandCall): Promise<ExitCode> {
  const { io, positionals, has } = call
  const timezone = readTimezone(call)
  const fetcher = positionals.some(isWebAddress) ? await openLazily() : null
  const signal = stopSignal(io, ['SIGINT', 'SIGTERM'])
  const progress = startProgressLine(io)
  let okCount = 0
  try {
    for (const source of positionals) {
      if (signal.aborted) break
      progress.show(source)
      const inspection = await inspect(source, fetcher, timezone, signal)
      progress.clear()
      if (inspection.ok) okCount += 1
      if (has('json')) writeJsonLine(io, inspection)
      else printInspection(io, inspection)
    }
  } finally {
    await fetcher?.close()
  }
  if (okCount === positionals.length) return EXIT.done
  return okCount === 0 ? EXIT.failed : EXIT.partlyDone
}

/** The network takes a while to load, and files do not need it. */
async function openLazily(): Promise<Fetcher> {
  const { openFetcher } = await import('../../app.ts')
  return openFetcher(null)
}

function isWebAddress(source: string): boolean {
  return /^https?:\/\//i.test(source)
}

async function inspect(
  source: string,
  fetcher: Fetcher | null,
  timezone: string,
  signal: AbortSignal,
): Promise<Inspection> {
  const document =
    fetcher !== null && isWebAddress(source)
      ? await fetchSource(source, fetcher, signal)
      : await readFileSource(source)
  if (document.kind === 'unreadable') return describeFailure(source, document.message)
  const parsed = await parseFeed(document.bytes, document.contentType)
  if (parsed.kind === 'not-a-feed') return describeFailure(source, `not a feed: ${parsed.what}`)
  if (parsed.kind === 'malformed') return describeFailure(source, parsed.message)
  const feed = normalizeFeed(parsed.feed, document.url, timezone, timestampOf(Date.now()))
  return describeFeed(source, parsed, feed)
}

type SourceDocument =
  | {
      readonly kind: 'read'
      readonly bytes: Uint8Array
      readonly contentType: string | null
      /** Null for a file: its links cannot be seen from where it lies. */
      readonly url: string | null
    }
  | { readonly kind: 'unreadable'; readonly message: string }

async function readFileSource(source: string): Promise<SourceDocument> {
  try {
    const bytes = await readFile(source)
    if (bytes.length > LARGEST_FILE_BYTES)
      return { kind: 'unreadable', message: 'the file is too large for a feed' }
    return { kind: 'read', bytes, contentType: null, url: null }
  } catch (error) {
    return { kind: 'unreadable', message: describeFileError(error) }
  }
}

/** Private addresses are allowed: whoever types the address knows it. */
async function fetchSource(
  url: string,
  fetcher: Fetcher,
  signal: AbortSignal,
): Promise<SourceDocument> {
  const result = await fetcher.fetch(
    {
      url,
      method: 'GET',
      body: null,
      headers: {},
      validators: null,
      addresses: 'any',
      accept: 'feed',
    },
    signal,
  )
  if (result.kind === 'fetched') {
    return { kind: 'read', bytes: result.body, contentType: result.contentType, url: result.url }
  }
  const message =
    result.kind === 'unchanged' ? 'answered 304 to a request without conditions' : result.message
  return { kind: 'unreadable', message }
}
