import path from 'node:path'
import { DataDirError } from '../store/data-dir-error.ts'
import { NewerSchemaError } from '../store/explain-unfit.ts'
import { explainUnreadable } from '../store/explain-unreadable.ts'
import { MigrationRefusedError } from '../store/migrate-safely.ts'
import { CommandError } from './command.ts'

/** Does what needs the data folder; what is wrong with folder or database is thrown as a line with a remedy. */
export async function orExplain<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explainDataError(error, dataDir)
  }
}

function explainDataError(error: unknown, dataDir: string): unknown {
  if (error instanceof NewerSchemaError) return new CommandError(error.message, { cause: error })
  if (error instanceof MigrationRefusedError) {
    return new CommandError(error.message, { cause: error, hint: error.remedy })
  }
  if (error instanceof DataDirError) {
    return new CommandError(`cannot use the data folder ${dataDir}: ${error.message}`, {
      cause: error,
      hint: error.remedy,
    })
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
