import type { Settings } from '../config/settings.ts'
import type { Timestamp } from '../core/time.ts'
import { endAllGathering } from '../store/alert-times.ts'
import { type MessageIds, recoverDeliveries } from '../store/deliveries.ts'
import { disbelieveFarArticles } from '../store/disbelieve-far-articles.ts'
import type { Tx } from '../store/schema.ts'
import { adoptSettings } from './adopt-settings.ts'

/**
 * Takes the outbox over from a process that ended, however it did: what it was about to send is due again, what it gathered
 * is complete, and what waits is judged by the settings that are in force now. Returns how many attempts were interrupted.
 */
export async function recoverOutbox(
  tx: Tx,
  settings: Settings,
  messageIds: MessageIds,
  now: Timestamp,
): Promise<number> {
  await endAllGathering(tx, now)
  await adoptSettings(tx, settings, messageIds, now)
  await disbelieveFarArticles(tx, now)
  return await recoverDeliveries(tx, now)
}
