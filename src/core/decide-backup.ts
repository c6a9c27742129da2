import { nextOccurrence, previousOccurrence } from './schedule.ts'
import { HOUR_MS, MINUTE_MS, msOf, type Timestamp } from './time.ts'

/** A backup that failed is tried again after this long, whatever its schedule. */
const RETRY_MS = HOUR_MS
/** Clocks of two moments may differ by a little without one of them being wrong. */
const SLACK_MS = MINUTE_MS

type BackupTimes = { readonly schedule: string; readonly timezone: string }

export type BackupDecision =
  | {
      readonly kind: 'make'
      readonly reason: 'first' | 'schedule' | 'failed' | 'clock was ahead'
    }
  | { readonly kind: 'wait' }

/**
 * Whether a scheduled backup is due, by when the last one was begun and when the last one failed, if that was later (null: never).
 * An occurrence that nobody was there for counts as any other; where none was ever made, one is made at once, so that what is
 * wrong with it shows at once too.
 */
export function decideBackup(
  { schedule, timezone }: BackupTimes,
  madeAt: Timestamp | null,
  failedAt: Timestamp | null,
  now: Timestamp,
): BackupDecision {
  const last = failedAt ?? madeAt
  if (last === null) return { kind: 'make', reason: 'first' }
  const sinceMs = msOf(now) - msOf(last)
  if (sinceMs < -SLACK_MS) return { kind: 'make', reason: 'clock was ahead' }
  if (failedAt !== null && sinceMs >= RETRY_MS) return { kind: 'make', reason: 'failed' }
  const occurrence = previousOccurrence(schedule, timezone, now)
  const isPast = occurrence !== null && occurrence > last
  return isPast ? { kind: 'make', reason: 'schedule' } : { kind: 'wait' }
}

/**
 * Since when the next one has been due, or will be: the first occurrence after the last one was begun. Where none was ever made,
 * the first failure; null before it.
 */
export function findBackupDueAt(
  { schedule, timezone }: BackupTimes,
  madeAt: Timestamp | null,
  failingSince: Timestamp | null,
): Timestamp | null {
  return madeAt === null ? failingSince : nextOccurrence(schedule, timezone, madeAt)
}
