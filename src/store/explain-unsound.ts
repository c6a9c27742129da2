import Database from 'better-sqlite3'
import { databaseFile } from './database-file.ts'
import { type DatabaseExam, findDamageOfTables, isDamage } from './examine-database.ts'
import { remedyOfDamage, type Unreadable } from './explain-unreadable.ts'

/** Why a copy of the database was thrown away. One that is damaged is most often so because the database is. */
export function explainUnsound(
  exam: Exclude<DatabaseExam, { readonly kind: 'sound' }>,
  dataDir: string,
): Unreadable {
  switch (exam.kind) {
    case 'newer':
      return {
        reason: `the database was written by a newer Policywatch (it has ${exam.foreign.join(', ')})`,
        remedy: 'back it up with that version',
      }
    case 'foreign':
      return {
        reason: `nothing was ever stored in ${dataDir}`,
        remedy: 'look at "data" in the configuration, or let the daemon run first',
      }
    case 'damaged': {
      const finding = findDamageOf(databaseFile(dataDir))
      if (finding === null) {
        return {
          reason: `the copy is not sound, and was thrown away (${exam.finding})`,
          remedy: 'look at the disk that it was written to; the database itself is whole',
        }
      }
      return {
        reason: `the database ${databaseFile(dataDir)} is damaged (${finding})`,
        remedy: remedyOfDamage(dataDir),
      }
    }
  }
}

function findDamageOf(file: string): string | null {
  try {
    const sqlite = new Database(file, { readonly: true, fileMustExist: true })
    try {
      return findDamageOfTables(sqlite)
    } finally {
      sqlite.close()
    }
  } catch (error) {
    if (isDamage(error)) return error.message
    throw error
  }
}
