import { clearTimeout, setTimeout } from 'node:timers'
import { setImmediate } from 'node:timers/promises'
import { inTransaction } from './database.ts'
import type { Db, Tx } from './schema.ts'

export type GroupCommitLimits = {
  /** So long a piece of work waits for others to share its commit, where the last one shared none. */
  readonly gatherMs: number
  /** The same where the last one did: more are on their way. */
  readonly gatherLongerMs: number
  /** After so long no further piece is taken into a transaction: nothing else is asked or stored meanwhile. */
  readonly longestMs: number
}

const LIMITS: GroupCommitLimits = { gatherMs: 5, gatherLongerMs: 40, longestMs: 60 }

/** After so long whoever waits for this thread, not for the database, has a turn in the midst of a transaction. */
const SLICE_MS = 5

/**
 * Stores what comes at about the same time in one transaction: a commit waits for the disk, however little is in it, and
 * takes longer than what a poll stores. Each piece of work is stored whole or not at all as if it were alone, and is done
 * when its commit is: where one fails, the others of its transaction are stored each by itself.
 */
export class GroupCommit {
  readonly #db: Db
  readonly #limits: GroupCommitLimits
  #waiting: Piece[] = []
  #isStoring = false
  #hasShared = false
  #isHastened = false
  #endGathering: () => void = ignore

  constructor(db: Db, limits: GroupCommitLimits = LIMITS) {
    this.#db = db
    this.#limits = limits
  }

  /**
   * Runs `work` in a transaction that others may share; inside, nothing is awaited but SQL. May be called once more after
   * what it did was undone, so it changes nothing else. Rejects with what `work` throws, or why it could not be stored.
   * `countPieces` says how many pieces of work it stands for, once it is done.
   */
  async run<T>(work: (tx: Tx) => Promise<T>, countPieces: () => number = one): Promise<T> {
    const done = Promise.withResolvers<T>()
    this.#waiting.push({
      countPieces,
      store: async (tx) => {
        const result = await work(tx)
        return () => done.resolve(result)
      },
      fail: done.reject,
    })
    if (!this.#isStoring) void this.#storeAll()
    return await done.promise
  }

  /** Nobody else is on the way: what waits is stored without waiting for others. */
  hasten(): void {
    this.#isHastened = this.#waiting.length > 0
    this.#endGathering()
  }

  async #storeAll(): Promise<void> {
    this.#isStoring = true
    while (this.#waiting.length > 0) {
      if (!this.#isHastened) await this.#gather()
      this.#isHastened = false
      const pieces = [...this.#waiting]
      await this.#storeGroups(pieces.length)
      this.#hasShared = pieces.reduce((sum, { countPieces }) => sum + countPieces(), 0) > 1
    }
    this.#isStoring = false
  }

  async #gather(): Promise<void> {
    const { gatherMs, gatherLongerMs } = this.#limits
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#hasShared ? gatherLongerMs : gatherMs)
      this.#endGathering = (): void => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#endGathering = ignore
  }

  /** Stores what waits now, in as many transactions as its time needs. */
  async #storeGroups(count: number): Promise<void> {
    const last = this.#waiting[count - 1]
    while (last !== undefined && this.#waiting.includes(last)) {
      await this.#storeGroup()
      await setImmediate() // whoever waits for this thread has a turn
    }
  }

  async #storeGroup(): Promise<void> {
    const taken: Piece[] = []
    try {
      const settled = await inTransaction(this.#db, async (tx) => await this.#storeIn(tx, taken))
      for (const settle of settled) settle()
    } catch (error) {
      const [only] = taken
      if (taken.length === 1) only?.fail(error)
      else if (taken.length > 1) await this.#storeEach(taken)
      else this.#failAll(error)
    }
  }

  /** Notes in `taken` what it begins with. */
  async #storeIn(tx: Tx, taken: Piece[]): Promise<readonly (() => void)[]> {
    const startedAt = performance.now()
    let sliceAt = startedAt
    const settled: (() => void)[] = []
    try {
      for (const piece of this.#waiting) {
        taken.push(piece)
        settled.push(await piece.store(tx))
        const now = performance.now()
        if (now - sliceAt >= SLICE_MS) {
          await setImmediate() // also before the commit, which takes as long as a piece or two
          sliceAt = performance.now()
        }
        if (now - startedAt >= this.#limits.longestMs) break
      }
      return settled
    } finally {
      this.#waiting = this.#waiting.slice(taken.length)
    }
  }

  async #storeEach(pieces: readonly Piece[]): Promise<void> {
    for (const { store, fail } of pieces) {
      try {
        const settle = await inTransaction(this.#db, store)
        settle()
      } catch (error) {
        fail(error)
      }
      await setImmediate()
    }
  }

  /** No transaction could be begun, and there may be nobody to end the next wait. */
  #failAll(error: unknown): void {
    for (const { fail } of this.#waiting.splice(0)) fail(error)
  }
}

/** `store` returns what tells the caller, to be called after the commit. */
type Piece = {
  readonly countPieces: () => number
  readonly store: (tx: Tx) => Promise<() => void>
  readonly fail: (error: unknown) => void
}

const one = (): number => 1

function ignore(): void {}
