import { readdirSync, rmSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { DATABASE_NAME, databaseFile } from './database-file.ts'

/** In which a restore works, with a random end. */
export const WORK_FOLDER = 'restoring-'

/** What was there before a restore keeps its content under the name of the database with this and the time. */
export function asideOf(file: string, time: string): string {
  return `${file}${BEFORE_RESTORE}${time}`
}

const BEFORE_RESTORE = '.before-restore-'

/**
 * Removes what a killed restore left, for the process that holds the lock: its folder, which is as large as the database, and a
 * second name of the database that is still in its place. SQLite knows a file by its name, so whoever opened it by the other
 * one would not see its log of changes.
 */
export function removeRestoreLeftovers(dataDir: string): void {
  const database = statSync(databaseFile(dataDir), { throwIfNoEntry: false })
  for (const name of readdirSync(dataDir)) {
    const place = path.join(dataDir, name)
    const isAside = name.startsWith(`${DATABASE_NAME}${BEFORE_RESTORE}`)
    if (name.startsWith(WORK_FOLDER) || (isAside && isSameFile(place, database))) remove(place)
  }
}

/** What may not be removed, as root has left it, is in nobody's way. */
function remove(place: string): void {
  try {
    rmSync(place, { recursive: true, force: true })
  } catch {
    // the next one tries again
  }
}

function isSameFile(place: string, database: Stats | undefined): boolean {
  const there = statSync(place, { throwIfNoEntry: false })
  return there !== undefined && there.ino === database?.ino && there.dev === database.dev
}
