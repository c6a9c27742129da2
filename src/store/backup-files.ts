import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { HOUR_MS, type Timestamp, timestampOf } from '../core/time.ts'

/**
 * The files of the folder <data>/backups, by their names: what the schedule makes (policywatch-20260301T033000Z.db), what is
 * put aside before a migration (before-0010-20260301T033000Z.db), and the unfinished copies of any folder
 * (.policywatch-HOST-PROCESS-RANDOM.part). Other files are other people's, and never touched.
 */
const SCHEDULED = /^policywatch-\d{8}T\d{6}Z\.db$/
const BEFORE_MIGRATION = /^before-(\d{4})-\d{8}T\d{6}Z\.db$/
const UNFINISHED = /^\.policywatch-(.+)-(\d+)-[0-9a-z]{8}\.part(-journal|-wal|-shm)?$/
/** Nothing writes to a copy for this long and is still at work on it. */
const LONGEST_PAUSE_MS = HOUR_MS

export function backupDir(dataDir: string): string {
  return path.join(dataDir, 'backups')
}

/** Makes the folder of the backups where it is missing, for nobody else to look into: addresses are in them. */
export function makeBackupDir(dataDir: string): string {
  const folder = backupDir(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

export function scheduledBackupFile(dataDir: string, at: Timestamp): string {
  return path.join(backupDir(dataDir), `policywatch-${nameOf(at)}.db`)
}

/** `migration` is the first one to come: the copy holds everything before it. */
export function beforeMigrationFile(dataDir: string, migration: string, at: Timestamp): string {
  return path.join(backupDir(dataDir), `before-${migration.slice(0, 4)}-${nameOf(at)}.db`)
}

/** The newest first, as absolute paths; none where the folder is missing or may not be read. */
export function listScheduledBackups(
  dataDir: string,
  now: Timestamp = timestampOf(Date.now()),
): readonly string[] {
  return newestFirst(listNamed(backupDir(dataDir), SCHEDULED), now).map((name) =>
    path.join(backupDir(dataDir), name),
  )
}

export type CopyBeforeMigration = {
  readonly file: string
  /** Number of the migration that it was made before. */
  readonly before: string
}

/** The newest first. */
export function listCopiesBeforeMigration(
  dataDir: string,
  now: Timestamp = timestampOf(Date.now()),
): readonly CopyBeforeMigration[] {
  return newestFirst(listNamed(backupDir(dataDir), BEFORE_MIGRATION), now).map((name) => ({
    file: path.join(backupDir(dataDir), name),
    before: BEFORE_MIGRATION.exec(name)?.[1] ?? '',
  }))
}

/**
 * What is named after a time to come was made while the clock was ahead, so before all that was made since it is right: it comes
 * last. Else it would count as the newest for years, and what is made now would be removed as too old.
 */
function newestFirst(names: readonly string[], now: Timestamp): readonly string[] {
  const until = `${nameOf(now)}.db`
  const descending = names.toSorted((a, b) => (timeIn(a) < timeIn(b) ? 1 : -1))
  const isToCome = (name: string): boolean => timeIn(name) > until
  const past = descending.filter((name) => !isToCome(name))
  return [...past, ...descending.filter(isToCome)]
}

/** A name for a copy that is not finished, which says who is at work on it. */
export function unfinishedFile(folder: string, random: string): string {
  return path.join(folder, `.policywatch-${hostname()}-${process.pid}-${random}.part`)
}

/**
 * Removes what killed backups have left in a folder. What another process is at work on stays: one of this machine lives, one
 * of another machine (a container with the same volume) wrote within the last hour.
 */
export function removeUnfinished(folder: string): void {
  for (const name of listNamed(folder, UNFINISHED)) {
    const file = path.join(folder, name)
    if (isAbandoned(file, UNFINISHED.exec(name))) rmSync(file, { force: true })
  }
}

function isAbandoned(file: string, named: RegExpExecArray | null): boolean {
  const writtenMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const [, host, pid] = named ?? []
  if (Date.now() - writtenMs > LONGEST_PAUSE_MS) return true
  if (host !== hostname()) return false
  if (Number(pid) !== process.pid) return !isAlive(Number(pid))
  return writtenMs < Date.now() - process.uptime() * 1000 // process numbers come back, in containers at each start
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function listNamed(folder: string, pattern: RegExp): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => pattern.test(name))
  } catch {
    return [] // who needs the folder finds out why when writing to it
  }
}

/** `20260301T033000Z` */
function nameOf(at: Timestamp): string {
  return `${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

function timeIn(name: string): string {
  return name.slice(-19)
}
