import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  mkdtempSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import type { Timestamp } from '../core/time.ts'
import { endAllGathering } from './alert-times.ts'
import {
  type CarriedOver,
  carryOver,
  type LaterFacts,
  makeOverdueDue,
  readLaterFacts,
} from './carry-over.ts'
import { inTransaction, openDatabase } from './database.ts'
import { companionsOf, databaseFile } from './database-file.ts'
import { recoverDeliveries } from './deliveries.ts'
import { findLackOfRoom } from './disk-room.ts'
import { listOpenMessageIds } from './due-deliveries.ts'
import {
  type DatabaseCounts,
  type DatabaseExam,
  examineDatabase,
  isDamage,
} from './examine-database.ts'
import { flushFile, flushFolder } from './flush.ts'
import { makeDataDir } from './make-data-dir.ts'
import { mayHaveLog } from './may-have-log.ts'
import { putInPlace, settleDatabase } from './put-in-place.ts'
import { type RemovedRows, removeBrokenReferences } from './remove-broken-references.ts'
import { removeRestoreLeftovers, WORK_FOLDER } from './restore-leftovers.ts'
import { type LedgerProblem, verifyLedger } from './verify-ledger.ts'

/**
 * Puts a backup in the place of the database, for the process that holds the lock. The backup itself is only read. The steps, of
 * which the last makes it the database:
 *
 *   1 what a killed restore left is removed
 *   2 the backup is copied into a folder beside the database, and verified there
 *   3 the copy is brought up to date, as the next start would do it
 *   4 what must outlive a restore is carried over from the present database, where that can be read
 *   5 the present database is kept under another name, and the copy takes its place
 *
 * Whatever fails before that leaves everything as it was.
 */
export type RestoreRequest = {
  readonly dataDir: string
  /** Absolute path. */
  readonly backup: string
  /** What becomes of rows that refer to some which are not there. */
  readonly brokenReferences: 'refuse' | 'remove'
  readonly now: Timestamp
}

export type Restored = DatabaseCounts & {
  readonly file: string
  /** The newest poll that is in it; null: none is. */
  readonly lastPolledAt: Timestamp | null
  /** Changes of the schema that it had not had. */
  readonly migrations: readonly string[]
  /** Where the database is that was there; null: there was none. */
  readonly aside: string | null
  /** What was carried over; null where the database that was there could not be read, and nothing where there was none. */
  readonly carried: CarriedOver | null
  readonly isOfOtherInstallation: boolean
  /** Deliveries that go out once the daemon runs. */
  readonly waitingCount: number
  readonly ledgerProblems: readonly LedgerProblem[]
  /** Rows that referred to some which are not there. */
  readonly removedRows: readonly RemovedRows[]
}

export type RestoreResult =
  | { readonly kind: 'restored'; readonly restored: Restored }
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string }

type Refusal = Extract<RestoreResult, { readonly kind: 'refused' }>

