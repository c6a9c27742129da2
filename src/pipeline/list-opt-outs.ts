import type { Settings } from '../config/settings.ts'
import { foldAddress, type OptOut, type OptOutVia } from '../core/alert/opt-out.ts'
import type { SubscriptionId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { listOptOuts } from '../store/opt-outs.ts'
import type { Db } from '../store/schema.ts'

/** An opt-out as the administrator looks at it. */
export type OptOutStatus = {
  readonly address: string
  /** null: all of them. */
  readonly subscription: string | null
  readonly optedOutAt: Timestamp
  readonly via: OptOutVia
  /** Subscriptions whose configuration still lists the address, to no effect. */
  readonly listedIn: readonly string[]
}

/** Every opt-out, the newest first. */
export async function listOptOutStatus(
  db: Db,
  settings: Settings,
): Promise<readonly OptOutStatus[]> {
  const optOuts = await listOptOuts(db)
  const find = optOuts.length === 0 ? (): [] => [] : indexAddresses(settings)
  return optOuts.map((optOut) => statusOf(optOut, find(optOut)))
}

function statusOf(optOut: OptOut, listedIn: readonly SubscriptionId[]): OptOutStatus {
  const { address, subscriptionId: subscription, optedOutAt, via } = optOut
  return { address, subscription, optedOutAt, via, listedIn }
}

type FindListed = (optOut: Pick<OptOut, 'address' | 'subscriptionId'>) => readonly SubscriptionId[]

/** Finds the subscriptions that an opt-out is about and that still list its address. */
export function indexAddresses({ subscriptions }: Settings): FindListed {
  const pairs = [...subscriptions.values()].flatMap(({ id, to }) =>
    to.map((mailbox) => ({ id, address: foldAddress(mailbox.address) })),
  )
  const byAddress = Map.groupBy(pairs, ({ address }) => address)
  return ({ address, subscriptionId }) =>
    (byAddress.get(foldAddress(address)) ?? [])
      .map(({ id }) => id)
      .filter((id) => subscriptionId === null || id === subscriptionId)
}
