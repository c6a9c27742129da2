import { statSync } from 'node:fs'
import { listCopiesBeforeMigration, listScheduledBackups } from './backup-files.ts'
import { DataDirError } from './data-dir-error.ts'
import { databaseFile } from './database-file.ts'

/**
 * Throws a DataDirError for a database of 0 bytes that held something once, by what lies beside it. SQLite takes it for a new one and
 * deletes the log of changes; a watch that began anew would write to those who unsubscribed. Without a trace of an earlier one it
 * is what a start leaves that was killed in its first moments.
 */
export function refuseEmptied(dataDir: string): void {
  const file = databaseFile(dataDir)
  const there = statSync(file, { throwIfNoEntry: false })
  if (there?.isFile() !== true || there.size > 0) return
  const [newest] = [
    ...listScheduledBackups(dataDir),
    ...listCopiesBeforeMigration(dataDir).map((copy) => copy.file),
  ]
  const hasLog = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  if (newest === undefined && !hasLog) return
  const backup =
    newest === undefined
      ? 'a backup: policywatch restore FILE'
      : `the newest backup: policywatch restore ${newest}`
  throw new DataDirError(
    `the database ${file} has 0 bytes, and ${hasLog ? `${file}-wal` : 'a backup'} shows that it held something`,
    `look at the disk, then restore ${backup}; or move the empty file away to start anew, without knowing who unsubscribed`,
  )
}
