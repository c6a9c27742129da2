import { inTransaction, openDatabaseToRecord } from '../store/database.ts'
import type { Tx } from '../store/schema.ts'
import { type CommandCall, CommandError } from './command.ts'
import type { LoadedConfig } from './load-settings.ts'
import { withApp } from './open-app.ts'
import { orExplain } from './or-explain.ts'
import { refuseWhileRestored } from './refuse-while-restored.ts'

/**
 * Writes in one short transaction, beside a running daemon too. Where nothing was ever stored the database is made, as by
 * `migrate`. Throws a CommandError when the database is that of another version.
 */
export async function withRecord<T>(
  call: CommandCall,
  { settings: { dataDir } }: LoadedConfig,
  command: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const opened = await orExplain(dataDir, () => openDatabaseToRecord(dataDir))
  if (opened.kind === 'unfit') throw new CommandError(opened.message)
  if (opened.kind === 'absent') {
    return await withApp(call, command, async ({ deps }) => await inTransaction(deps.db, work))
  }
  try {
    return await orExplain(dataDir, () =>
      inTransaction(opened.db, async (tx) => {
        refuseWhileRestored(dataDir) // with the right to write: no restore comes between this and the commit
        return await work(tx)
      }),
    )
  } finally {
    await opened.db.destroy()
  }
}
