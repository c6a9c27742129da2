import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PrunedFiles } from '../core/pruned-files.ts'
import { type Timestamp, timestampOf } from '../core/time.ts'
import { shortHashOf } from './outbox-mail.ts'

export type OutboxTerms = {
  readonly before: Timestamp
  /** Messages that are still to be handed over, perhaps once more. */
  readonly openMessageIds: readonly string[]
}

/**
 * Removes (or counts) the messages of the outbox folder that are older. What is not named as the outbox names its files is
 * somebody else's. Never rejects.
 */
export async function pruneOutbox(
  folder: string,
  { before, openMessageIds }: OutboxTerms,
  mode: 'remove' | 'count',
): Promise<PrunedFiles> {
  const open = new Set(openMessageIds.map(shortHashOf))
  const problems: string[] = []
  let [count, bytes] = [0, 0]
  for (const name of await readdir(folder).catch(() => [])) {
    const [, time = '', hash = ''] = NAME.exec(name) ?? []
    const writtenAt = findTime(time)
    if (writtenAt === null || writtenAt >= before || open.has(hash)) continue
    try {
      const file = join(folder, name)
      const stats = await lstat(file)
      if (!stats.isFile()) continue
      if (mode === 'remove') await rm(file)
      count += 1
      bytes += stats.size
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
  }
  return { count, bytes, problems }
}

/** `20260303T002009Z-alert-17.1-5f0c2a9e.eml` */
const NAME = /^(\d{8}T\d{6})Z-.*-([0-9a-f]{8})\.eml$/

function findTime(text: string): Timestamp | null {
  const ms = Date.parse(text.replace(/^(....)(..)(..T..)(..)(..)$/, '$1-$2-$3:$4:$5Z'))
  return Number.isNaN(ms) ? null : timestampOf(ms)
}
