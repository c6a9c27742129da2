import { findClosest } from '../../config/find-closest.ts'
import { parseMailbox } from '../../config/parse-mailbox.ts'
import type { Settings } from '../../config/settings.ts'
import { foldAddress, type OptOut } from '../../core/alert/opt-out.ts'
import { type SubscriptionId, subscriptionIdOf } from '../../core/ids.ts'
import { timestampOf } from '../../core/time.ts'
import { indexAddresses, listOptOutStatus } from '../../pipeline/list-opt-outs.ts'
import { removeOptOuts, saveOptOut } from '../../store/opt-outs.ts'
import { type CommandCall, UsageError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettings } from '../load-settings.ts'
import { writeJsonLine, writeLine } from '../output/write.ts'
import { writeOptOuts } from '../output/write-opt-outs.ts'
import { withArchive } from '../with-archive.ts'
import { withRecord } from '../with-record.ts'

/** Lists opt-outs, records one that came by another way than a link, or undoes one. */
export async function manageOptOuts(call: CommandCall): Promise<ExitCode> {
  const [toAdd, toRemove] = [call.option('add'), call.option('remove')]
  if (toAdd !== null && toRemove !== null) {
    throw new UsageError('opt-outs takes --add or --remove', 'give one command for each')
  }
  if (toAdd !== null) return await add(call, readAddress('add', toAdd))
  if (toRemove !== null) return await remove(call, readAddress('remove', toRemove))
  if (call.option('subscription') !== null) {
    throw new UsageError(
      '--subscription says what --add or --remove is about',
      'give one of them, or leave it out for the whole list',
    )
  }
  return await list(call)
}

async function list(call: CommandCall): Promise<ExitCode> {
  return await withArchive(call, async (db, { settings }) => {
    const optOuts = db === null ? [] : await listOptOutStatus(db, settings)
    if (call.has('json')) for (const optOut of optOuts) writeJsonLine(call.io, optOut)
    else if (optOuts.length === 0) writeLine(call.io, 'nobody has unsubscribed')
    else writeOptOuts(call.io, optOuts, settings.timezone)
    return EXIT.done
  })
}

async function add(call: CommandCall, address: string): Promise<ExitCode> {
  const config = await loadSettings(call)
  const subscriptionId = readSubscription(call, config.settings)
  const optOut: OptOut = {
    address,
    subscriptionId,
    optedOutAt: timestampOf(Date.now()),
    via: 'administrator',
  }
  const isNew = await withRecord(call, config, 'opt-outs', async (tx) => saveOptOut(tx, optOut))
  const listedIn = indexAddresses(config.settings)(optOut)
  if (call.has('json')) {
    writeJsonLine(call.io, { address, subscription: subscriptionId, changed: isNew, listedIn })
    return EXIT.done
  }
  const what = subscriptionId ?? 'everything'
  writeLine(
    call.io,
    isNew
      ? `${address} is unsubscribed from ${what}`
      : `${address} was unsubscribed from ${what} already`,
  )
  if (listedIn.length > 0) {
    writeLine(call.io, `config.yaml still lists the address, in ${listedIn.join(', ')}`)
  }
  return EXIT.done
}

async function remove(call: CommandCall, address: string): Promise<ExitCode> {
  const config = await loadSettings(call)
  // whatever is stored can be undone, also of a subscription that has left the configuration
  const id = call.option('subscription')
  const subscriptionId = id === null ? null : subscriptionIdOf(id)
  const count = await withRecord(call, config, 'opt-outs', async (tx) =>
    removeOptOuts(tx, address, [subscriptionId]),
  )
  if (call.has('json')) {
    writeJsonLine(call.io, { address, subscription: subscriptionId, changed: count > 0 })
    return count > 0 ? EXIT.done : EXIT.failed
  }
  const what = subscriptionId ?? 'everything'
  writeLine(
    call.io,
    count > 0
      ? `${address} is no longer unsubscribed from ${what}`
      : `${address} has not unsubscribed from ${what}; "policywatch opt-outs" lists who did, and from what`,
  )
  return count > 0 ? EXIT.done : EXIT.failed
}

function readAddress(option: string, text: string): string {
  const mailbox = parseMailbox(text)
  if (mailbox.kind === 'parsed') return foldAddress(mailbox.value.address)
  throw new UsageError(`--${option}: ${mailbox.message}`, mailbox.hint)
}

/** Of what somebody unsubscribes; a mistyped name would be an opt-out without effect. */
function readSubscription(call: CommandCall, { subscriptions }: Settings): SubscriptionId | null {
  const id = call.option('subscription')
  if (id === null) return null
  const subscriptionId = subscriptionIdOf(id)
  if (subscriptions.has(subscriptionId)) return subscriptionId
  const nearest = findClosest(id, [...subscriptions.keys()])
  throw new UsageError(
    `there is no subscription ${JSON.stringify(id)}`,
    nearest === null
      ? `there are ${[...subscriptions.keys()].join(', ')}`
      : `did you mean ${nearest}?`,
  )
}
