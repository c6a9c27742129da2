/**
 * Reads documents off the main thread, so that one that is made to exhaust its reader costs itself alone, and neither the
 * pages and mails of the daemon, nor other feeds, nor the process (docs/decisions/parsing-in-a-worker.md).
 *
 * A few threads, started when there is something to read and ended when there has been nothing for a while. Jobs wait in
 * order for one that is free; how many can wait is bounded by who brings them, as each feed under way has one document at
 * most. A thread that takes too long, needs too much memory or breaks down is ended, and its document is unreadable.
 */
import { availableParallelism, totalmem } from 'node:os'
import { MAX_DOCUMENT_BYTES } from '../core/feed/document-limit.ts'
import type { ArticleResult } from './extract-article.ts'
import type { FeedLink } from './find-feed-links.ts'
import { unpackFeed } from './pack-feed.ts'
import type {
  ArticleJob,
  FeedJob,
  FeedReading,
  LinksJob,
  PackedReading,
  ReadingJob,
  Stopped,
} from './reading-job.ts'
import { type ReadingLimits, ReadingThread, type ThreadAnswer } from './reading-thread.ts'

type ReadingPoolOptions = ReadingLimits & {
  readonly threadCount: number
  /** How long a thread that has nothing to do is kept. */
  readonly idleMs: number
  /** What the threads run. */
  readonly workerFile: URL
}

/** What a document may take on a machine with room. A feed of 5 MB takes 110 in the worst case seen, an article 70. */
const MOST_MEMORY_MB = 192
/** Of a container's memory: beside what the daemon itself takes, no document may make the system end it. */
const SHARE_OF_MEMORY = 0.25
/** Ordinary feeds and articles take some 25. */
const LEAST_MEMORY_MB = 48
/** Below this there is one thread, as each keeps some 35 MB. */
const ROOM_FOR_TWO_MB = 512

/** What a process may take that is limited to so much memory; without a limit, Node says more than there is in the world. */
export function readingLimitsFor(
  memoryBytes: number,
  processors: number,
): Pick<ReadingPoolOptions, 'memoryMb' | 'threadCount'> {
  const availableMb = memoryBytes / 1024 / 1024
  const share = Math.floor(availableMb * SHARE_OF_MEMORY)
  return {
    memoryMb: Math.min(MOST_MEMORY_MB, Math.max(LEAST_MEMORY_MB, share)),
    threadCount: availableMb < ROOM_FOR_TWO_MB ? 1 : Math.max(1, Math.min(2, processors - 1)),
  }
}

const defaultOptions: ReadingPoolOptions = {
  /** The largest honest feeds take a second; this leaves a machine that is ten times slower, or as busy, its time. */
  timeoutMs: 10_000,
  /** One reads a thousand feeds in seconds. A second, where it has a processor, lets others pass one that is slow. */
  ...readingLimitsFor(process.constrainedMemory() || totalmem(), availableParallelism()),
  /** Longer than between the documents of a round, shorter than between most rounds. */
  idleMs: 20_000,
  workerFile: new URL('./reading-worker.ts', import.meta.url),
}

/**
 * A thread that has read a document of this size ends with it: what it left would count against the next one, and the memory
 * goes back at once. Hardly any feed is larger.
 */
const LARGE_BYTES = 2_000_000

/**
 * A thread that is the only one has the next document beside the one it reads: it would wait longer for this thread than a
 * document takes. With several, one behind a slow document would wait although another thread is free.
 */
const QUEUE_OF_ONE = 2

/** What became of a document. */
type Answer = Exclude<ThreadAnswer, { kind: 'again' }>

const TOO_LARGE: FeedReading = {
  kind: 'malformed',
  message: `it is larger than ${MAX_DOCUMENT_BYTES / 1024 / 1024} MB, which no feed is`,
}

export class ReadingPool {
  readonly #options: ReadingPoolOptions
  /** All that live, or are ending. */
  readonly #threads = new Set<ReadingThread>()
  /** Those with nothing to do, and when they are ended. The one used last is used first, so that the others grow old. */
  readonly #idle: { readonly thread: ReadingThread; readonly timer: NodeJS.Timeout }[] = []
  /** Those that have documents, and how many. */
  readonly #busy = new Map<ReadingThread, number>()
  /** Of documents that are with the threads. */
  #busyCount = 0
  readonly #waiting: ((turn: 'begin' | 'stop') => void)[] = []
  #unreadBytes = 0
  #isClosed = false

  constructor(options: Partial<ReadingPoolOptions> = {}) {
    this.#options = { ...defaultOptions, ...options }
  }

  /** Of the documents that wait for a thread: whoever brings them may wait with the next one. */
  get unreadBytes(): number {
    return this.#unreadBytes
  }

