import type { Settings } from '../config/settings.ts'
import { foldAddress, type OptOut, type OptOutVia } from '../core/alert/opt-out.ts'
import { noticeOfOptOut } from '../core/alert/opt-out-notice.ts'
import { renderNotice } from '../core/alert/render-notice.ts'
import { parseUnsubscribeToken, type Subscriber } from '../core/alert/unsubscribe-token.ts'
import { addMs, DAY_MS } from '../core/time.ts'
import { enqueueAdminNotice, hasAdminNotice } from '../store/alerts.ts'
import { inTransaction } from '../store/database.ts'
import { findOptOut, removeOptOuts, saveOptOut } from '../store/opt-outs.ts'
import type { Db, Tx } from '../store/schema.ts'
import type { Deps } from './deps.ts'
import { indexAddresses } from './list-opt-outs.ts'

/** Whom an unsubscribe link names, and what is stopped for that address. */
export type Unsubscribing = {
  readonly address: string
  readonly subscription: string
  readonly stopped: 'nothing' | 'subscription' | 'everything'
}

/** `resume` takes back what this link stopped, everything included. */
export type UnsubscribeWish =
  | { readonly kind: 'stop-subscription'; readonly via: OptOutVia }
  | { readonly kind: 'stop-everything'; readonly via: OptOutVia }
  | { readonly kind: 'resume' }

/** Null when the token is none of ours. A subscription that has left the configuration is still one to leave. */
export async function findUnsubscribing(
  deps: Pick<Deps, 'db' | 'unsubscribeSecret'>,
  token: string,
): Promise<Unsubscribing | null> {
  const subscriber = parseUnsubscribeToken(deps.unsubscribeSecret, token)
  return subscriber === null ? null : await readUnsubscribing(deps.db, subscriber)
}

/**
 * Does what somebody with an unsubscribe link wishes; doing it again changes nothing. Null when the token is none of ours.
 * Rejects when it cannot be stored.
 */
export async function recordWish(
  deps: Pick<Deps, 'db' | 'unsubscribeSecret' | 'messageIds' | 'log' | 'now'>,
  settings: Settings,
  token: string,
  wish: UnsubscribeWish,
): Promise<Unsubscribing | null> {
  const subscriber = parseUnsubscribeToken(deps.unsubscribeSecret, token)
  if (subscriber === null) return null
  const { address, subscriptionId } = subscriber
  const [after, hasChanged] = await inTransaction(deps.db, async (tx) => {
    const changed =
      wish.kind === 'resume'
        ? (await removeOptOuts(tx, address, [null, subscriptionId])) > 0
        : await optOut(tx, deps, settings, {
            address: foldAddress(address),
            subscriptionId: wish.kind === 'stop-everything' ? null : subscriptionId,
            optedOutAt: deps.now(),
            via: wish.via,
          })
    return [await readUnsubscribing(tx, subscriber), changed] as const
  })
  if (hasChanged) {
    const { kind } = wish
    deps.log.info({ address, subscription: subscriptionId, wish: kind }, 'an opt-out has changed')
  }
  return after
}

/** Whoever stops and resumes and stops again fills nobody's mailbox. */
const TOLD_AGAIN_MS = DAY_MS

/** Stores an opt-out and tells the administrators of it; returns whether it is new. */
async function optOut(
  tx: Tx,
  { messageIds }: Pick<Deps, 'messageIds'>,
  settings: Settings,
  wanted: OptOut,
): Promise<boolean> {
  if (!(await saveOptOut(tx, wanted))) return false
  const now = wanted.optedOutAt
  const listedIn = indexAddresses(settings)(wanted)
  const notice = renderNotice(noticeOfOptOut(wanted, listedIn, settings.timezone))
  if (await hasAdminNotice(tx, notice.subject, addMs(now, -TOLD_AGAIN_MS))) return true
  await enqueueAdminNotice(tx, notice, settings.admins, messageIds, now)
  return true
}

async function readUnsubscribing(
  db: Db,
  { address, subscriptionId }: Subscriber,
): Promise<Unsubscribing> {
  const optedOut = await findOptOut(db, address, subscriptionId)
  const scope = optedOut?.subscriptionId === null ? 'everything' : 'subscription'
  return { address, subscription: subscriptionId, stopped: optedOut === null ? 'nothing' : scope }
}
