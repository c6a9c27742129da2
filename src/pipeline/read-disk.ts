import { diskMarksOf } from '../core/disk-marks.ts'
import { type DiskRoom, readDiskRoom } from '../store/disk-room.ts'
import { readReserveState } from '../store/reserve-file.ts'
import { describeRoom } from './disk-guard.ts'

/** The disk of the data folder, as whoever looks from outside sees it. */
export type DiskStatus = {
  /** null where the system does not say. */
  readonly freeBytes: number | null
  readonly totalBytes: number | null
  /** Why no feed is polled; null: there is room. */
  readonly pausedBecause: string | null
}

/**
 * Looks at the disk itself: what a daemon knows of a full one it can write nowhere. That it gave up its reserve shows in the
 * folder.
 */
export function readDisk(dataDir: string): DiskStatus {
  const room = readDiskRoom(dataDir)
  if (room === null) return { freeBytes: null, totalBytes: null, pausedBecause: null }
  return { ...room, pausedBecause: findReason(room, dataDir) }
}

function findReason(room: DiskRoom, dataDir: string): string | null {
  const marks = diskMarksOf(room.totalBytes)
  if (room.freeBytes < marks.pausesBelow) return describeRoom(room, marks)
  if (readReserveState(dataDir) !== 'given-up') return null
  return 'the reserve is given up, as hardly any room was left or the database could not be written'
}
