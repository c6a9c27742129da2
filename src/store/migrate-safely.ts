import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { timestampOf } from '../core/time.ts'
import {
  beforeMigrationFile,
  listCopiesBeforeMigration,
  makeBackupDir,
  unfinishedFile,
} from './backup-files.ts'
import type { CopyFailure } from './copy-database.ts'
import { explainCopyFailure } from './explain-copy-failure.ts'
import { explainUnfit, NewerSchemaError } from './explain-unfit.ts'
import { listMigrationNames, migrateToLatest, readSchemaState } from './migrate.ts'
import type { Db } from './schema.ts'

/** Whether a database that holds something is copied before its schema is changed. */
export type CopyPolicy = 'copy' | 'none'

export type MigrationReport = {
  /** Migrations that were carried out just now, oldest first. */
  readonly migrations: readonly string[]
  /** The copy of the database as it was before; null where it had held nothing, or nobody wanted one. */
  readonly copy: string | null
}

/** The copy that a migration begins with could not be made, so nothing was changed. */
export class MigrationRefusedError extends Error {
  override readonly name = 'MigrationRefusedError'
  readonly remedy: string

  constructor({ reason, remedy }: CopyFailure, options: ErrorOptions = {}) {
    super(
      `the database is not brought up to date, as the copy that comes first failed: ${reason}`,
      options,
    )
    this.remedy = remedy
  }
}

/** Copies from before a migration that are kept. */
const KEPT_COPIES = 3

/**
 * Brings the schema up to date, after a verified copy of a database that holds something; null when there was nothing to do.
 * Throws, having changed nothing, when the database was written by a newer program, the copy cannot be made, or a migration
 * fails. Whoever is killed in between leaves the database as it was, or as it is to be.
 */
export async function migrateSafely(
  db: Db,
  dataDir: string,
  policy: CopyPolicy,
): Promise<MigrationReport | null> {
  const state = await readSchemaState(db)
  switch (state.kind) {
    case 'newer':
      throw new NewerSchemaError(explainUnfit(state, dataDir, await listMigrationNames()))
    case 'current':
      return null
    case 'unused':
      await migrateToLatest(db)
      return null
    case 'older': {
      const copy = policy === 'copy' ? await copyFirst(dataDir, state.missing) : null
      const migrations = await migrateToLatest(db)
      removeOldCopies(dataDir)
      return { migrations, copy }
    }
  }
}

async function copyFirst(dataDir: string, missing: readonly string[]): Promise<string> {
  const { copyDatabase } = await import('./copy-database.ts') // with all that examines a copy
  const now = timestampOf(Date.now())
  const target = beforeMigrationFile(dataDir, missing[0] ?? '', now)
  try {
    const unfinished = unfinishedFile(makeBackupDir(dataDir), randomBytes(4).toString('hex'))
    const request = { dataDir, target, unfinished, existing: 'replace', now } as const
    const made = await copyDatabase(request)
    if (made.kind === 'made') return made.copy.file
    throw new MigrationRefusedError(made)
  } catch (error) {
    if (error instanceof MigrationRefusedError) throw error
    const failure = explainCopyFailure(error, { dataDir, target })
    throw new MigrationRefusedError(failure, { cause: error })
  }
}

function removeOldCopies(dataDir: string): void {
  for (const { file } of listCopiesBeforeMigration(dataDir).slice(KEPT_COPIES)) {
    rmSync(file, { force: true })
  }
}
