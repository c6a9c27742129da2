import { timestampOf } from '../../core/time.ts'
import { type FeedStatus, readStatus, type Status } from '../../pipeline/read-status.ts'
import type { CommandCall } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { formatLocalTime } from '../output/format-local-time.ts'
import { formatTable } from '../output/format-table.ts'
import { write, writeJsonLine, writeLine } from '../output/write.ts'
import { withArchive } from '../with-archive.ts'

/** Shows feeds with their health, and how many alerts wait or failed. */
export async function showStatus(call: CommandCall): Promise<ExitCode> {
  return await withArchive(call, async (db, { settings }) => {
    const status = await readStatus(db, settings, timestampOf(Date.now()))
    if (call.has('json')) writeJsonLine(call.io, status)
    else writeText(call, status, settings.timezone)
    return EXIT.done
  })
}

function writeText(
  { io }: CommandCall,
  { feeds, alerts, recentAlerts }: Status,
  timezone: string,
): void {
  write(
    io,
    formatTable<FeedStatus>(
      [
        { title: 'FEED', cellOf: (feed) => feed.id },
        { title: 'HEALTH', cellOf: (feed) => feed.health },
        { title: 'ITEMS', cellOf: (feed) => feed.itemCount },
        { title: 'LAST POLL', cellOf: (feed) => formatLocalTime(feed.lastPollAt, timezone) },
        { title: 'NEXT POLL', cellOf: (feed) => formatLocalTime(feed.nextPollAt, timezone) },
        { title: 'PROBLEM', cellOf: (feed) => feed.problem ?? '', widest: 80 },
      ],
      feeds,
    ),
  )
  writeLine(io)
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
