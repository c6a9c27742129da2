import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { listScheduledBackups } from './backup-files.ts'
import { readDiskRoom } from './disk-room.ts'
import { isDiskFull } from './is-disk-full.ts'

/** Why a database that is there could not be opened for reading, and what to do about it. */
export type Unreadable = { readonly reason: string; readonly remedy: string }

/**
 * What SQLite says of a database that it could not read, in words with a remedy; null for any other error. Even a reader
 * needs the files policywatch.db-wal and -shm beside a database of this kind, and makes them where nobody has: what
 * SQLite then calls "unable to open database file" is most often a folder that cannot be written.
 */
export function explainUnreadable(error: unknown, dataDir: string): Unreadable | null {
  if (!(error instanceof Error && 'code' in error)) return null
  const code = String(error.code)
  if (code.startsWith('SQLITE_') && isFolder(path.join(dataDir, 'policywatch.db'))) {
    return { reason: 'it is a folder', remedy: 'move it away; the database is made anew' }
  }
  if (isDiskFull(error) || (code === 'SQLITE_CANTOPEN' && readDiskRoom(dataDir)?.freeBytes === 0)) {
    return {
      reason: `the disk of its folder is full (${error.message})`,
      remedy: 'make room on it, or name a folder on another disk as "data"; nothing is lost',
    }
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    return {
      reason: isWritable(dataDir)
        ? `SQLite cannot open it, or cannot make policywatch.db-wal and policywatch.db-shm beside it (${error.message})`
        : 'its folder cannot be written, and to read it SQLite makes policywatch.db-wal and policywatch.db-shm there',
      remedy:
        'run this as the user of the daemon, on a folder that can be written; or copy policywatch.db, with policywatch.db-wal if there is one, to such a folder and name it as "data"',
    }
  }
  if (/^SQLITE_(?:NOTADB|CORRUPT|IOERR)/.test(code)) {
    return {
      reason: `it is damaged, or its disk is (${error.message})`,
      remedy: remedyOfDamage(dataDir),
    }
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return { reason: 'another program keeps it locked', remedy: 'try again in a moment' }
  }
  return null
}

/** What to do about a damaged database; the newest backup is named. */
export function remedyOfDamage(dataDir: string): string {
  const [newest] = listScheduledBackups(dataDir)
  const backup =
    newest === undefined
      ? 'restore a backup (policywatch restore FILE)'
      : `restore the newest backup: policywatch restore ${newest}`
  return `look at the disk, then ${backup}; without one, docs/backing-up.md says how to save what can be read, or move the file away to start anew`
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
