import { copyFileSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Timestamp } from '../core/time.ts'
import { BUSY_TIMEOUT_MS, companionsOf } from './database-file.ts'
import { isDamage } from './examine-database.ts'
import { flushFolder } from './flush.ts'
import { giveToOwnerOf } from './give-to-owner-of.ts'
import { isBusy } from './is-busy.ts'
import { asideOf } from './restore-leftovers.ts'

export type PresentDatabase =
  | { readonly kind: 'none' }
  /** Everything is in the one file. */
  | { readonly kind: 'settled' }
  /** It cannot be read; what stands in its -wal stays there. */
  | { readonly kind: 'damaged'; readonly finding: string }
  /** Another program reads or writes it. */
  | { readonly kind: 'in-use' }

/**
 * Brings into the file of the present database what still stands in its -wal. Whoever has it open, a `prune` between two steps too,
 * would go on to write into it, while nobody reads that any more.
 */
export function settleDatabase(file: string): PresentDatabase {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return { kind: 'none' }
  try {
    const sqlite = new Database(file, { fileMustExist: true })
    try {
      sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
      sqlite.pragma('locking_mode = EXCLUSIVE') // refused while anybody has it open, idle or not
      sqlite.exec('begin exclusive; commit')
      const [row] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as readonly { busy: number }[] // as SQLite documents it
      return row?.busy === 1 ? { kind: 'in-use' } : { kind: 'settled' }
    } finally {
      sqlite.close()
    }
  } catch (error) {
    if (isDamage(error)) return { kind: 'damaged', finding: error.message }
    if (isBusy(error)) return { kind: 'in-use' }
    throw error
  }
}

/**
 * Puts a file in the place of the database, which is kept under another name; returns that, null where there was none.
 * Whenever this ends, there is the one or the other: the name leads from the one file to the other in one step. A -wal of
 * another database beside a file is damage to come, so none stays.
 */
export function putInPlace(file: string, by: string, now: Timestamp): string | null {
  const aside = keepAside(file, now)
  for (const left of companionsOf(file)) rmSync(left, { force: true })
  giveToOwnerOf(path.dirname(file), by)
  renameSync(by, file)
  flushFolder(path.dirname(file))
  return aside
}

function keepAside(file: string, now: Timestamp): string | null {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return null
  const aside = asideOf(file, now.replaceAll(/[-:.]/g, ''))
  try {
    linkSync(file, aside)
  } catch {
    copyFileSync(file, aside) // not every file system knows links
  }
  const wal = `${file}-wal`
  const hasLog = (statSync(wal, { throwIfNoEntry: false })?.size ?? 0) > 0
  if (hasLog) renameSync(wal, `${aside}-wal`)
  return aside
}
