import { existsSync } from 'node:fs'
import path from 'node:path'

/** A program that the harness drives. */
export type Contestant = {
  readonly name: string
  /** Arguments of the harness' driver that choose it. */
  readonly args: readonly string[]
  /** Beyond so many feeds it takes hours. */
  readonly mostFeeds: number
  /** What must be there for it; null: nothing beside the harness itself. */
  readonly needs: string | null
}

export const PROJECT = 'policywatch'
export const FEEDSUB = 'feedsub'
export const TWENTY_LINES = 'simple-rss-parser'

/** Policywatch, and whom it is compared with. `harness` is the folder of the harness. */
export function listContestants(harness: string): readonly Contestant[] {
  const spec = path.resolve(import.meta.dirname, '../harness.json')
  const peer = (name: string, needs: string): Contestant => ({
    name,
    args: ['--peer', 'command', '-o', `spec=${path.join(harness, 'specs', `${name}.json`)}`],
    mostFeeds: 10_000,
    needs,
  })
  return [
    {
      name: PROJECT,
      args: ['--peer', 'command', '-o', `spec=${spec}`],
      mostFeeds: Number.POSITIVE_INFINITY,
      needs: null,
    },
    peer(FEEDSUB, path.join(harness, 'peers/installed/feedsub/node_modules/feedsub')),
    peer(TWENTY_LINES, path.join(harness, 'node_modules/rss-parser')),
    {
      name: 'rss2email filter',
      args: ['--peer', 'rss2email', '-o', 'filter'],
      mostFeeds: 1_000,
      needs: '/usr/bin/r2e',
    },
  ]
}

export function isInstalled({ needs }: Contestant): boolean {
  return needs === null || existsSync(needs)
}
