import { setTimeout as wait } from 'node:timers/promises'
import type { Settings } from '../../src/config/settings.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { pruneData } from '../../src/pipeline/retention/prune-data.ts'
import { inTransaction } from '../../src/store/database.ts'
import type { Db, Tx } from '../../src/store/schema.ts'

export type MeasuredPruning = {
  readonly wallMs: number
  readonly itemCount: number
  readonly longestWaitMs: number
  readonly writeCount: number
}

const WRITE_EVERY_MS = 20

/** Removes what is older than is kept, which is a day, while somebody else writes as polls do. */
export async function measurePruning(
  db: Db,
  settings: Settings,
  now: Timestamp,
): Promise<MeasuredPruning> {
  let [isOver, longestWaitMs, writeCount] = [false, 0, 0]
  const writeOn = async (): Promise<void> => {
    while (!isOver) {
      const startedMs = performance.now()
      await inTransaction(db, async (tx) => await savePolledAt(tx, writeCount))
      longestWaitMs = Math.max(longestWaitMs, performance.now() - startedMs)
      writeCount += 1
      await wait(WRITE_EVERY_MS)
    }
  }
  const writing = writeOn()
  const startedMs = performance.now()
  const { signal } = new AbortController()
  const { rows } = await pruneData(db, settings, now, { mode: 'remove', signal })
  const wallMs = performance.now() - startedMs
  isOver = true
  await writing
  return { wallMs, itemCount: rows.get('items') ?? 0, longestWaitMs, writeCount }
}

/** A small row, as the end of a poll writes. */
async function savePolledAt(tx: Tx, count: number): Promise<void> {
  const row = { key: 'bench', value: String(count) }
  await tx
    .insertInto('meta')
    .values(row)
    .onConflict((conflict) => conflict.doUpdateSet(row))
    .execute()
}
