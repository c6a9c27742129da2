import type { OnDelivery } from '../../pipeline/outbox.ts'
import type { CliIo } from '../cli-io.ts'
import { printable } from './printable.ts'
import { writeLine } from './write.ts'

/** One line for one attempt: what became of it, for whom, and about what. */
export function printDelivery(io: CliIo, report: Parameters<OnDelivery>[0]): void {
  const { state, address, subject, reason } = report
  const because = state === 'sent' ? '' : ` (${reason})`
  writeLine(io, `${state.padEnd(10)} ${printable(`${address}  ${subject}${because}`)}`)
}
