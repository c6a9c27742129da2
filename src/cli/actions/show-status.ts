import type { Settings } from '../../config/settings.ts'
import { timestampOf } from '../../core/time.ts'
import { createSecretMask } from '../../observe/mask-secrets.ts'
import {
  type ConditionStatus,
  type FailingAddressStatus,
  type FeedStatus,
  type GapStatus,
  readStatus,
  type Status,
} from '../../pipeline/read-status.ts'
import type { Db } from '../../store/schema.ts'
import type { CommandCall } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { describeWaiting } from '../output/describe-waiting.ts'
import { formatBytes } from '../output/format-bytes.ts'
import { formatLocalTime } from '../output/format-local-time.ts'
import { formatTable } from '../output/format-table.ts'
import { write, writeJsonLine, writeLine } from '../output/write.ts'
import { writeOptOuts } from '../output/write-opt-outs.ts'
import { withArchive } from '../with-archive.ts'

/** Shows feeds with their health, and how many alerts wait or failed. */
export async function showStatus(call: CommandCall): Promise<ExitCode> {
  return await withArchive(call, async (db, { settings, secrets }) => {
    if (call.has('rules')) return await showHygiene(call, db, settings)
    const mask = createSecretMask(secrets) // addresses of feeds may hold some
    const status = mask(await readStatus(db, settings, timestampOf(Date.now()))) as Status // copied as it is
    if (call.has('json')) writeJsonLine(call.io, status)
    else writeText(call, status, settings.timezone)
    return EXIT.done
  })
}

/** What judges rules takes as long to load as all else here, and most calls do without it. */
async function showHygiene(
  call: CommandCall,
  db: Db | null,
  settings: Settings,
): Promise<ExitCode> {
  const { readHygiene } = await import('../../pipeline/read-hygiene.ts')
  const { printHygiene } = await import('../output/print-hygiene.ts')
  printHygiene(call, await readHygiene(db, settings, timestampOf(Date.now())))
  return EXIT.done
}

function writeText(call: CommandCall, status: Status, timezone: string): void {
  writeDisk(call, status)
  writeFeeds(call, status, timezone)
  writeConditions(call, status, timezone)
  writeAlerts(call, status, timezone)
  writeFailingAddresses(call, status, timezone)
  writeBackup(call, status, timezone)
  writeSearchIndex(call, status)
  if (status.optOuts.length > 0) writeLine(call.io)
  writeOptOuts(call.io, status.optOuts, timezone)
}

/** Nothing while there is room. */
function writeDisk({ io }: CommandCall, { disk }: Status): void {
  if (disk.pausedBecause === null) return
  writeLine(io, `the disk is full, polling pauses: ${disk.pausedBecause}`)
  writeLine(io)
}

function writeFeeds({ io }: CommandCall, { feeds }: Status, timezone: string): void {
  write(
    io,
    formatTable<FeedStatus>(
      [
        { title: 'FEED', cellOf: (feed) => feed.id },
        { title: 'HEALTH', cellOf: (feed) => feed.health },
        { title: 'ITEMS', cellOf: (feed) => feed.itemCount },
        { title: 'LAST POLL', cellOf: (feed) => formatLocalTime(feed.lastPollAt, timezone) },
        { title: 'NEXT POLL', cellOf: (feed) => formatLocalTime(feed.nextPollAt, timezone) },
        { title: 'LAST NEWS', cellOf: (feed) => formatLocalTime(feed.lastNewsAt, timezone) },
        { title: 'PROBLEM', cellOf: (feed) => feed.problem ?? '', widest: 80 },
      ],
      feeds,
    ),
  )
  writeLine(io)
}

/** What is the matter with feeds and hosts, and when items may have been lost; nothing where nothing is. */
function writeConditions(
  { io }: CommandCall,
  { conditions, gaps }: Status,
  timezone: string,
): void {
  if (conditions.length > 0) {
    write(
      io,
      formatTable<ConditionStatus>(
        [
          { title: 'SINCE', cellOf: ({ since }) => formatLocalTime(since, timezone) },
          { title: 'FEED OR HOST', cellOf: ({ feed, host }) => feed ?? host ?? '' },
          { title: 'CONDITION', cellOf: ({ kind }) => kind },
          { title: 'DETAIL', cellOf: ({ detail }) => detail, widest: 100 },
        ],
        conditions,
      ),
    )
    writeLine(io)
  }
  if (gaps.length > 0) {
    write(
      io,
      formatTable<GapStatus>(
        [
          { title: 'GAP FROM', cellOf: ({ from }) => formatLocalTime(from, timezone) },
          { title: 'UNTIL', cellOf: ({ until }) => formatLocalTime(until, timezone) },
          { title: 'FEED', cellOf: ({ feed }) => feed },
        ],
        gaps,
      ),
    )
    writeLine(io)
  }
}

/** Addresses that take no mail; nothing where all do. */
function writeFailingAddresses(
  { io }: CommandCall,
  { failingAddresses }: Status,
  timezone: string,
): void {
  if (failingAddresses.length === 0) return
  writeLine(io)
  write(
    io,
    formatTable<FailingAddressStatus>(
      [
        { title: 'NOT REACHED SINCE', cellOf: ({ since }) => formatLocalTime(since, timezone) },
        { title: 'ADDRESS', cellOf: ({ address }) => address },
        { title: 'REASON', cellOf: ({ reason }) => reason, widest: 100 },
      ],
      failingAddresses,
    ),
  )
}

/** When the last backup was made, and why none was since; nothing where none are configured. */
function writeBackup({ io }: CommandCall, { backup }: Status, timezone: string): void {
  if (backup === null) return
  writeLine(io)
  const { lastAt, bytes, failure } = backup
  const last =
    lastAt === null
      ? 'none yet'
      : `${formatLocalTime(lastAt, timezone)}, ${formatBytes(bytes ?? 0)}`
  writeLine(io, `backup: ${last}`)
  if (failure === null) return
  const since = formatLocalTime(failure.since, timezone)
  writeLine(io, `  failing since ${since}, ${failure.count} times: ${failure.reason}`)
  writeLine(io, `  ${failure.remedy}`)
}

/** Nothing while it lags by no more than it always does. */
function writeSearchIndex({ io }: CommandCall, { searchIndex }: Status): void {
  const { waitingItems, editedItems } = searchIndex
  const words = describeWaiting(waitingItems, editedItems)
  if (words !== null) writeLine(io, `search: ${words}`)
}

function writeAlerts(
  { io }: CommandCall,
  { alerts, recentAlerts }: Status,
  timezone: string,
): void {
  writeLine(
    io,
    `alerts: ${alerts.pending} pending, ${alerts.held} held, ${alerts.uncertain} uncertain; in 24 hours ${alerts.sent} sent, ${alerts.failed} failed`,
  )
  if (recentAlerts.length === 0) return
  writeLine(io)
  write(
    io,
    formatTable(
      [
        { title: 'TIME', cellOf: (alert) => formatLocalTime(alert.at, timezone) },
        { title: 'STATE', cellOf: (alert) => alert.state },
        { title: 'SUBSCRIPTION', cellOf: (alert) => alert.subscription },
        { title: 'ADDRESS', cellOf: (alert) => alert.address },
        { title: 'SUBJECT', cellOf: (alert) => alert.subject, widest: 60 },
        { title: 'NEXT', cellOf: (alert) => formatLocalTime(alert.nextAttemptAt, timezone) },
        {
          title: 'REASON',
          cellOf: (alert) => (alert.state === 'sent' ? '' : (alert.reason ?? '')),
          widest: 60,
        },
      ],
      recentAlerts,
    ),
  )
}
