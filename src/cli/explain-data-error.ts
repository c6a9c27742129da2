import path from 'node:path'
import { explainUnreadable } from '../store/explain-unreadable.ts'
import { DataDirError } from '../store/make-data-dir.ts'
import { NewerSchemaError } from '../store/migrate.ts'
import { CommandError } from './command.ts'

/** What is wrong with the data folder or the database, as a line with a remedy; any other error as it is. */
export function explainDataError(error: unknown, dataDir: string): unknown {
  if (error instanceof NewerSchemaError) return new CommandError(error.message, { cause: error })
  if (error instanceof DataDirError) {
    const hint = 'name another folder as "data" in the configuration'
    return new CommandError(error.message, { cause: error, hint })
  }
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const unreadable = explainUnreadable(reason, dataDir)
  if (unreadable === null) return error
  const file = path.join(dataDir, 'policywatch.db')
  return new CommandError(`cannot use the database ${file}: ${unreadable.reason}`, {
    cause: error,
    hint: unreadable.remedy,
  })
}
