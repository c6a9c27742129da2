import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { timestampOf } from '../../core/time.ts'
import { unfinishedFile } from '../../store/backup-files.ts'
import type { CopyRequest, DatabaseCopy } from '../../store/copy-database.ts'
import { openDatabaseToRead } from '../../store/database.ts'
import { companionsOf } from '../../store/database-file.ts'
import { copyInThread } from '../../store/run-database-job.ts'
import { backupTarget } from '../backup-target.ts'
import type { CliIo } from '../cli-io.ts'
import { type CommandCall, CommandError } from '../command.ts'
import { configFileOf } from '../config-file.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettings } from '../load-settings.ts'
import { orExplain } from '../or-explain.ts'
import { formatBytes } from '../output/format-bytes.ts'
import { say, writeJsonLine, writeLine } from '../output/write.ts'

/** Copies the database into a file. In a thread, so that a signal finds somebody who can tidy up. */
export async function backUpDatabase(call: CommandCall): Promise<ExitCode> {
  const { settings } = await loadSettings(call)
  const { dataDir } = settings
  const target = backupTarget(call.positionals[0] ?? '', configFileOf(call))
  await requireDatabase(dataDir)
  const request: CopyRequest = {
    dataDir,
    target,
    unfinished: unfinishedFile(path.dirname(target), randomBytes(4).toString('hex')),
    existing: call.has('force') ? 'replace' : 'refuse',
    now: timestampOf(Date.now()),
  }
  const release = tidyUpOnSignal(call.io, request.unfinished)
  try {
    const result = await copyInThread(request).answer
    if (result.kind === 'failed') {
      throw new CommandError(`no backup was made: ${result.reason}`, { hint: result.remedy })
    }
    tell(call, result.copy)
    return EXIT.done
  } finally {
    release()
  }
}

/** One of an older version is good to be copied before that is changed. */
async function requireDatabase(dataDir: string): Promise<void> {
  const database = await orExplain(dataDir, () => openDatabaseToRead(dataDir))
  if (database.kind === 'open') return void (await database.db.destroy())
  if (database.kind === 'absent') {
    throw new CommandError(`nothing was ever stored in ${dataDir}, so there is nothing to copy`, {
      hint: 'look at "data" in the configuration, or let the daemon run first',
    })
  }
  if (database.version === 'newer') throw new CommandError(database.message)
}

/** The system ends the process, as it would have; what it leaves is removed first. */
function tidyUpOnSignal(io: CliIo, unfinished: string): () => void {
  const removers = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) =>
    io.onSignal(signal, () => {
      for (const file of [unfinished, ...companionsOf(unfinished)]) rmSync(file, { force: true })
      release()
      process.kill(process.pid, signal)
    }),
  )
  const release = (): void => {
    for (const remove of removers) remove()
  }
  return release
}

function tell({ io, has }: CommandCall, copy: DatabaseCopy): void {
  for (const { code, count, example } of copy.ledgerProblems) {
    say(io, `the ledger is not in order (${code}: ${count}, for example ${example})`)
  }
  if (has('json')) {
    writeJsonLine(io, copy)
    return
  }
  const { file, bytes, items, stories, matches, deliveries, ms } = copy
  writeLine(io, `${file}: ${formatBytes(bytes)} in ${(ms / 1000).toFixed(1)} s, verified`)
  writeLine(
    io,
    `${items} items, ${stories} stories, ${matches} matches, ${deliveries} deliveries; the configuration is not in it`,
  )
}
