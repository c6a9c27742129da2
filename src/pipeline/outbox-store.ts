import { QUICK_CONNECTIONS } from '../core/alert/smtp-limits.ts'
import { GroupCommit, type GroupCommitLimits } from '../store/group-commit.ts'
import type { Db, Tx } from '../store/schema.ts'

/** While the mail server has enough to do. */
const LIMITS: GroupCommitLimits = { gatherMs: 2, gatherLongerMs: 6, longestMs: 12 }

/**
 * What deliveries write before and after they are handed over, several in one commit. They wait for each other as long as every
 * connection to the mail server has a message, and no longer: a message by itself waits for nobody.
 */
export class OutboxStore {
  readonly #commits: GroupCommit
  /** Messages that are on a connection or wait for one. */
  #underWayCount = 0

  constructor(db: Db, limits: GroupCommitLimits = LIMITS) {
    this.#commits = new GroupCommit(db, limits)
  }

  /** Runs `work` in a transaction that others may share; see GroupCommit. */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const stored = this.#commits.run(work)
    if (this.#underWayCount < QUICK_CONNECTIONS) this.#commits.hasten()
    return await stored
  }

  /** Hands a message over. */
  async attend<T>(handOver: () => Promise<T>): Promise<T> {
    this.#underWayCount += 1
    try {
      return await handOver()
    } finally {
      this.#underWayCount -= 1
    }
  }
}
