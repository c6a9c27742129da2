import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { type Timestamp, timestampOf } from '../core/time.ts'
import { DataDirError, findStats } from './data-dir-error.ts'
import { isDamage } from './examine-database.ts'
import { giveToOwnerOf } from './give-to-owner-of.ts'
import { isBusy } from './is-busy.ts'
import { isDiskFull } from './is-disk-full.ts'
import { makeDataDir, requireWritable } from './make-data-dir.ts'

/**
 * One writer per data folder. The lock is an exclusive transaction on a tiny second database: the operating system
 * frees it at once when the process dies, however it dies, and it holds across containers that share a volume.
 */
export type DataLock = { readonly release: () => void }

export type LockHolder = {
  readonly pid: number
  readonly host: string
  /** `run`, `poll` … */
  readonly command: string
  readonly since: Timestamp
}

export type LockResult =
  | { readonly kind: 'held'; readonly lock: DataLock }
  /** Somebody else has it; null when they have not yet written who they are. */
  | { readonly kind: 'taken'; readonly by: LockHolder | null }

/** Keeps the handles alive: a lock whose handle is collected is a lock that is gone. */
const held = new Set<Database.Database>()

/** The lock, and the note that says who holds it. */
export function lockFilesOf(dataDir: string): readonly [string, string] {
  const file = path.join(dataDir, 'policywatch.lock')
  return [file, `${file}.json`]
}

/** Throws a DataDirError when the folder or the lock in it may not be written, or the lock itself is at fault. */
export function lockDataDir(dataDir: string, command: string): LockResult {
  makeDataDir(dataDir)
  const [file, note] = lockFilesOf(dataDir)
  // SQLite opens what it may not write for reading, and then locks out nobody
  for (const place of [file, note]) requireWritable(place)
  if (findStats(file)?.isDirectory() === true) {
    throw new DataDirError(`the lock file ${file} is a folder`, 'move it away')
  }
  const isNew = findStats(file) === null
  const sqlite = new Database(file, { timeout: 0 })
  if (isNew) giveToOwnerOf(dataDir, file)
  try {
    sqlite.pragma('journal_mode = memory') // nothing is ever written, and the disk may be full
    sqlite.exec('begin exclusive')
  } catch (error) {
    sqlite.close()
    if (isBusy(error)) return { kind: 'taken', by: readHolder(note) }
    throw isDamage(error) ? damagedLock(file, error) : error
  }
  held.add(sqlite)
  const holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    command,
    since: timestampOf(Date.now()),
  }
  try {
    writeFileSync(note, `${JSON.stringify(holder)}\n`)
    giveToOwnerOf(dataDir, note) // it stays when this is killed
  } catch (error) {
    if (!isDiskFull(error)) throw error // else it is held all the same, by somebody unnamed
  }
  return {
    kind: 'held',
    lock: {
      release: (): void => {
        if (!held.delete(sqlite)) return
        rmSync(note, { force: true })
        sqlite.close()
      },
    },
  }
}

/** Who replaces the database just now, so that what is written into it meanwhile is lost; null: nobody. */
export function findRestorer(dataDir: string): LockHolder | null {
  const note = readHolder(lockFilesOf(dataDir)[1])
  if (note?.command !== 'restore') return null
  const locked = lockDataDir(dataDir, 'look') // a note of one that was killed stays
  if (locked.kind === 'taken') return note
  locked.lock.release()
  return null
}

/** Who holds a lock, as a person would say it. */
export function describeHolder(holder: LockHolder | null): string {
  if (holder === null) return 'another policywatch'
  return `"policywatch ${holder.command}" (process ${holder.pid} on ${holder.host}, since ${holder.since})`
}

function damagedLock(file: string, cause: unknown): DataDirError {
  const remedy = 'delete it: it holds nothing, and is made anew'
  return new DataDirError(`the lock file ${file} is damaged`, remedy, { cause })
}

function readHolder(note: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(note, 'utf8')) as LockHolder // written by lockDataDir alone
  } catch {
    return null
  }
}
