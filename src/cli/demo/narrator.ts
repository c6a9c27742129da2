import type { DaemonWatcher } from '../../daemon/daemon.ts'
import type { CliIo } from '../cli-io.ts'
import { printable } from '../output/printable.ts'
import { hasReader, writeLine } from '../output/write.ts'
import { PROGRAMME, type Step } from './programme.ts'
import { MINISTRIES, type MinistryId } from './release.ts'

/** Tells the demo as it happens, one line for each event. */
export type Narrator = DaemonWatcher & {
  readonly onStart: (mailboxUrl: string | null, ministriesUrl: string) => void
  readonly onPublish: (step: Step) => void
  readonly onProgrammeEnd: () => void
  readonly onEnd: (keptFolder: string | null) => void
}

/** `onReaderGone` is called when stdout can no longer be written; nothing is thrown into the daemon. */
export function createNarrator(io: CliIo, onReaderGone: () => void): Narrator {
  const tell = (...lines: readonly string[]): void => {
    try {
      for (const line of lines) writeLine(io, line)
      if (!hasReader(io)) onReaderGone()
    } catch {
      onReaderGone() // the disk is full
    }
  }
  const tellEvent = (what: string, text: string): void =>
    tell(`${what.padStart(9)}  ${printable(text)}`)
  return {
    onStart: (mailboxUrl, ministriesUrl) =>
      tell(
        `Mailbox: ${mailboxUrl ?? 'none'}`,
        '',
        `${MINISTRIES.length} sample ministries publish at ${ministriesUrl}/ and Policywatch watches them.`,
        'Two desks get e-mails about small modular reactors, trade agreements, carbon tax and AI.',
        'Open the mailbox in a browser; Ctrl-C ends the show.',
        '',
      ),
    onPublish: ({ release, note }): void => {
      tellEvent('published', `${titleOf(release.ministry)}: ${release.title}`)
      tellEvent('', `(${note})`)
    },
    onPoll: (report): void => {
      if (report.kind === 'skipped' || report.outcome === 'unchanged') return
      const { feedId, outcome, addedCount, matchCount, message } = report
      if (outcome !== 'stored') tellEvent('failed', `${feedId}: ${message ?? outcome}`)
      else if (addedCount > 0)
        tellEvent('read', `${feedId}: ${addedCount} new, ${describeMatches(matchCount)}`)
    },
    onDelivery: ({ state, address, subject, reason }): void => {
      if (state === 'sent') tellEvent('e-mailed', `${address}: ${subject}`)
      else tellEvent(state, `${address}: ${reason}`)
    },
    onRound: (): void => {
      // told feed by feed
    },
    onProgrammeEnd: () =>
      tell(
        '',
        `The show is over: ${PROGRAMME.length} releases. Mailbox and ministries stay open until Ctrl-C.`,
      ),
    onEnd: (keptFolder) =>
      tell(
        '',
        keptFolder === null
          ? 'Stopped; nothing is left behind.'
          : `Stopped; everything is in ${keptFolder}.`,
      ),
  }
}

function titleOf(id: MinistryId): string {
  return MINISTRIES.find((ministry) => ministry.id === id)?.title ?? id
}

function describeMatches(count: number): string {
  if (count === 0) return 'nothing to tell'
  return count === 1 ? 'one rule hit' : `${count} rules hit`
}
