import { statfsSync } from 'node:fs'

const MEGABYTE = 1_000_000
/** Left over by a copy, so that the database beside it can still be written. */
const RESERVE_BYTES = 16 * MEGABYTE

/** Why a folder's disk cannot take so many bytes more; null when it can, or when the disk does not say. */
export function findLackOfRoom(folder: string, bytes: number): string | null {
  const freeBytes = findFreeBytes(folder)
  if (freeBytes === null || freeBytes >= bytes + RESERVE_BYTES) return null
  return `the disk of ${folder} has ${megabytesOf(freeBytes)} MB left, and ${megabytesOf(bytes + RESERVE_BYTES)} MB are needed`
}

function findFreeBytes(folder: string): number | null {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder)
    return blocks === 0 ? null : bavail * bsize // some network file systems know nothing
  } catch {
    return null
  }
}

function megabytesOf(bytes: number): number {
  return Math.ceil(bytes / MEGABYTE)
}
