import { openDatabaseToRead } from '../store/database.ts'
import type { Db } from '../store/schema.ts'
import { type CommandCall, CommandError } from './command.ts'
import { type LoadedConfig, loadSettings } from './load-settings.ts'
import { orExplain } from './or-explain.ts'

/**
 * Reads the configuration and opens the database for reading, beside a running daemon too. `db` is null where nothing
 * was ever stored.
 */
export async function withArchive<T>(
  call: CommandCall,
  work: (db: Db | null, config: LoadedConfig) => Promise<T>,
): Promise<T> {
  const config = await loadSettings(call)
  return await withArchiveIn(config.settings.dataDir, async (db) => await work(db, config))
}

/** The same for the database in a folder, whatever configuration names it. */
export async function withArchiveIn<T>(
  dataDir: string,
  work: (db: Db | null) => Promise<T>,
): Promise<T> {
  const archive = await orExplain(dataDir, () => openDatabaseToRead(dataDir))
  if (archive.kind === 'unfit') throw new CommandError(archive.message)
  if (archive.kind === 'absent') return await work(null)
  try {
    return await orExplain(dataDir, () => work(archive.db))
  } finally {
    await archive.db.destroy()
  }
}
