import { findClosest } from '../../config/find-closest.ts'
import type { FeedSettings, Settings } from '../../config/settings.ts'
import { feedIdOf } from '../../core/ids.ts'
import type { DiskPause } from '../../pipeline/disk-guard.ts'
import { type PollOnceWatcher, pollOnce } from '../../pipeline/poll-once.ts'
import type { PollReport } from '../../pipeline/poll-report.ts'
import type { RoundReport } from '../../pipeline/poll-round.ts'
import type { CliIo } from '../cli-io.ts'
import { type CommandCall, CommandError, UsageError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { withApp } from '../open-app.ts'
import { countOf } from '../output/count-of.ts'
import { padTo } from '../output/display-width.ts'
import { formatLocalTime, withLocalTimes } from '../output/format-local-time.ts'
import { printDelivery } from '../output/print-delivery.ts'
import { printable } from '../output/printable.ts'
import { startProgressLine } from '../output/progress-line.ts'
import { tellLine, writeLine } from '../output/write.ts'
import { stopSignal } from '../stop-signal.ts'
import { describeOutbox, exitOfOutbox } from './deliver-once.ts'

/** Polls feeds now, once, and delivers what is due. */
export async function pollFeedsOnce(call: CommandCall): Promise<ExitCode> {
  const { io } = call
  return await withApp(call, 'poll', async ({ deps }, { settings }) => {
    const feeds = selectFeeds(settings, call.positionals)
    if (!(await deps.disk.mayPoll(deps.db))) throw fullDisk(settings.dataDir, deps.disk.pause)
    await deps.disk.renewReserve()
    const signal = stopSignal(io, ['SIGINT', 'SIGTERM'])
    const isDelivering = !call.has('no-deliver')
    const { round, outbox } = await pollOnce(
      deps,
      settings,
      feeds,
      watch(io, feeds, settings.timezone, isDelivering ? 'deliver' : 'hold'),
      signal,
    )
    const mails = isDelivering ? `; ${describeOutbox(outbox)}` : ''
    writeLine(io, `${describeRound(round)}${mails}`)
    if (signal.aborted) return EXIT.partlyDone
    const exit = exitOfRound(round)
    return exit === EXIT.done ? exitOfOutbox(outbox) : exit
  })
}

/** Nobody is asked for what could not be recorded. */
function fullDisk(dataDir: string, pause: DiskPause | null): CommandError {
  return new CommandError(
    `no feed was polled, as the disk under ${dataDir} is full: ${pause?.reason ?? ''}`,
    {
      hint: 'make room there; policywatch deliver hands over what has matched already',
    },
  )
}

/** A line for each feed and e-mail as they are done; on a terminal a line below them tells how far it is. */
function watch(
  io: CliIo,
  feeds: readonly FeedSettings[],
  timezone: string,
  mail: 'deliver' | 'hold',
): PollOnceWatcher {
  const widest = Math.max(0, ...feeds.map(({ id }) => id.length))
  const progress = startProgressLine(io)
  let doneCount = 0
  const show = (): void => {
    if (doneCount < feeds.length) progress.show(`polled ${doneCount} of ${feeds.length} feeds`)
  }
  show()
  return {
    onPoll: (report): void => {
      doneCount += 1
      progress.clear()
      tellLine(io, `${padTo(report.feedId, widest)}  ${describePoll(report, timezone)}`)
      show()
    },
    onDelivery:
      mail === 'deliver'
        ? (delivery): void => {
            progress.clear()
            printDelivery(io, delivery, timezone)
            show()
          }
        : null,
  }
}

function selectFeeds(settings: Settings, names: readonly string[]): readonly FeedSettings[] {
  if (names.length === 0) return [...settings.feeds.values()]
  return [...new Set(names)].map((name) => {
    const feed = settings.feeds.get(feedIdOf(name))
    if (feed !== undefined) return feed
    const closest = findClosest(name, settings.feeds.keys())
    throw new UsageError(
      `there is no feed ${JSON.stringify(name)} in the configuration`,
      closest === null ? 'policywatch status lists them' : `did you mean ${closest}?`,
    )
  })
}

function describePoll(report: PollReport, timezone: string): string {
  if (report.kind === 'skipped') {
    const { reason, until } = report
    const end = until === null ? '' : `, until ${formatLocalTime(until, timezone)}`
    return printable(`skipped: ${withLocalTimes(reason, timezone)}${end}`)
  }
  const { outcome, itemCount, addedCount, revisedCount, matchCount, durationMs, message } = report
  if (outcome === 'unchanged') return `unchanged  (${durationMs} ms)`
  if (outcome !== 'stored')
    return printable(`${outcome}: ${withLocalTimes(message ?? 'no reason given', timezone)}`)
  const revised = revisedCount === 0 ? '' : `, ${revisedCount} edited`
  return `${countOf(itemCount, 'item', 'items')}, ${addedCount} new${revised}, ${countOf(matchCount, 'match', 'matches')}  (${durationMs} ms)`
}

function describeRound(round: RoundReport): string {
  const skipped = round.skippedCount === 0 ? '' : `, ${round.skippedCount} skipped`
  const failed = round.failedCount === 0 ? '' : `, ${round.failedCount} failed`
  const all = countOf(round.polledCount, 'feed', 'feeds')
  const polled =
    round.failedCount === 0 ? all : `${round.polledCount - round.failedCount} of ${all}`
  return `${polled} polled${failed}${skipped}: ${countOf(round.addedCount, 'new item', 'new items')}, ${countOf(round.matchCount, 'match', 'matches')}`
}

function exitOfRound(round: RoundReport): ExitCode {
  if (round.polledCount === 0 && round.skippedCount > 0) return EXIT.partlyDone
  if (round.failedCount === 0) return EXIT.done
  return round.failedCount === round.polledCount ? EXIT.failed : EXIT.partlyDone
}
