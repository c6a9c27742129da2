import type { Settings } from '../../src/config/settings.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { backtestQuery } from '../../src/pipeline/backtest-rules.ts'
import { openDatabaseToRead } from '../../src/store/database.ts'

const DAYS = 90
const QUERY = '(reactor OR 원전) AND (agreement OR 협정)'

export type MeasuredBacktest = {
  readonly wallMs: number
  readonly itemCount: number
  /** How often the progress was told. */
  readonly toldCount: number
}

/** Holds one rule against what came in 90 days, as `policywatch backtest --rule` does. */
export async function measureBacktest(
  dir: string,
  settings: Settings,
  now: Timestamp,
): Promise<MeasuredBacktest> {
  const archive = await openDatabaseToRead(dir)
  if (archive.kind !== 'open') throw new Error('the archive is not there')
  let toldCount = 0
  const onProgress = (): void => {
    toldCount += 1
  }
  const startedMs = performance.now()
  const scope = { days: DAYS, limit: 10, now }
  const { itemCount } = await backtestQuery(archive.db, settings, QUERY, scope, { onProgress })
  await archive.db.destroy()
  return { wallMs: performance.now() - startedMs, itemCount, toldCount }
}
