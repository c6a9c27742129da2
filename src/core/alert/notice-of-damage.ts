import type { Notice } from './render-notice.ts'

/** The database of a daemon that goes on as far as it can. */
export type Damage = {
  readonly file: string
  /** What SQLite said. */
  readonly finding: string
  readonly remedy: string
}

/** Tells the administrators that news may be lost from now on, and what to do. */
export function noticeOfDamage({ file, finding, remedy }: Damage): Notice {
  return {
    subject: 'the database is damaged',
    paragraphs: [
      `Pages of ${file} cannot be read: ${finding}. Feeds are polled and alerts delivered as far as that is possible, but news may be missed, and what is shown may be wrong.`,
      `Stop the daemon, and keep a copy of the file before anything else. Then: ${remedy}.`,
    ],
  }
}
