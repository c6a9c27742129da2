import path from 'node:path'
import type { OptOut } from '../../core/alert/opt-out.ts'
import { timestampOf } from '../../core/time.ts'
import { describeHolder, lockDataDir } from '../../store/lock.ts'
import { type Restored, restoreDatabase } from '../../store/restore-database.ts'
import { type CommandCall, CommandError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettings } from '../load-settings.ts'
import { orExplain } from '../or-explain.ts'
import { countOf } from '../output/count-of.ts'
import { formatLocalTime } from '../output/format-local-time.ts'
import { say, writeJsonLine, writeLine } from '../output/write.ts'

/** Puts a backup in the place of the database, while nobody works on it, and says what that means. */
export async function restoreBackup(call: CommandCall): Promise<ExitCode> {
  const { settings } = await loadSettings(call)
  const { dataDir, timezone } = settings
  const backup = path.resolve(call.positionals[0] ?? '')
  const locked = await orExplain(dataDir, async () => lockDataDir(dataDir, 'restore'))
  if (locked.kind === 'taken') {
    throw new CommandError(`${describeHolder(locked.by)} works on the same data, ${dataDir}`, {
      hint: 'stop it first: what it has in hand would be lost, and it would write into another file',
    })
  }
  try {
    const now = timestampOf(Date.now())
    const brokenReferences = call.has('salvage') ? 'remove' : 'refuse'
    const result = await orExplain(dataDir, () =>
      restoreDatabase({ dataDir, backup, brokenReferences, now }),
    )
    if (result.kind === 'refused') {
      throw new CommandError(`nothing was restored: ${result.reason}`, { hint: result.remedy })
    }
    if (call.has('json')) writeJsonLine(call.io, { backup, ...result.restored })
    else tell(call, backup, result.restored, timezone)
    return EXIT.done
  } finally {
    locked.lock.release()
  }
}

function tell({ io }: CommandCall, backup: string, restored: Restored, timezone: string): void {
  const { file, items, stories, matches, deliveries, lastPolledAt, migrations, aside } = restored
  writeLine(io, `${file} is now ${backup}, verified`)
  writeLine(
    io,
    `${items} items, ${stories} stories, ${matches} matches, ${deliveries} deliveries; the last poll in it: ${formatLocalTime(lastPolledAt, timezone)}`,
  )
  if (migrations.length > 0) writeLine(io, `brought up to date: ${migrations.join(', ')}`)
  if (aside !== null) {
    writeLine(io, `the database that was there: ${aside}; delete it when all is well`)
  }
  for (const { table, count } of restored.removedRows) {
    writeLine(
      io,
      `${countOf(count, 'row', 'rows')} of ${table} referred to what is not there, and went`,
    )
  }
  tellCarried({ io }, restored)
  writeLine(
    io,
    `${countOf(restored.waitingCount, 'delivery waits', 'deliveries wait')} for the next start; news since the backup comes, and is told, again where feeds still list it`,
  )
  for (const { code, count, example } of restored.ledgerProblems) {
    say(io, `the ledger is not in order (${code}: ${count}, for example ${example})`)
  }
}

function tellCarried(
  { io }: Pick<CommandCall, 'io'>,
  { carried, isOfOtherInstallation }: Restored,
): void {
  if (isOfOtherInstallation) {
    say(io, 'the backup is that of another installation than the database that was there')
  }
  if (carried === null) {
    say(
      io,
      'the database that was there cannot be read: who unsubscribed since the backup is lost; look for it in the letters and the log, and record it with "policywatch opt-outs --add"',
    )
    return
  }
  const { optOuts, revivedOptOuts, sentCount } = carried
  if (optOuts.length > 0) writeLine(io, `unsubscribed since, and kept so: ${listOf(optOuts)}`)
  if (revivedOptOuts.length > 0) {
    say(
      io,
      `unsubscribed in the backup and undone since, so unsubscribed again: ${listOf(revivedOptOuts)}; "policywatch opt-outs --remove" undoes it`,
    )
  }
  if (sentCount > 0) {
    writeLine(
      io,
      `${countOf(sentCount, 'alert that waits in it was', 'alerts that wait in it were')} sent since, and not again`,
    )
  }
}

function listOf(optOuts: readonly OptOut[]): string {
  return optOuts
    .map(({ address, subscriptionId }) => `${address} (${subscriptionId ?? 'everything'})`)
    .join(', ')
}
