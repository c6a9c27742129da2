import { deliverDue, type OnDelivery, type OutboxReport } from '../../pipeline/outbox.ts'
import { tellQuiet } from '../../pipeline/tell-quiet.ts'
import { hastenDigests, hastenRetries } from '../../store/alert-times.ts'
import { inTransaction } from '../../store/database.ts'
import { beginOutboxRun } from '../../store/outbox-run.ts'
import type { CommandCall } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { withApp } from '../open-app.ts'
import { printDelivery } from '../output/print-delivery.ts'
import { writeLine } from '../output/write.ts'
import { stopSignal } from '../stop-signal.ts'

/** Hands over, once, what is due or waits for another try. */
export async function deliverOnce(call: CommandCall): Promise<ExitCode> {
  return await withApp(call, 'deliver', async ({ deps }, { settings }) => {
    await deps.recoverOutbox()
    await inTransaction(deps.db, async (tx) => {
      await hastenRetries(tx, deps.now())
      if (call.has('digests-now')) await hastenDigests(tx, deps.now())
    })
    await tellQuiet(deps, settings)
    const signal = stopSignal(call.io, ['SIGINT', 'SIGTERM'])
    const tell: OnDelivery = (delivery) => printDelivery(call.io, delivery, settings.timezone)
    const run = await beginOutboxRun(deps.db)
    const report = await deliverDue(deps, settings, signal, tell, run)
    writeLine(call.io, describeOutbox(report))
    return exitOfOutbox(report)
  })
}

/** `2 e-mails sent, 1 to be tried again`. */
export function describeOutbox(report: OutboxReport): string {
  const parts = [
    [report.sentCount, report.sentCount === 1 ? 'e-mail sent' : 'e-mails sent'],
    [report.putOffCount, 'to be tried again'],
    [report.failedCount, 'given up'],
    [report.suppressedCount, 'suppressed'],
    [report.heldCount, 'held back'],
  ] as const
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`)
  return told.length === 0 ? 'nothing is due now' : told.join(', ')
}

/** Mail that is merely put off will be tried again: that much is left to do, and nothing has failed. */
export function exitOfOutbox(report: OutboxReport): ExitCode {
  if (report.failedCount > 0) return report.sentCount > 0 ? EXIT.partlyDone : EXIT.failed
  return report.putOffCount > 0 ? EXIT.partlyDone : EXIT.done
}
