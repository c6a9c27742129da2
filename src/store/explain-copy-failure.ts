import { lstatSync, statSync } from 'node:fs'
import path from 'node:path'
import { nameOfUser } from './data-dir-error.ts'
import { explainUnreadable } from './explain-unreadable.ts'

type Explained = { readonly reason: string; readonly remedy: string }

/** What kept a copy of the database from being made, in words with a remedy. */
export function explainCopyFailure(
  error: unknown,
  { dataDir, target }: { readonly dataDir: string; readonly target: string },
): Explained {
  const folder = path.dirname(target)
  const reason = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'EEXIST':
    case 'ENOENT':
    case 'ENOTDIR':
      if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) break
      if (isThere(folder)) {
        return {
          reason: `${folder} is no folder, nor leads to one`,
          remedy: 'move it away, or name another place',
        }
      }
      return {
        reason: `there is no folder ${folder}`,
        remedy: `make it (mkdir -p ${folder}), or name another place`,
      }
    case 'EACCES':
    case 'EPERM':
      return {
        reason: `${nameOfUser()} may not write in the folder ${folder} (${reason})`,
        remedy: 'name a folder that this user may write in',
      }
    case 'EROFS':
      return {
        reason: `the folder ${folder} is on a disk that is mounted read-only`,
        remedy: 'name a place on another disk',
      }
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
    case 'SQLITE_FULL':
      return {
        reason: `the disk of ${folder} is full (${reason})`,
        remedy: 'free some room, or name a place on another disk',
      }
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return {
      reason: `reading the database or writing in ${folder} failed (${reason})`,
      remedy: `look at the disks of ${dataDir} and ${folder}: one is full, or breaks`,
    }
  }
  return explainUnreadable(error, dataDir) ?? { reason, remedy: 'see what the system says of it' }
}

/** A link that leads to nothing is there, too. */
function isThere(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false // a folder above it is none
  }
}
