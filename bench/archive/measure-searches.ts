import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { Settings } from '../../src/config/settings.ts'
import { compileTypedQuery } from '../../src/pipeline/compile-typed-query.ts'
import { searchStories } from '../../src/pipeline/search-stories.ts'
import type { Db } from '../../src/store/schema.ts'
import { LagWatch } from './lag-watch.ts'

export type Searches = {
  readonly name: string
  readonly p50: number
  readonly p95: number
  readonly most: number
  /** The longest that the event loop stood still in any of them. */
  readonly longestStopMs: number
  /** Stories on all first pages together, and pages for which time was up. */
  readonly found: number
  readonly unfinished: number
}

/** The first page of each query, as the pages and the API have it. */
export async function measureSearches(
  db: Db,
  settings: Settings,
  name: string,
  queries: readonly string[],
): Promise<Searches> {
  const times: number[] = []
  const lag = new LagWatch()
  let [found, unfinished] = [0, 0]
  for (const text of queries) {
    const typed = compileTypedQuery(text, settings)
    if (typed.kind === 'refused') throw new Error(`${text} is refused`)
    await letOthersRun()
    lag.start()
    const startedMs = performance.now()
    const wish = { query: typed.matcher, feedId: null, since: null, before: null, limit: 20 }
    const page = await searchStories(db, settings, wish)
    times.push(performance.now() - startedMs)
    lag.stop()
    found += page.stories.length
    if (page.stoppedAt !== null) unfinished += 1
  }
  times.sort((one, other) => one - other)
  const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? 0
  const longestStopMs = lag.longestMs
  return { name, p50: at(0.5), p95: at(0.95), most: at(1), longestStopMs, found, unfinished }
}
