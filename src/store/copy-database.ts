import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Timestamp } from '../core/time.ts'
import { removeUnfinished } from './backup-files.ts'
import { BUSY_TIMEOUT_MS, companionsOf, databaseFile } from './database-file.ts'
import { findLackOfRoom } from './disk-room.ts'
import { type DatabaseCounts, examineDatabase } from './examine-database.ts'
import { explainCopyFailure } from './explain-copy-failure.ts'
import { explainUnsound } from './explain-unsound.ts'
import { flushFile, flushFolder } from './flush.ts'
import { lockFilesOf } from './lock.ts'
import type { LedgerProblem } from './verify-ledger.ts'

/**
 * Makes a consistent copy of the database while others write to it (docs/decisions/backups.md): SQLite copies it in one read
 * transaction, so everything is in it that was committed before, and nobody waits. The steps, of which the last but one makes
 * the copy visible:
 *
 *   1 what killed backups left is removed
 *   2 there is room for it
 *   3 the copy is written beside its place, under a name of its own, readable for its owner alone
 *   4 it is verified
 *   5 it is on the disk
 *   6 it gets its name, and what belonged to another file of that name goes
 *   7 so is that
 *
 * Whatever fails, what stood in its place stands there as before, and nothing else is left.
 */
export type CopyRequest = {
  readonly dataDir: string
  /** Absolute path of the copy. */
  readonly target: string
  /** Absolute path in the same folder, under which it is made. */
  readonly unfinished: string
  readonly existing: 'replace' | 'refuse'
  readonly now: Timestamp
}

export type DatabaseCopy = DatabaseCounts & {
  readonly file: string
  readonly bytes: number
  readonly ms: number
  /** The last migration that it has had. */
  readonly schema: string
  /** What the ledger of the database could not prove at that time; it is the same in the copy. */
  readonly ledgerProblems: readonly LedgerProblem[]
}

/** Some ten milliseconds of work. */
const PAGES_PER_STEP = 2_000

export type CopyFailure = { readonly reason: string; readonly remedy: string }

export type CopyResult =
  | { readonly kind: 'made'; readonly copy: DatabaseCopy }
  | ({ readonly kind: 'failed' } & CopyFailure)

/** Keeps the thread that it runs in busy until the copy is verified. */
export async function copyDatabase(request: CopyRequest): Promise<CopyResult> {
  try {
    const refusal = findRefusal(request)
    return refusal === null ? await makeCopy(request) : { kind: 'failed', ...refusal }
  } catch (error) {
    return { kind: 'failed', ...explainCopyFailure(error, request) }
  } finally {
    removeIfThere([request.unfinished, ...companionsOf(request.unfinished)])
  }
}

/** What cannot be removed could not be made either, or is removed by the next backup. */
function removeIfThere(files: readonly string[]): void {
  for (const file of files) {
    try {
      rmSync(file, { force: true })
    } catch {
      // its folder is none
    }
  }
}

/** Why a copy may not be put in this place; null: it may. */
function findRefusal({
  dataDir,
  target,
  existing,
}: Pick<CopyRequest, 'dataDir' | 'target' | 'existing'>): CopyFailure | null {
  const elsewhere = 'name another file'
  const database = databaseFile(dataDir)
  const taken = [database, ...companionsOf(database)]
  if (taken.some((file) => isSame(file, target))) {
    return { reason: `${target} is the database itself, or a part of it`, remedy: elsewhere }
  }
  if (lockFilesOf(dataDir).some((file) => isSame(file, target))) {
    return { reason: `${target} keeps a second daemon out`, remedy: elsewhere }
  }
  const there = statSync(target, { throwIfNoEntry: false })
  const log = `${target}-wal`
  if (existing === 'refuse' && statSync(log, { throwIfNoEntry: false }) !== undefined) {
    const remedy = `${elsewhere}, or remove it with --force`
    return { reason: `${log} is there, and would change the copy`, remedy }
  }
  if (there === undefined) return null
  if (there.isDirectory()) {
    const remedy = `name a file in it: ${path.join(target, 'policywatch-backup.db')}`
    return { reason: `${target} is a folder`, remedy }
  }
  if (!there.isFile()) return { reason: `${target} is no ordinary file`, remedy: elsewhere }
  if (existing === 'replace') return null
  return {
    reason: `${target} is there already`,
    remedy: `${elsewhere}, or replace it with --force`,
  }
}

function isSame(file: string, other: string): boolean {
  if (file === other) return true
  const [a, b] = [file, other].map((name) => statSync(name, { throwIfNoEntry: false }))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

async function makeCopy(request: CopyRequest): Promise<CopyResult> {
  const begin = performance.now()
  const { dataDir, target, unfinished, now } = request
  const folder = path.dirname(target)
  const source = new Database(databaseFile(dataDir), { readonly: true, fileMustExist: true })
  try {
    source.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    removeUnfinished(folder) // 1
    const lack = findLackOfRoom(folder, sizeOf(source)) // 2
    if (lack !== null) {
      return { kind: 'failed', reason: lack, remedy: 'free some, or name a place on another disk' }
    }
    closeSync(openSync(unfinished, 'wx', 0o600)) // SQLite fills an empty file
    await copyPages(source, unfinished) // 3
  } finally {
    source.close()
  }
  const exam = await examineDatabase(unfinished, 'tables', now) // 4
  if (exam.kind !== 'sound') return { kind: 'failed', ...explainUnsound(exam, dataDir) }
  flushFile(unfinished) // 5
  const refusal = findRefusal(request) // the file may have come meanwhile
  if (refusal !== null) return { kind: 'failed', ...refusal }
  const bytes = statSync(unfinished).size
  renameSync(unfinished, target) // 6
  removeIfThere(companionsOf(target)) // SQLite would apply a -wal of another file
  flushFolder(folder) // 7
  const { counts, lastMigration: schema, ledgerProblems } = exam
  const ms = Math.round(performance.now() - begin)
  return { kind: 'made', copy: { file: target, bytes, ...counts, ms, schema, ledgerProblems } }
}

/**
 * Page by page, within one read transaction: without it the copy would begin anew with each commit of another process. Between
 * steps the thread can be ended.
 */
async function copyPages(source: Database.Database, to: string): Promise<void> {
  source.exec('begin')
  source.prepare('select count(*) from sqlite_schema').get() // the transaction begins with what it reads first
  await source.backup(to, { progress: () => PAGES_PER_STEP })
  const copy = new Database(to)
  try {
    copy.pragma('journal_mode = DELETE') // so that it can be read where no -wal can be made
  } finally {
    copy.close()
  }
}

function sizeOf(sqlite: Database.Database): number {
  const numberOf = (name: string): number => sqlite.pragma(name, { simple: true }) as number // both are
  return numberOf('page_count') * numberOf('page_size')
}
