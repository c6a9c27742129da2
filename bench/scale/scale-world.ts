import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { AlertAccount } from './alert-account.ts'
import type { FaultShares } from './options.ts'
import type { HostsCounts, HostsOptions } from './watched-hosts.ts'

export type WorldWish =
  | { readonly kind: 'publish'; readonly count: number; readonly noticeEvery: number }
  | { readonly kind: 'faults'; readonly faults: FaultShares }
  | { readonly kind: 'count' }

export type WorldAnswer =
  | { readonly kind: 'open'; readonly feedUrls: readonly string[]; readonly smtpUrl: string }
  | ({ readonly kind: 'counts' } & WorldCounts)

export type WorldCounts = HostsCounts & {
  readonly mails: number
  readonly repeats: number
  readonly alerts: AlertAccount
}

/** Watched hosts and a mail server in a process of their own. Wishes are carried out one after the other. */
export type ScaleWorld = {
  readonly feedUrls: readonly string[]
  readonly smtpUrl: string
  readonly ask: (wish: WorldWish) => Promise<WorldCounts>
  readonly close: () => Promise<void>
}

/** `addresses` are those that are to be told of every notice. */
export async function openScaleWorld(
  options: HostsOptions,
  addresses: readonly string[],
): Promise<ScaleWorld> {
  const file = path.join(import.meta.dirname, 'world-process.ts')
  const child = fork(file, [JSON.stringify(options), addresses.join(',')])
  const ended = once(child, 'exit').then((): WorldAnswer => {
    throw new Error('the hosts have ended')
  })
  ended.catch(() => {}) // nobody may be waiting for an answer
  const nextAnswer = async (): Promise<WorldAnswer> => {
    const [message] = await once(child, 'message')
    return message as WorldAnswer // from world-process.ts
  }
  const opened = await Promise.race([nextAnswer(), ended])
  if (opened.kind !== 'open') throw new Error('the hosts did not open')
  let last: Promise<unknown> = Promise.resolve()
  const askNow = async (wish: WorldWish): Promise<WorldCounts> => {
    const answered = nextAnswer()
    child.send(wish)
    const answer = await Promise.race([answered, ended])
    if (answer.kind !== 'counts') throw new Error('the hosts opened twice')
    return answer
  }
  return {
    feedUrls: opened.feedUrls,
    smtpUrl: opened.smtpUrl,
    ask: async (wish): Promise<WorldCounts> => {
      const mine = last.then(async () => await askNow(wish))
      last = mine.catch(() => {})
      return await mine
    },
    close: async (): Promise<void> => {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}