  /** What a document is as a feed; never rejects for what it holds. */
  async readFeed(job: Omit<FeedJob, 'kind'>, signal: AbortSignal): Promise<FeedReading | Stopped> {
    if (job.bytes.byteLength > MAX_DOCUMENT_BYTES) return TOO_LARGE
    const answer = await this.#read({ kind: 'feed', ...job }, signal)
    if (answer.kind === 'broken') return { kind: 'malformed', message: answer.reason }
    if (answer.kind === 'stopped') return answer
    const reading = answer.reading as PackedReading // as the job was
    return reading.kind === 'parsed' ? { ...reading, feed: unpackFeed(reading.feed) } : reading
  }

  /** The article in a web page, or why there is none. */
  async readArticle(
    job: Omit<ArticleJob, 'kind'>,
    signal: AbortSignal,
  ): Promise<ArticleResult | Stopped> {
    const answer = await this.#read({ kind: 'article', ...job }, signal)
    if (answer.kind === 'broken') return { kind: 'no-article', reason: answer.reason }
    return answer.kind === 'stopped' ? answer : (answer.reading as ArticleResult) // as the job was
  }

  /** The addresses of feeds in a web page, the most likely first; none when it cannot be read. */
  async readLinks(job: Omit<LinksJob, 'kind'>, signal: AbortSignal): Promise<readonly FeedLink[]> {
    const answer = await this.#read({ kind: 'links', ...job }, signal)
    return answer.kind === 'answered' ? (answer.reading as readonly FeedLink[]) : [] // as the job was
  }

  /** Ends the threads; what they read, and what waits for them, comes out as stopped. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const take of this.#waiting.splice(0)) take('stop')
    await Promise.all([...this.#threads].map(async (thread) => await this.#retire(thread)))
  }

  async #read(job: ReadingJob, signal: AbortSignal): Promise<Answer> {
    this.#unreadBytes += job.bytes.byteLength
    const turn = await this.#takeTurn(signal).finally(() => {
      this.#unreadBytes -= job.bytes.byteLength
    })
    if (turn === 'stop') return { kind: 'stopped' }
    try {
      for (;;) {
        if (this.#isClosed) return { kind: 'stopped' } // while the turn was on its way
        const answer = await this.#readBy(this.#takeThread(), job, signal)
        if (answer.kind !== 'again') return answer
      }
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#busyCount -= 1
      else next('begin')
    }
  }

  async #readBy(
    thread: ReadingThread,
    job: ReadingJob,
    signal: AbortSignal,
  ): Promise<ThreadAnswer> {
    this.#busy.set(thread, (this.#busy.get(thread) ?? 0) + 1)
    try {
      return await thread.read(job, signal)
    } finally {
      const left = (this.#busy.get(thread) ?? 0) - 1
      if (left > 0) this.#busy.set(thread, left)
      else this.#busy.delete(thread)
      if (job.bytes.byteLength > LARGE_BYTES || thread.isEnding) await this.#retire(thread)
      else if (left === 0) this.#keepIdle(thread)
    }
  }

  /** Waits until fewer documents are with the threads than may be. */
  async #takeTurn(signal: AbortSignal): Promise<'begin' | 'stop'> {
    if (this.#isClosed || signal.aborted) return 'stop'
    const { threadCount } = this.#options
    if (this.#busyCount < (threadCount === 1 ? QUEUE_OF_ONE : threadCount)) {
      this.#busyCount += 1
      return 'begin'
    }
    return await new Promise((resolve) => {
      const take = (turn: 'begin' | 'stop'): void => {
        signal.removeEventListener('abort', leave)
        resolve(turn)
      }
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1)
        take('stop')
      }
      this.#waiting.push(take)
      signal.addEventListener('abort', leave)
    })
  }

  /** One that takes a job. One that is ending is not waited for: another one is started beside it. */
  #takeThread(): ReadingThread {
    const idle = this.#takeIdle()
    if (idle !== null) return idle
    const live = [...this.#busy.keys()].filter(({ isEnding }) => !isEnding)
    const [first] = live
    return first !== undefined && live.length >= this.#options.threadCount
      ? first
      : this.#startThread()
  }

  #startThread(): ReadingThread {
    const { workerFile, timeoutMs, memoryMb } = this.#options
    const thread = new ReadingThread(workerFile, { timeoutMs, memoryMb })
    this.#threads.add(thread)
    return thread
  }

  #takeIdle(): ReadingThread | null {
    for (let last = this.#idle.pop(); last !== undefined; last = this.#idle.pop()) {
      clearTimeout(last.timer)
      if (!last.thread.isEnding) return last.thread
      void this.#retire(last.thread)
    }
    return null
  }

  #keepIdle(thread: ReadingThread): void {
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((entry) => entry.thread === thread),
        1,
      )
      void this.#retire(thread)
    }, this.#options.idleMs).unref()
    this.#idle.push({ thread, timer })
  }

  async #retire(thread: ReadingThread): Promise<void> {
    await thread.close()
    this.#threads.delete(thread)
  }
}
