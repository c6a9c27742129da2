import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Brings the names in a folder to the disk; a file that has got its name may otherwise lose it with the power. */
export function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
