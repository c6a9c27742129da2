import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Brings what was written into a file to the disk. */
export function flushFile(file: string): void {
  flush(file, 'r+')
}

/** Brings the names in a folder to the disk; a file that has got its name may otherwise lose it with the power. */
export function flushFolder(folder: string): void {
  flush(folder, 'r')
}

function flush(place: string, flags: string): void {
  const handle = openSync(place, flags)
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
