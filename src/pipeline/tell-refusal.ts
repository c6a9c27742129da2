import type { Settings } from '../config/settings.ts'
import { noticeOfRefusal, type RefusedConfiguration } from '../core/alert/notice-of-refusal.ts'
import { renderNotice } from '../core/alert/render-notice.ts'
import { enqueueAdminNotice } from '../store/alerts.ts'
import { inTransaction } from '../store/database.ts'
import type { Deps } from './deps.ts'

/** Tells the administrators of the settings in force that another configuration was refused. */
export async function tellRefusal(
  deps: Pick<Deps, 'db' | 'messageIds' | 'now'>,
  { admins, timezone }: Settings,
  refused: RefusedConfiguration,
): Promise<void> {
  if (admins.length === 0) return
  const notice = renderNotice(noticeOfRefusal(refused, timezone))
  await inTransaction(deps.db, async (tx) => {
    await enqueueAdminNotice(tx, notice, admins, deps.messageIds, deps.now())
  })
}
