import path from 'node:path'
import { openForkedWorld } from '../forked-world.ts'
import type { MailCounts } from './mail-counter.ts'
import type { MinistryCounts } from './ministries.ts'

export type OutsideWish =
  | { readonly kind: 'publish'; readonly count: number; readonly noticeEvery: number }
  | { readonly kind: 'count' }

export type OutsideAnswer =
  | { readonly kind: 'open'; readonly feedUrls: readonly string[]; readonly smtpUrl: string }
  | ({ readonly kind: 'counts' } & OutsideCounts)

export type OutsideCounts = MinistryCounts & MailCounts

/** Ministries and a mail server in a process of their own; one wish at a time. */
export type OutsideWorld = {
  readonly feedUrls: readonly string[]
  readonly smtpUrl: string
  /** See `Ministries`. */
  readonly publish: (count: number, noticeEvery: number) => Promise<OutsideCounts>
  readonly count: () => Promise<OutsideCounts>
  readonly close: () => Promise<void>
}

/** Each mail is taken `mailDelayMs` after its last line. */
export async function openOutsideWorld(feedCount: number, mailDelayMs = 0): Promise<OutsideWorld> {
  const file = path.join(import.meta.dirname, 'outside-process.ts')
  const args = [`${feedCount}`, `${mailDelayMs}`]
  const { opened, ask, close } = await openForkedWorld<OutsideWish, OutsideAnswer>(file, args)
  return {
    feedUrls: opened.feedUrls,
    smtpUrl: opened.smtpUrl,
    publish: async (count, noticeEvery) => await ask({ kind: 'publish', count, noticeEvery }),
    count: async () => await ask({ kind: 'count' }),
    close,
  }
}

/** What was published as a notice and was not told to an address. */
export function listUntold(
  { notices, told }: OutsideCounts,
  addresses: readonly string[],
): readonly string[] {
  return addresses.flatMap((address) =>
    notices
      .filter((notice) => told[address]?.[notice] === undefined)
      .map((notice) => `${notice} to ${address}`),
  )
}

/** What was told to an address more than once, in different mails. */
export function listToldTwice({ told }: OutsideCounts): readonly string[] {
  return Object.entries(told).flatMap(([address, notices]) =>
    Object.entries(notices)
      .filter(([, times]) => times > 1)
      .map(([notice, times]) => `${notice} to ${address}, ${times} times`),
  )
}
