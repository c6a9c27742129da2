import path from 'node:path'
import { openForkedWorld } from '../forked-world.ts'

/** `audience` is named by the item that is published. */
export type InboxWish =
  | { readonly kind: 'publish'; readonly audience: number }
  | { readonly kind: 'look' }

export type InboxAnswer =
  | { readonly kind: 'open'; readonly feedUrl: string; readonly smtpUrl: string }
  | ({ readonly kind: 'delays' } & InboxDelays)

/** Of the item that was published last: from the poll that was handed it to the server's acceptance of each mail. */
export type InboxDelays = { readonly delaysMs: readonly number[]; readonly isServed: boolean }

export type InboxWorld = {
  readonly feedUrl: string
  readonly smtpUrl: string
  readonly ask: (wish: InboxWish) => Promise<InboxDelays>
  readonly close: () => Promise<void>
}

/** A feed and a mail server in a process of their own; one wish at a time. */
export async function openInboxWorld(): Promise<InboxWorld> {
  const file = path.join(import.meta.dirname, 'inbox-process.ts')
  const { opened, ask, close } = await openForkedWorld<InboxWish, InboxAnswer>(file)
  return { feedUrl: opened.feedUrl, smtpUrl: opened.smtpUrl, ask, close }
}
