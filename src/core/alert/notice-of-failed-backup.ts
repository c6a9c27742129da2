import type { Timestamp } from '../time.ts'
import { formatTime } from './format-time.ts'
import type { Notice } from './render-notice.ts'

/** A scheduled backup that could not be made. */
export type FailedBackup = {
  readonly folder: string
  readonly reason: string
  readonly remedy: string
  /** When the last one was made; null: none was yet. */
  readonly lastAt: Timestamp | null
}

/** Tells the administrators that from now on less could be restored than they count on. */
export function noticeOfFailedBackup(
  { folder, reason, remedy, lastAt }: FailedBackup,
  timezone: string,
): Notice {
  const last =
    lastAt === null
      ? 'There is none yet.'
      : `The last one that was made is of ${formatTime(lastAt, timezone)}.`
  return {
    subject: 'the backup failed',
    paragraphs: [
      `The scheduled backup in ${folder} could not be made: ${reason}. ${last}`,
      `What to do: ${remedy}.`,
      'Feeds are polled and alerts delivered as before. It is tried again every hour; this message is not repeated until one has been made.',
    ],
  }
}
