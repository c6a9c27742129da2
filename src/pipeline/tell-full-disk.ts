import type { Settings } from '../config/settings.ts'
import { noticeOfFullDisk, noticeOfRoom } from '../core/alert/notice-of-full-disk.ts'
import { type Notice, renderNotice } from '../core/alert/render-notice.ts'
import { HOUR_MS, msOf, type Timestamp } from '../core/time.ts'
import { enqueueAdminNotice } from '../store/alerts.ts'
import { inTransaction } from '../store/database.ts'
import { type DiskTelling, findDiskTelling, saveDiskTelling } from '../store/disk-telling.ts'
import type { Deps } from './deps.ts'
import type { DiskGuard } from './disk-guard.ts'

/** A disk that fills up and is emptied again and again is told of so often at most. */
const TOLD_AGAIN_AFTER_MS = HOUR_MS

/**
 * Tells the administrators once that polling pauses, and once that it goes on; a process that is started meanwhile knows
 * what was told. Returns whether there was anything to tell. Rejects when it cannot be written, and is asked again then.
 */
export async function tellFullDisk(
  deps: Pick<Deps, 'db' | 'disk' | 'messageIds' | 'now'>,
  { admins, timezone }: Settings,
): Promise<boolean> {
  const told = await findDiskTelling(deps.db)
  const now = deps.now()
  const news = findNews(deps.disk, told, timezone, now)
  if (news === null || admins.length === 0) return false
  await inTransaction(deps.db, async (tx) => {
    await saveDiskTelling(tx, news.told)
    await enqueueAdminNotice(tx, renderNotice(news.notice), admins, deps.messageIds, now)
  })
  return true
}

type News = { readonly told: DiskTelling; readonly notice: Notice }

/** A pause that could not be told while it lasted is told when it is over. */
function findNews(
  { pause, ended }: Pick<DiskGuard, 'pause' | 'ended'>,
  told: DiskTelling | null,
  timezone: string,
  now: Timestamp,
): News | null {
  const lasts = told !== null && !told.isOver
  if (pause === null) {
    const since = lasts ? told.since : (ended?.since ?? null)
    if (since === null || (!lasts && wasTold(told, since))) return null
    const until = ended?.at ?? now
    return { told: { since, isOver: true }, notice: noticeOfRoom(since, until, timezone) }
  }
  if (lasts || wasTold(told, pause.since)) return null
  return { told: { since: pause.since, isOver: false }, notice: noticeOfFullDisk(pause, timezone) }
}

/** Whether what began then is part of what was told already. */
function wasTold(told: DiskTelling | null, since: Timestamp): boolean {
  return told !== null && Math.abs(msOf(since) - msOf(told.since)) < TOLD_AGAIN_AFTER_MS
}
