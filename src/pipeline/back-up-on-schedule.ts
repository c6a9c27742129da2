import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Settings } from '../config/settings.ts'
import { noticeOfFailedBackup } from '../core/alert/notice-of-failed-backup.ts'
import { renderNotice } from '../core/alert/render-notice.ts'
import { decideBackup } from '../core/decide-backup.ts'
import type { Timestamp } from '../core/time.ts'
import { enqueueAdminNotice } from '../store/alerts.ts'
import {
  backupDir,
  listScheduledBackups,
  makeBackupDir,
  scheduledBackupFile,
  unfinishedFile,
} from '../store/backup-files.ts'
import { readBackupState, saveBackupFailure, saveLastBackup } from '../store/backup-state.ts'
import type { CopyFailure, CopyResult } from '../store/copy-database.ts'
import { inTransaction } from '../store/database.ts'
import { explainCopyFailure } from '../store/explain-copy-failure.ts'
import { copyInThread } from '../store/run-database-job.ts'
import type { Deps } from './deps.ts'

type BackupDeps = Pick<Deps, 'db' | 'log' | 'messageIds' | 'now'>

/** Whether one is to be made now, by what the database knows of the last ones. */
export async function isBackupDue(deps: BackupDeps, settings: Settings): Promise<boolean> {
  if (settings.backup === null) return false
  const { last, failure } = await readBackupState(deps.db)
  const when = { schedule: settings.backup.schedule, timezone: settings.timezone }
  const decision = decideBackup(when, last?.at ?? null, failure?.lastAt ?? null, deps.now())
  return decision.kind === 'make'
}

/**
 * Makes a scheduled backup in a thread of its own, and removes those that are more than are kept. What fails is recorded, logged,
 * and told to the administrators once until one succeeds. When `signal` is aborted, nothing is made and nothing recorded.
 */
export async function backUpOnSchedule(
  deps: BackupDeps,
  settings: Settings,
  signal: AbortSignal,
): Promise<void> {
  if (settings.backup === null) return
  const { dataDir, backup } = settings
  const now = deps.now()
  const result = await makeCopy(dataDir, now, signal)
  if (signal.aborted && result.kind === 'failed') return
  if (result.kind === 'failed') return await recordFailure(deps, settings, result, now)
  const { file, bytes, ms, ledgerProblems } = result.copy
  await inTransaction(deps.db, async (tx) => {
    await saveLastBackup(tx, { at: now, file, bytes, ms })
  })
  deps.log.info({ file, bytes, ms }, 'backed up')
  for (const { code, count, example } of ledgerProblems) {
    deps.log.warn({ code, count, example }, 'the ledger was not in order when it was backed up')
  }
  removeOld(deps, dataDir, backup.keep, now)
}

async function makeCopy(dataDir: string, now: Timestamp, signal: AbortSignal): Promise<CopyResult> {
  const target = scheduledBackupFile(dataDir, now)
  let end: (() => Promise<void>) | null = null
  const stop = (): void => void end?.()
  try {
    signal.throwIfAborted()
    const unfinished = unfinishedFile(makeBackupDir(dataDir), randomBytes(4).toString('hex'))
    const job = copyInThread({ dataDir, target, unfinished, existing: 'replace', now })
    end = async (): Promise<void> => {
      await job.end()
      rmSync(unfinished, { force: true })
    }
    signal.addEventListener('abort', stop, { once: true })
    return await job.answer
  } catch (error) {
    return { kind: 'failed', ...explainCopyFailure(error, { dataDir, target }) }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function recordFailure(
  deps: BackupDeps,
  settings: Settings,
  { reason, remedy }: CopyFailure,
  now: Timestamp,
): Promise<void> {
  const { admins, dataDir, timezone } = settings
  const { last, failure: before } = await readBackupState(deps.db)
  const count = (before?.count ?? 0) + 1
  deps.log.error({ reason, remedy, failures: count }, 'the backup failed')
  const isToTell = before?.isTold !== true && admins.length > 0
  await inTransaction(deps.db, async (tx) => {
    const since = before?.since ?? now
    const isTold = isToTell || before?.isTold === true
    await saveBackupFailure(tx, { since, lastAt: now, count, reason, remedy, isTold })
    if (!isToTell) return
    const failed = { folder: backupDir(dataDir), reason, remedy, lastAt: last?.at ?? null }
    const notice = renderNotice(noticeOfFailedBackup(failed, timezone))
    await enqueueAdminNotice(tx, notice, admins, deps.messageIds, now)
  })
}

/** What cannot be removed is tried again after the next one. */
function removeOld({ log }: BackupDeps, dataDir: string, keep: number, now: Timestamp): void {
  for (const file of listScheduledBackups(dataDir, now).slice(keep)) {
    try {
      rmSync(file)
      log.info({ file: path.basename(file) }, 'an old backup was removed')
    } catch (error) {
      log.warn({ file, error }, 'an old backup could not be removed')
    }
  }
}
