import type { Settings } from '../config/settings.ts'
import { noticeOfDamage } from '../core/alert/notice-of-damage.ts'
import { renderNotice } from '../core/alert/render-notice.ts'
import { enqueueAdminNotice } from '../store/alerts.ts'
import { inTransaction } from '../store/database.ts'
import { databaseFile } from '../store/database-file.ts'
import { remedyOfDamage } from '../store/explain-unreadable.ts'
import type { Deps } from './deps.ts'

/** Tells the administrators that the database was found damaged. Rejects where that cannot even be stored. */
export async function tellDamage(
  deps: Pick<Deps, 'db' | 'messageIds' | 'now'>,
  { admins, dataDir }: Settings,
  finding: string,
): Promise<void> {
  if (admins.length === 0) return
  const damage = { file: databaseFile(dataDir), finding, remedy: remedyOfDamage(dataDir) }
  const notice = renderNotice(noticeOfDamage(damage))
  await inTransaction(deps.db, async (tx) => {
    await enqueueAdminNotice(tx, notice, admins, deps.messageIds, deps.now())
  })
}
