import { timestampOf } from '../../core/time.ts'
import { DELIVERY_STATES } from '../../store/deliveries.ts'
import { type LedgerRow, streamLedger } from '../../store/ledger.ts'
import type { Db } from '../../store/schema.ts'
import { type LedgerProblem, verifyLedger } from '../../store/verify-ledger.ts'
import { type CommandCall, UsageError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { formatLocalTime } from '../output/format-local-time.ts'
import { formatTable } from '../output/format-table.ts'
import { hasReader, say, write, writeJsonLine, writeLine } from '../output/write.ts'
import { withArchive } from '../with-archive.ts'

/** What --verify shows; `example` names a row, or the folder without a database. */
type VerifyProblem = Omit<LedgerProblem, 'code'> & {
  readonly code: LedgerProblem['code'] | 'nothing-stored'
}

/** Shows every match with what became of it for each address, or proves that nothing was lost. */
export async function showLedger(call: CommandCall): Promise<ExitCode> {
  if (call.has('verify')) refuseFilter(call)
  return await withArchive(call, async (db, { settings }) => {
    if (call.has('verify')) return await verify(call, db, settings.dataDir)
    if (call.has('json')) await streamRows(call, db)
    else await writeRows(call, db, settings.timezone)
    return EXIT.done
  })
}

/** A proof of some rows alone would look like one of all. */
function refuseFilter({ option }: CommandCall): void {
  const filter = ['state', 'address'].find((name) => option(name) !== null)
  if (filter === undefined) return
  throw new UsageError(
    `--verify looks at all rows, so --${filter} cannot go with it`,
    `leave one of them out: "policywatch ledger --${filter} …" shows rows, and proves nothing`,
  )
}

async function streamRows(call: CommandCall, db: Db | null): Promise<void> {
  if (db === null) return
  const isWanted = readFilter(call)
  for await (const row of streamLedger(db)) {
    if (!isWanted(row)) continue
    writeJsonLine(call.io, row)
    if (!hasReader(call.io)) return
  }
}

async function writeRows(call: CommandCall, db: Db | null, timezone: string): Promise<void> {
  const { io } = call
  const isWanted = readFilter(call)
  const rows: LedgerRow[] = []
  if (db !== null) for await (const row of streamLedger(db)) if (isWanted(row)) rows.push(row)
  write(
    io,
    formatTable<LedgerRow>(
      [
        { title: 'MATCHED', cellOf: (row) => formatLocalTime(row.matchedAt, timezone) },
        { title: 'RULE', cellOf: (row) => row.ruleId },
        { title: 'TITLE', cellOf: (row) => row.title, widest: 50 },
        { title: 'SUBSCRIPTION', cellOf: (row) => row.subscriptionId ?? '-' },
        { title: 'ADDRESS', cellOf: (row) => row.address ?? '-' },
        { title: 'STATE', cellOf: (row) => row.state },
        { title: 'ATTEMPTS', cellOf: (row) => row.attemptCount },
        { title: 'NEXT', cellOf: (row) => formatLocalTime(row.nextAttemptAt, timezone) },
        { title: 'REASON', cellOf: (row) => row.reason ?? '', widest: 80 },
      ],
      rows,
    ),
  )
  if (rows.length > 0 || !hasReader(io)) return
  say(io, call.option('state') === null && call.option('address') === null ? NOTHING : NO_SUCH)
}

const NOTHING = 'no rule has hit anything yet'
const NO_SUCH = 'no row of the ledger is so'

type Filter = (row: LedgerRow) => boolean

function readFilter({ option }: CommandCall): Filter {
  const states =
    option('state')
      ?.split(',')
      .map((state) => state.trim()) ?? null
  const wrong = states?.find((state) => !DELIVERY_STATES.some((known) => known === state))
  if (wrong !== undefined) {
    throw new UsageError(
      `there is no state ${JSON.stringify(wrong)}`,
      `write one of ${DELIVERY_STATES.join(', ')}`,
    )
  }
  const address = option('address')?.toLowerCase() ?? null
  return (row) =>
    (states === null || states.includes(row.state)) &&
    (address === null || row.address?.toLowerCase() === address)
}

async function verify({ io, has }: CommandCall, db: Db | null, dataDir: string): Promise<ExitCode> {
  const problems: readonly VerifyProblem[] =
    db === null ? [nothingStored(dataDir)] : await verifyLedger(db, timestampOf(Date.now()))
  if (has('json')) {
    writeJsonLine(io, { ok: problems.length === 0, problems })
  } else if (db === null) {
    writeLine(io, `nothing was ever stored in ${dataDir}, so there is nothing to prove`)
    say(io, '  look at "data" in the configuration, or let the daemon run first')
  } else if (problems.length === 0) {
    writeLine(
      io,
      'the ledger is in order: every match has its rows, none overdue, none without a reason',
    )
  } else {
    for (const { code, count, example } of problems)
      writeLine(io, `${code}: ${count}, for example ${example}`)
  }
  return problems.length === 0 ? EXIT.done : EXIT.failed
}

/** A ledger that is not there proves nothing: the folder may be mistyped. */
function nothingStored(dataDir: string): VerifyProblem {
  return { code: 'nothing-stored', count: 0, example: dataDir }
}