/** Throws what the system or SQLite refuses; nothing is changed then. */
export async function restoreDatabase(request: RestoreRequest): Promise<RestoreResult> {
  const { dataDir, backup } = request
  makeDataDir(dataDir)
  removeRestoreLeftovers(dataDir) // 1
  const refusal = findRefusal(request)
  if (refusal !== null) return refusal
  const work = mkdtempSync(path.join(dataDir, WORK_FOLDER))
  try {
    takeCopy(backup, databaseFile(work)) // 2
    return await restoreFrom(work, request)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function findRefusal({ dataDir, backup }: RestoreRequest): Refusal | null {
  const there = statSync(backup, { throwIfNoEntry: false })
  const present = statSync(databaseFile(dataDir), { throwIfNoEntry: false })
  if (there === undefined) return refuse(`there is no file ${backup}`, 'name a backup')
  if (!there.isFile()) return refuse(`${backup} is no ordinary file`, 'name a backup')
  if (!mayRead(backup)) {
    const user = process.getuid?.() ?? 'of this process'
    return refuse(
      `user ${user} may not read ${backup}`,
      `give it to that user (chown ${user} ${backup}), or copy it to where they may read it`,
    )
  }
  if (there.dev === present?.dev && there.ino === present.ino) {
    return refuse(`${backup} is the database itself`, 'name a backup of it')
  }
  if (present?.isDirectory() === true) {
    return refuse(`${databaseFile(dataDir)} is a folder`, 'move it away')
  }
  const lack = findLackOfRoom(dataDir, there.size)
  return lack === null ? null : refuse(lack, 'free some, or name another folder as "data"')
}

function mayRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}

/**
 * With the -wal that belongs to it where somebody copied the files of a running daemon. One beside a file that keeps no such log,
 * as what "backup" makes, is of another file that had its name, and SQLite would apply it.
 */
function takeCopy(backup: string, to: string): void {
  for (const suffix of mayHaveLog(backup) ? ['', '-wal'] : ['']) {
    const from = `${backup}${suffix}`
    if (statSync(from, { throwIfNoEntry: false })?.isFile() !== true) continue
    copyFileSync(from, `${to}${suffix}`)
    chmodSync(`${to}${suffix}`, 0o600)
  }
}

async function restoreFrom(work: string, request: RestoreRequest): Promise<RestoreResult> {
  const { dataDir, backup, now } = request
  const [file, copy] = [databaseFile(dataDir), databaseFile(work)]
  const removedRows = request.brokenReferences === 'remove' ? salvage(copy) : []
  const exam = await examineDatabase(copy, 'integrity_check', now)
  if (exam.kind !== 'sound') return explainUnfit(exam, backup)
  const present = settleDatabase(file)
  if (present.kind === 'in-use') return refuseInUse(file)
  const prepared = await prepareCopy(work, exam, request, present.kind !== 'none')
  const settled = settleDatabase(copy) // what closing it could not bring over, on a full disk, would go with its -wal
  if (settled.kind !== 'settled') throw new Error(`${copy} is ${settled.kind} after it was closed`)
  flushFile(copy)
  for (const left of companionsOf(copy)) rmSync(left, { force: true })
  if (settleDatabase(file).kind === 'in-use') return refuseInUse(file) // opened meanwhile
  const aside = putInPlace(file, copy, now) // 5
  flushFolder(dataDir)
  const { counts, lastPolledAt } = exam
  return {
    kind: 'restored',
    restored: { file, ...counts, lastPolledAt, aside, ...prepared, removedRows },
  }
}

function salvage(copy: string): readonly RemovedRows[] {
  try {
    return removeBrokenReferences(copy)
  } catch (error) {
    if (isDamage(error)) return [] // the exam says what it is
    throw error
  }
}

type Prepared = Omit<
  Restored,
  'file' | 'aside' | 'lastPolledAt' | 'removedRows' | keyof DatabaseCounts
>

async function prepareCopy(
  work: string,
  { missing }: Extract<DatabaseExam, { readonly kind: 'sound' }>,
  { dataDir, now }: RestoreRequest,
  hasPresent: boolean,
): Promise<Prepared> {
  const db = await openDatabase(work, { copyBeforeMigration: 'none' }) // 3
  try {
    const open = missing === null ? await listOpenMessageIds(db) : []
    const facts = hasPresent ? readLaterFacts(databaseFile(dataDir), open) : NO_FACTS
    const carried = await inTransaction(db, async (tx) => {
      await endAllGathering(tx, now)
      await recoverDeliveries(tx, now)
      const taken = facts === null ? null : await carryOver(tx, facts, now) // 4
      await makeOverdueDue(tx, now)
      return taken
    })
    const own = await db
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'installation')
      .executeTakeFirst()
    return {
      migrations: missing ?? [],
      carried,
      isOfOtherInstallation:
        typeof facts?.installation === 'string' && facts.installation !== own?.value,
      waitingCount: (await listOpenMessageIds(db)).length,
      ledgerProblems: await verifyLedger(db, now),
    }
  } finally {
    await db.destroy()
  }
}

const NO_FACTS: LaterFacts = { installation: null, optOuts: [], sent: [] }

function explainUnfit(
  exam: Exclude<DatabaseExam, { readonly kind: 'sound' }>,
  backup: string,
): Refusal {
  switch (exam.kind) {
    case 'newer':
      return refuse(
        `${backup} was written by a newer Policywatch (it has ${exam.foreign.join(', ')})`,
        'install that version, or name an older backup',
      )
    case 'foreign':
      return refuse(
        `${backup} is no database of Policywatch, or nothing was ever stored in it`,
        'name a file that "policywatch backup" has made',
      )
    case 'damaged':
      return refuse(
        `${backup} is damaged, or no database (${exam.finding})`,
        'name another backup; one that was packed (gzip and the like) is unpacked first; rows that refer to lost ones, as where a damaged database was saved, go with --salvage',
      )
  }
}

function refuseInUse(file: string): Refusal {
  return refuse(
    `another program has ${file} open`,
    'end it first: a command of Policywatch, Litestream, a tool for databases',
  )
}

function refuse(reason: string, remedy: string): Refusal {
  return { kind: 'refused', reason, remedy }
}
