import { setImmediate as letOthersRun } from 'node:timers/promises'
import { fillSearchIndex, freshMemory } from '../../src/pipeline/search-index/fill-search-index.ts'
import type { Db } from '../../src/store/schema.ts'

export type Filling = {
  readonly wallMs: number
  /** Of the processor, for each item. */
  readonly cpuUs: number
  readonly longestMs: number
  readonly p99Ms: number
}

/** Fills the search index as the daemon does when nothing else is to be done. */
export async function measureFilling(db: Db, itemCount: number): Promise<Filling> {
  const slices: number[] = []
  const used = process.cpuUsage()
  const startedMs = performance.now()
  let beforeMs = startedMs
  for await (const _ of fillSearchIndex(db, freshMemory())) {
    slices.push(performance.now() - beforeMs)
    await letOthersRun()
    beforeMs = performance.now()
  }
  const { user, system } = process.cpuUsage(used)
  slices.sort((one, other) => one - other)
  return {
    wallMs: performance.now() - startedMs,
    cpuUs: (user + system) / itemCount,
    longestMs: slices.at(-1) ?? 0,
    p99Ms: slices[Math.floor(slices.length * 0.99)] ?? 0,
  }
}
