import Database from 'better-sqlite3'
import { BUSY_TIMEOUT_MS } from './database-file.ts'
import { findDamageOfTables, isDamage } from './examine-database.ts'

/** Reads every page of a database beside whoever writes to it; returns what is wrong with them in SQLite's words, null for nothing. */
export function checkDatabase(file: string): string | null {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true })
  try {
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    return findDamageOfTables(sqlite)
  } catch (error) {
    if (!isDamage(error)) throw error
    return error.message
  } finally {
    sqlite.close()
  }
}
