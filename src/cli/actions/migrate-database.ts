import { openDatabaseToRead } from '../../store/database.ts'
import type { CommandCall } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettings } from '../load-settings.ts'
import { withApp } from '../open-app.ts'
import { orExplain } from '../or-explain.ts'
import { writeJsonLine, writeLine } from '../output/write.ts'

/** Brings the database up to date, as `run` does when it starts, and says what there was to do. */
export async function migrateDatabase(call: CommandCall): Promise<ExitCode> {
  const { settings } = await loadSettings(call)
  const { dataDir } = settings
  const before = await orExplain(dataDir, () => openDatabaseToRead(dataDir))
  if (before.kind === 'open') await before.db.destroy()
  return await withApp(call, 'migrate', async ({ migrated }) => {
    const { migrations = [], copy = null } = migrated ?? {}
    const outcomes = {
      open: 'the database is up to date',
      absent: 'a new database has been made',
      unfit: 'the database has been brought up to date',
    }
    if (call.has('json')) {
      writeJsonLine(call.io, { data: dataDir, isNew: before.kind === 'absent', migrations, copy })
      return EXIT.done
    }
    writeLine(call.io, `${outcomes[before.kind]}: ${dataDir}`)
    if (copy !== null) writeLine(call.io, `as it was before: ${copy}`)
    return EXIT.done
  })
}
