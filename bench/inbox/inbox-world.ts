import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

export type InboxWish = { readonly kind: 'publish' } | { readonly kind: 'look' }

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
  const child = fork(path.join(import.meta.dirname, 'inbox-process.ts'))
  const nextAnswer = async (): Promise<InboxAnswer> => {
    const [message] = await once(child, 'message')
    return message as InboxAnswer // from inbox-process.ts
  }
  const opened = await nextAnswer()
  if (opened.kind !== 'open') throw new Error('the feed did not open')
  return {
    feedUrl: opened.feedUrl,
    smtpUrl: opened.smtpUrl,
    ask: async (wish): Promise<InboxDelays> => {
      const answered = nextAnswer()
      child.send(wish)
      const answer = await answered
      if (answer.kind !== 'delays') throw new Error('the feed opened twice')
      return answer
    },
    close: async (): Promise<void> => {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}
