import type { KeepSettings, Settings } from '../../config/settings.ts'
import { timestampOf } from '../../core/time.ts'
import { type PruneReport, pruneData } from '../../pipeline/retention/prune-data.ts'
import { openDatabaseToRecord } from '../../store/database.ts'
import type { Db } from '../../store/schema.ts'
import { type CommandCall, CommandError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettings } from '../load-settings.ts'
import { orExplain } from '../or-explain.ts'
import { formatLocalTime } from '../output/format-local-time.ts'
import { formatTable } from '../output/format-table.ts'
import { say, write, writeJsonLine, writeLine } from '../output/write.ts'
import { refuseWhileRestored } from '../refuse-while-restored.ts'
import { stopSignal } from '../stop-signal.ts'
import { withArchiveIn } from '../with-archive.ts'

/** Removes what is no longer kept, or says what would go, beside a running daemon too. */
export async function prune(call: CommandCall): Promise<ExitCode> {
  const { settings } = await loadSettings(call)
  const mode = call.has('dry-run') ? 'count' : 'remove'
  const signal = stopSignal(call.io, ['SIGINT', 'SIGTERM'])
  const run = async (db: Db): Promise<PruneReport> =>
    await pruneData(db, settings, timestampOf(Date.now()), { mode, signal })
  const report =
    mode === 'count'
      ? await withArchiveIn(settings.dataDir, async (db) => (db === null ? null : await run(db)))
      : await withWritable(settings.dataDir, run)
  if (report === null) {
    if (call.has('json')) writeJsonLine(call.io, { ...NOTHING_STORED, mode })
    else writeLine(call.io, 'nothing was ever stored, so there is nothing to remove')
    return EXIT.done
  }
  if (call.has('json')) writeJsonLine(call.io, describeReport(report, mode))
  else writeReport(call, settings, report, mode)
  const problems = [...report.mails.problems, ...report.bodies.problems]
  for (const problem of problems) say(call.io, `a file could not be removed: ${problem}`)
  return report.kind === 'done' && problems.length === 0 ? EXIT.done : EXIT.partlyDone
}

async function withWritable(
  dataDir: string,
  work: (db: Db) => Promise<PruneReport>,
): Promise<PruneReport | null> {
  const opened = await orExplain(dataDir, () => openDatabaseToRecord(dataDir))
  if (opened.kind === 'unfit') throw new CommandError(opened.message)
  if (opened.kind === 'absent') return null
  try {
    refuseWhileRestored(dataDir) // from here on it is open, and no restore begins
    return await orExplain(dataDir, () => work(opened.db))
  } finally {
    await opened.db.destroy()
  }
}

type Mode = 'remove' | 'count'
type Line = { readonly what: string; readonly count: number }

function listLines({ rows, mails, bodies }: PruneReport): readonly Line[] {
  return [
    ...[...rows].map(([what, count]) => ({ what, count })),
    { what: 'messages in the outbox folder', count: mails.count },
    { what: 'documents', count: bodies.count },
  ].filter(({ count }) => count > 0)
}

function writeReport(
  { io }: CommandCall,
  { keep, timezone }: Settings,
  report: PruneReport,
  mode: Mode,
): void {
  const lines = listLines(report)
  const { items, polls } = report.limits
  const [since, sincePolls] = [formatLocalTime(items, timezone), formatLocalTime(polls, timezone)]
  writeLine(io, `kept: items since ${since}, polls since ${sincePolls} (${keptDays(keep)})`)
  if (report.kind === 'stopped') writeLine(io, 'ended early; the next time it goes on')
  if (lines.length === 0) {
    if (report.kind === 'done') writeLine(io, 'nothing is older than that, or told or listed still')
    return
  }
  writeLine(io)
  const title = mode === 'count' ? 'WOULD GO' : 'REMOVED'
  write(
    io,
    formatTable<Line>(
      [
        { title, cellOf: ({ what }) => what },
        { title: 'COUNT', cellOf: ({ count }) => count },
      ],
      lines,
    ),
  )
  const bytes = bytesOf(report)
  if (bytes === 0) return
  // what the database would give back is not known before
  const given = mode === 'count' ? 'of files would be given back' : 'given back'
  writeLine(io, `\n${formatBytes(bytes)} ${given}`)
}

const bytesOf = ({ databaseBytes, mails, bodies }: PruneReport): number =>
  databaseBytes + mails.bytes + bodies.bytes

function keptDays({ itemDays, pollDays, bodyDays }: KeepSettings): string {
  return `keep: { items: ${itemDays}d, polls: ${pollDays}d, bodies: ${bodyDays}d }`
}

function formatBytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

const NOTHING_STORED = {
  kind: 'done',
  limits: null,
  removed: {},
  bytes: { database: 0, mails: 0, bodies: 0 },
  longestMs: 0,
}

/** What `--json` prints. */
function describeReport(report: PruneReport, mode: Mode): object {
  const { kind, limits, rows, mails, bodies, databaseBytes, longestMs } = report
  return {
    kind,
    mode,
    limits,
    removed: { ...Object.fromEntries(rows), mails: mails.count, bodies: bodies.count },
    bytes: { database: databaseBytes, mails: mails.bytes, bodies: bodies.bytes },
    longestMs: Math.round(longestMs),
  }
}
