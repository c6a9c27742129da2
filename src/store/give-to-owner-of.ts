import { chownSync, statSync } from 'node:fs'

/** What root makes in a folder of the daemon's user is for that user. */
export function giveToOwnerOf(folder: string, file: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder)
  chownSync(file, uid, gid)
}
