import { setTimeout as wait } from 'node:timers/promises'
import { DataDirError } from '../../store/data-dir-error.ts'
import { readDiskRoom } from '../../store/disk-room.ts'
import { isDiskFull } from '../../store/is-disk-full.ts'
import { reuseJournal } from '../../store/reuse-journal.ts'
import type { Db } from '../../store/schema.ts'
import type { Slices } from './slices.ts'

/** SQLite's journal takes 4 MB and a slice more before it begins anew, and what it writes into the database then as much again. */
const SCARCE_BYTES = 16 * 1_048_576

/**
 * Takes a slice on a disk that may be nearly full, where to remove is what makes room. There slices are small, and what stands in
 * the journal goes into the database after each, mostly into pages that it has, so that the next one takes its room. Where
 * somebody goes on reading what stood in it before, a backup for one, the journal would take all that is left: rejects then.
 */
export async function takeWithRoom<T>(
  { db, dataDir, slices }: { readonly db: Db; readonly dataDir: string; readonly slices: Slices },
  work: (size: number) => Promise<T>,
): Promise<T> {
  if (isScarce(dataDir)) {
    slices.stayLeast()
    await waitForJournal(db, slices)
  }
  try {
    return await slices.take(work)
  } catch (error) {
    if (!isDiskFull(error)) throw error
    slices.stayLeast() // a quota, or others were faster
    await reuseJournal(db)
    return await slices.take(work)
  }
}

async function waitForJournal(db: Db, slices: Slices): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS && !slices.isStopped; looks += 1) {
    if ((await reuseJournal(db)) === 'reusable') return
    await wait(BETWEEN_LOOKS_MS)
  }
  if (!slices.isStopped) throw new DataDirError(KEPT, REMEDY)
}

/** For three seconds: a page or a command reads for less. */
const MOST_LOOKS = 30
const BETWEEN_LOOKS_MS = 100

const KEPT =
  'hardly any room is left, and another program reads the database, so nothing can be removed'
const REMEDY = 'let a backup that goes on end first, or free some room'

function isScarce(dataDir: string): boolean {
  const room = readDiskRoom(dataDir)
  return room !== null && room.freeBytes < SCARCE_BYTES
}
