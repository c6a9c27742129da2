import { randomBytes } from 'node:crypto'
import { statSync, truncateSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'

/**
 * Room on the disk that is kept for the day on which nothing else is left. Given up, the file stays and is empty: that takes
 * no room, and shows whoever looks at the folder what has happened.
 */
const FILE_NAME = 'reserve'
const CHUNK_BYTES = 1_048_576

export type ReserveState = 'none' | 'whole' | 'given-up'

export function readReserveState(dataDir: string): ReserveState {
  try {
    return statSync(path.join(dataDir, FILE_NAME)).size === 0 ? 'given-up' : 'whole'
  } catch {
    return 'none'
  }
}

/**
 * Makes the reserve, really written: some file systems take no room for a file that was only made long, or is all zeros.
 * Rejects when there is no room for it, and takes none then.
 */
export async function makeReserve(dataDir: string, byteCount: number): Promise<void> {
  const handle = await open(path.join(dataDir, FILE_NAME), 'w')
  try {
    const chunk = randomBytes(Math.min(CHUNK_BYTES, byteCount))
    for (let written = 0; written < byteCount; ) {
      const { bytesWritten } = await handle.write(
        chunk,
        0,
        Math.min(chunk.length, byteCount - written),
      )
      written += bytesWritten
    }
    await handle.sync()
  } catch (error) {
    await handle.truncate(0).catch(() => undefined)
    throw error
  } finally {
    await handle.close()
  }
}

/** Gives the reserve's room to whoever writes next. Without one there is nothing to give. */
export function giveUpReserve(dataDir: string): void {
  try {
    truncateSync(path.join(dataDir, FILE_NAME), 0)
  } catch {
    // there is none, or the disk is at fault, too
  }
}
