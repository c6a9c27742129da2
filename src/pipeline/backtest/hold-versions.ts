import { availableParallelism } from 'node:os'
import { findIdRange, type IdRange } from '../../store/held-items.ts'
import type { Db } from '../../store/schema.ts'
import type { BacktestAnswer, BacktestAsk, BacktestJob } from './backtest-job.ts'
import { mergeTallies, type PairTally } from './backtest-tally.ts'
import { TrialThread } from './trial-thread.ts'

/** What was counted; `tallies` are in the order of the job's pairs. */
export type HeldVersions = {
  readonly itemCount: number
  readonly tallies: readonly PairTally[]
  /** Items that could not be held against, in words. */
  readonly problems: readonly string[]
}

export type HoldOptions = {
  /** Left out: as many as there are processors, and at least two, for one waits while its items are read. */
  readonly threadCount?: number
  /** Told now and then: the share of the work that is done, and the items held against. */
  readonly onProgress?: (share: number, itemCount: number) => void
  readonly signal?: AbortSignal
}

/** Ids in one range; short enough that the threads end at about the same time. */
const IDS_PER_RANGE = 1_000
const LEAST_THREADS = 2

type Thread = TrialThread<BacktestAsk, BacktestAnswer>

const WORKER_FILE = new URL('./backtest-worker.ts', import.meta.url)

/**
 * Holds versions of rules against the stored items of a job's days, in threads that take the items range by range. Rejects
 * when a thread breaks down, or with the signal's reason.
 */
export async function holdVersions(
  db: Db,
  job: BacktestJob,
  options: HoldOptions = {},
): Promise<HeldVersions> {
  const range = await findIdRange(db, job.days.since)
  const ranges = range === null ? [] : partsOf(range)
  const processors = Math.max(LEAST_THREADS, availableParallelism())
  // no more than there are ranges; one where there is nothing, which tells empty counts
  const count = Math.max(1, Math.min(options.threadCount ?? processors, ranges.length))
  const threads = Array.from({ length: count }, (): Thread => new TrialThread(WORKER_FILE, job))
  const end = (): void => threads.forEach((thread) => void thread.close())
  options.signal?.addEventListener('abort', end)
  try {
    return await holdInThreads(threads, ranges, job.limit, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error
  } finally {
    options.signal?.removeEventListener('abort', end)
    await Promise.all(threads.map(async (thread) => await thread.close()))
  }
}

async function holdInThreads(
  threads: readonly Thread[],
  ranges: readonly IdRange[],
  limit: number,
  { onProgress, signal }: HoldOptions,
): Promise<HeldVersions> {
  signal?.throwIfAborted()
  const left = ranges.values()
  const itemCounts = new Map<Thread, number>()
  let doneCount = 0
  const work = async (thread: Thread): Promise<Told> => {
    for (const range of left) {
      const { itemCount } = await thread.ask({ kind: 'hold', range })
      itemCounts.set(thread, itemCount)
      doneCount += 1
      onProgress?.(doneCount / ranges.length, sumOf([...itemCounts.values()]))
    }
    const answer = await thread.ask({ kind: 'tell' })
    if (answer.kind !== 'told') throw new Error('the thread did not tell what it had counted')
    return answer
  }
  const told = await Promise.all(threads.map(work))
  return {
    itemCount: sumOf(told.map(({ itemCount }) => itemCount)),
    tallies: mergeTallies(
      told.map(({ tallies }) => tallies),
      limit,
    ),
    problems: told.flatMap(({ problems }) => problems),
  }
}

type Told = Extract<BacktestAnswer, { kind: 'told' }>

function partsOf({ first, last }: IdRange): readonly IdRange[] {
  return Array.from({ length: Math.ceil((last - first + 1) / IDS_PER_RANGE) }, (_, part) => {
    const start = first + part * IDS_PER_RANGE
    return { first: start, last: Math.min(last, start + IDS_PER_RANGE - 1) }
  })
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
