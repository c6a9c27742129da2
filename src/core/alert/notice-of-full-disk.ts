import type { Timestamp } from '../time.ts'
import { formatSpan, formatTime } from './format-time.ts'
import type { Notice } from './render-notice.ts'

/** Tells the administrators that no feed is polled, and why. */
export function noticeOfFullDisk(
  pause: { readonly since: Timestamp; readonly reason: string },
  timezone: string,
): Notice {
  return {
    subject: 'the disk is full, and no feed is polled',
    paragraphs: [
      `Since ${formatTime(pause.since, timezone)} no feed is polled, as what it brings could not be recorded: ${pause.reason}.`,
      'What has matched is delivered as before, as long as the room that is left lasts.',
      'Please make room on the disk of the data folder. Polling then goes on by itself within a minute, and you are told.',
    ],
  }
}

/** Tells the administrators that it is over. */
export function noticeOfRoom(since: Timestamp, now: Timestamp, timezone: string): Notice {
  return {
    subject: 'there is room on the disk again, and feeds are polled',
    paragraphs: [
      `No feed was polled ${formatSpan(since, now, timezone)}, as the disk was full. What was due meanwhile is polled now.`,
      'Items that came and went meanwhile were not seen. Where the feeds tell of that, it is told as a gap.',
    ],
  }
}
