import path from 'node:path'
import { openForkedWorld } from '../forked-world.ts'
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
  const args = [JSON.stringify(options), addresses.join(',')]
  const { opened, ask, close } = await openForkedWorld<WorldWish, WorldAnswer>(file, args)
  return { feedUrls: opened.feedUrls, smtpUrl: opened.smtpUrl, ask, close }
}
