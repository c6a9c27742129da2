import { readFile, stat } from 'node:fs/promises'
import { assertNever } from '../../core/assert-never.ts'
import { MAX_DOCUMENT_BYTES } from '../../core/feed/document-limit.ts'
import { timestampOf } from '../../core/time.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { ReadingPool } from '../../parse/reading-pool.ts'
import type { CommandCall } from '../command.ts'
import { describeFileError } from '../describe-file-error.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { inOrder } from '../in-order.ts'
import { describeFailure, describeFeed, type Inspection } from '../inspection.ts'
import { printInspection } from '../output/print-inspection.ts'
import { startProgressLine } from '../output/progress-line.ts'
import { writeJsonLine } from '../output/write.ts'
import { readTimezone } from '../read-timezone.ts'
import { stopSignal } from '../stop-signal.ts'

/** Enough that a thread has its next source at hand, and few enough to hold. */
const SOURCES_AT_ONCE = 3

/** Shows each source as a poll would see it. A source that is no feed does not stop the others. */
export async function inspectSources(call: CommandCall): Promise<ExitCode> {
  const { io, positionals, has } = call
  const timezone = readTimezone(call)
  const fetcher = positionals.some(isWebAddress) ? await openLazily() : null
  const signal = stopSignal(io, ['SIGINT', 'SIGTERM'])
  const tools: Tools = { fetcher, reading: new ReadingPool(), timezone, signal }
  const progress = startProgressLine(io)
  let okCount = 0
  try {
    const inspections = inOrder(positionals, SOURCES_AT_ONCE, async (source) => {
      progress.show(source)
      return await inspect(source, tools)
    })
    for await (const inspection of inspections) {
      if (inspection === null || signal.aborted) break
      progress.clear()
      if (inspection.ok) okCount += 1
      if (has('json')) writeJsonLine(io, inspection)
      else printInspection(io, inspection)
    }
  } finally {
    progress.clear()
    await fetcher?.close()
    await tools.reading.close()
  }
  if (okCount === positionals.length) return EXIT.done
  return okCount === 0 ? EXIT.failed : EXIT.partlyDone
}

type Tools = {
  /** null when no source is on the web. */
  readonly fetcher: Fetcher | null
  readonly reading: ReadingPool
  readonly timezone: string
  readonly signal: AbortSignal
}

/** The network takes a while to load, and files do not need it. */
async function openLazily(): Promise<Fetcher> {
  const { openFetcher } = await import('../../app.ts')
  return openFetcher(null)
}

function isWebAddress(source: string): boolean {
  return /^https?:\/\//i.test(source)
}

/** Null when it was stopped. */
async function inspect(
  source: string,
  { fetcher, reading, timezone, signal }: Tools,
): Promise<Inspection | null> {
  const document =
    fetcher !== null && isWebAddress(source)
      ? await fetchSource(source, fetcher, signal)
      : await readFileSource(source)
  if (document.kind === 'unreadable') return describeFailure(source, document.message)
  const { bytes, contentType, url } = document
  const now = timestampOf(Date.now())
  const parsed = await reading.readFeed({ bytes, contentType, url, timezone, now }, signal)
  switch (parsed.kind) {
    case 'parsed':
      return describeFeed(source, parsed)
    case 'not-a-feed':
      return describeFailure(source, `not a feed: ${parsed.what}`)
    case 'malformed':
      return describeFailure(source, parsed.message)
    case 'stopped':
      return null
    default:
      return assertNever(parsed)
  }
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
    const { size } = await stat(source)
    if (size > MAX_DOCUMENT_BYTES) return { kind: 'unreadable', message: TOO_LARGE }
    const bytes = await readFile(source)
    return { kind: 'read', bytes, contentType: null, url: null }
  } catch (error) {
    return { kind: 'unreadable', message: describeFileError(error) }
  }
}

/** As large a feed is not fetched either. */
const TOO_LARGE = `the file is larger than ${MAX_DOCUMENT_BYTES / 1024 / 1024} MB, which no feed is`

/** Whoever types a private address knows it; a server that sends us on to another one does not get it. */
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
      addresses: 'as-typed',
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
