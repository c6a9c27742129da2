import type { Settings } from '../config/settings.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { findFeedStates, findHostBlocks } from '../store/feeds.ts'
import { GroupCommit } from '../store/group-commit.ts'
import type { Db, Tx } from '../store/schema.ts'
import { askTogether } from './ask-together.ts'
import { recordUnchangedPolls, type UnchangedPoll } from './record-unchanged-polls.ts'

/** What an ordinary feed brings takes some 100 KB until it is stored. */
const MOST_RECORDING = 256

/**
 * What polls read and write at their beginning and end, for many at once: hundreds of feeds are under way at the same time,
 * most of them bring nothing new, and what costs then is each question and each commit.
 */
export class PollStore {
  readonly #commits: GroupCommit
  #underWayCount = 0
  /** Of those under way, how many wait for a commit. */
  #waitingCount = 0
  #unchanged: Waiting[] = []
  /** What is known of a feed; null when it was never polled. */
  readonly findFeedState: (feedId: FeedId) => Promise<FeedState | null>
  /** Until when a host (`name:port`) wants to be left alone; null when it may be asked now. */
  readonly findHostBlock: (host: string) => Promise<Timestamp | null>

  constructor(db: Db, now: () => Timestamp) {
    this.#commits = new GroupCommit(db)
    this.findFeedState = askTogether(async (ids) => await findFeedStates(db, ids))
    this.findHostBlock = askTogether(async (hosts) => await findHostBlocks(db, hosts, now()))
  }

  /** Whether few enough polls wait to be recorded that others may begin in their place. */
  get hasRoom(): boolean {
    return this.#waitingCount < MOST_RECORDING
  }

  /** Carries out a poll. While others are under way, what it records waits for theirs; the last one waits for nobody. */
  async attend<T>(poll: () => Promise<T>): Promise<T> {
    this.#underWayCount += 1
    try {
      return await poll()
    } finally {
      this.#underWayCount -= 1
      this.#hastenTheLast()
    }
  }

  /** Records something in a transaction that others may share; see GroupCommit. */
  async record<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return await this.#waitFor(this.#commits.run(work))
  }

  /** Records a poll that brought the same as before, with all others that end at about the same time. */
  async recordUnchanged(inForce: () => Settings, poll: UnchangedPoll): Promise<void> {
    const done = Promise.withResolvers<void>()
    this.#unchanged.push({ poll, ...done })
    if (this.#unchanged.length === 1) void this.#recordAllUnchanged(inForce)
    await this.#waitFor(done.promise)
  }

  async #waitFor<T>(stored: Promise<T>): Promise<T> {
    this.#waitingCount += 1
    this.#hastenTheLast()
    try {
      return await stored
    } finally {
      this.#waitingCount -= 1
    }
  }

  #hastenTheLast(): void {
    if (this.#waitingCount >= this.#underWayCount) this.#commits.hasten()
  }

  async #recordAllUnchanged(inForce: () => Settings): Promise<void> {
    let taken: readonly Waiting[] = []
    const recordAll = async (tx: Tx): Promise<void> => {
      taken = [...taken, ...this.#unchanged.splice(0)]
      await recordUnchangedPolls(tx, inForce(), taken.map(pollOf))
    }
    const record = async ({ poll, resolve, reject }: Waiting): Promise<void> => {
      const recordOne = async (tx: Tx): Promise<void> =>
        await recordUnchangedPolls(tx, inForce(), [poll])
      await this.#commits.run(recordOne).then(resolve, reject)
    }
    try {
      await this.#commits.run(recordAll, () => taken.length)
      for (const { resolve } of taken) resolve()
    } catch {
      // one of them is to blame, or each is told the same; where no transaction could be begun none was taken yet
      await Promise.all([...taken, ...this.#unchanged.splice(0)].map(record))
    }
  }
}

type Waiting = PromiseWithResolvers<void> & { readonly poll: UnchangedPoll }

const pollOf = ({ poll }: Waiting): UnchangedPoll => poll
