import type { OnDelivery } from '../../pipeline/outbox.ts'
import type { CliIo } from '../cli-io.ts'
import { formatLocalTime } from './format-local-time.ts'
import { printable } from './printable.ts'
import { tellLine } from './write.ts'

/** One line for one attempt: what became of it, for whom, and about what; times in the zone of the settings. */
export function printDelivery(
  io: CliIo,
  report: Parameters<OnDelivery>[0],
  timezone: string,
): void {
  const { state, address, subject, reason, nextAttemptAt } = report
  const next = nextAttemptAt === null ? '' : `, next ${formatLocalTime(nextAttemptAt, timezone)}`
  const because = state === 'sent' ? '' : ` (${reason}${next})`
  tellLine(io, `${state.padEnd(10)} ${printable(`${address}  ${subject}${because}`)}`)
}
