import { createHash } from 'node:crypto'
import type { Settings } from '../config/settings.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Log } from '../observe/log.ts'
import { hashNewestBody, saveBody } from '../store/kept-bodies.ts'

/** Keeps documents as they came, where the settings want it, and above all those that cannot be read. */
export class BodyKeeper {
  readonly #log: Log
  /** Of each feed the hash of the document that was kept last. */
  readonly #newest = new Map<FeedId, string>()
  #isFailing = false

  constructor(log: Log) {
    this.#log = log
  }

  /** Writes a document that differs from the one before. Never rejects: a poll does not fail for it. */
  async keep(
    { dataDir, keep }: Pick<Settings, 'dataDir' | 'keep'>,
    feedId: FeedId,
    bytes: Uint8Array,
    at: Timestamp,
  ): Promise<void> {
    if (keep.bodyDays === 0) {
      this.#newest.clear() // what was kept is removed
      return
    }
    try {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const newest = this.#newest.get(feedId) ?? (await hashNewestBody(dataDir, feedId))
      if (newest !== hash) await saveBody(dataDir, feedId, bytes, at)
      this.#newest.set(feedId, hash)
      if (this.#isFailing) this.#log.info({}, 'documents are kept again')
      this.#isFailing = false
    } catch (error) {
      if (this.#isFailing) return
      this.#isFailing = true
      this.#log.warn({ feed: feedId, error }, 'a document could not be kept, and the poll goes on')
    }
  }
}
