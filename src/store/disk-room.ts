import { statfsSync } from 'node:fs'
import { diskMarksOf } from '../core/disk-marks.ts'

/** The disk under a folder; `freeBytes` is what this user may still take. */
export type DiskRoom = { readonly freeBytes: number; readonly totalBytes: number }

/** null where the system does not say: no such folder, or a kind of mount that knows no sizes. */
export function readDiskRoom(folder: string): DiskRoom | null {
  try {
    const { bsize, blocks, bavail } = statfsSync(folder)
    return blocks === 0 ? null : { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    return null
  }
}

const MEGABYTE = 1_000_000

/**
 * Why a folder's disk cannot take so many bytes more and still have the room without which polling would pause; null when it
 * can, or when the disk does not say.
 */
export function findLackOfRoom(folder: string, bytes: number): string | null {
  const room = readDiskRoom(folder)
  if (room === null) return null
  const needed = bytes + diskMarksOf(room.totalBytes).resumesFrom
  if (room.freeBytes >= needed) return null
  return `the disk of ${folder} has ${megabytesOf(room.freeBytes)} MB left, and ${megabytesOf(needed)} MB are needed`
}

function megabytesOf(bytes: number): number {
  return Math.ceil(bytes / MEGABYTE)
}
