import { statfsSync } from 'node:fs'

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
/** Left over by a copy, so that the database beside it can still be written. */
const RESERVE_BYTES = 16 * MEGABYTE

/** Why a folder's disk cannot take so many bytes more; null when it can, or when the disk does not say. */
export function findLackOfRoom(folder: string, bytes: number): string | null {
  const room = readDiskRoom(folder)
  if (room === null || room.freeBytes >= bytes + RESERVE_BYTES) return null
  return `the disk of ${folder} has ${megabytesOf(room.freeBytes)} MB left, and ${megabytesOf(bytes + RESERVE_BYTES)} MB are needed`
}

function megabytesOf(bytes: number): number {
  return Math.ceil(bytes / MEGABYTE)
}
