import type { FeedSettings } from '../../../src/config/settings.ts'
import { DELIVERIES_AT_ONCE } from '../../../src/core/alert/smtp-limits.ts'
import { findNextPoll } from '../../../src/core/feed/poll-policy.ts'
import type { FeedId } from '../../../src/core/ids.ts'
import { MINUTE_MS, msOf, timestampOf } from '../../../src/core/time.ts'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { deliverNext } from '../../../src/pipeline/deliver-next.ts'
import { inLanes } from '../../../src/pipeline/in-lanes.ts'
import { planOf } from '../../../src/pipeline/plan-of.ts'
import { pollRound } from '../../../src/pipeline/poll-round.ts'
import { tellFailures } from '../../../src/pipeline/tell-failures.ts'
import { findNextDueAt } from '../../../src/store/due-deliveries.ts'
import { findFeedStates } from '../../../src/store/feeds.ts'
import { beginOutboxRun, type OutboxRun } from '../../../src/store/outbox-run.ts'
import { isDiskFull } from './full-disk.ts'
import { isWithin, monthEnds, pollingEnds } from './month-calendar.ts'
import type { Outside } from './month-orders.ts'
import type { OpenedWatch } from './open-watch.ts'

/** The outbox looks again so long after it could not be read or written, as the daemon's does. */
const TROUBLE_MS = MINUTE_MS
/** A poll that could not be carried out is tried again so much later. */
const BROKEN_POLL_MS = 15 * MINUTE_MS
const NEVER = Number.POSITIVE_INFINITY

const { signal } = new AbortController()

/**
 * The daemon in made-up time: whatever falls due is polled and what is due is delivered, from one due time to the next. An
 * outbox that insists on writing down what became of a message is left to it, and everything else goes on.
 */
export class LivingWatch {
  readonly #opened: OpenedWatch
  readonly #outside: Outside
  readonly #dueAt = new Map<FeedId, number>()
  /** Deliveries under way that wait for room on the disk. */
  #outbox: Promise<void> | null = null
  #outboxRestsUntil = 0
  #areRulesApplied = false

  constructor(opened: OpenedWatch, outside: Outside) {
    this.#opened = opened
    this.#outside = outside
  }

  /** To the end of the month. */
  async live(): Promise<void> {
    const { world, settings, clock } = this.#opened
    const end = monthEnds(world.size)
    await this.#fillDisk()
    await this.#schedule([...settings.feeds.values()])
    for (;;) {
      await this.#applyRules()
      await this.#poll()
      await this.#deliver()
      const next = await this.#findNext()
      if (next > end) return
      clock.now = Math.max(clock.now, next)
      await this.#outside.tellNow(clock.now)
      await this.#fillDisk()
    }
  }

  async #findNext(): Promise<number> {
    const { world, clock } = this.#opened
    const polls = clock.now < pollingEnds(world.size) ? [...this.#dueAt.values()] : []
    const delivery = this.#outbox === null ? await this.#findNextDelivery() : NEVER
    const changes = world.diskFull.flatMap(({ from, until }) => [from, until])
    return Math.min(...polls, delivery, ...changes.filter((at) => at > clock.now))
  }

  async #findNextDelivery(): Promise<number> {
    const dueAt = await findNextDueAt(this.#opened.deps.db)
    return dueAt === null ? NEVER : Math.max(msOf(dueAt), this.#outboxRestsUntil)
  }

  async #fillDisk(): Promise<void> {
    const { world, clock, disk } = this.#opened
    await disk.set(isWithin(world.diskFull, clock.now))
    if (disk.isFull || this.#outbox === null) return
    await this.#outbox // there is room again, so that it ends
    this.#outbox = null
  }

  async #applyRules(): Promise<void> {
    if (this.#areRulesApplied) return
    const { deps, settings } = this.#opened
    this.#areRulesApplied = await this.#unlessDiskFull(async () => {
      await applyNewRules(deps, settings, signal)
    })
  }

  async #poll(): Promise<void> {
    const { world, clock, deps, settings } = this.#opened
    const isDue = ({ id }: FeedSettings): boolean => (this.#dueAt.get(id) ?? 0) <= clock.now
    const due = [...settings.feeds.values()].filter(isDue)
    if (due.length === 0 || clock.now >= pollingEnds(world.size)) return
    const watcher = { onPoll: (): void => {}, onAlertsReady: (): void => {} }
    await pollRound(deps, () => settings, due, 'schedule', watcher, signal)
    await this.#schedule(due)
    for (const feed of due.filter(isDue)) this.#dueAt.set(feed.id, clock.now + BROKEN_POLL_MS)
  }

  async #schedule(feeds: readonly FeedSettings[]): Promise<void> {
    const { clock, deps } = this.#opened
    const now = timestampOf(clock.now)
    const ids = feeds.map(({ id }) => id)
    const states = await findFeedStates(deps.db, ids)
    for (const feed of feeds) {
      const plan = planOf(feed, deps.delayShare)
      const next = findNextPoll(plan, states.get(feed.id) ?? null, null, now)
      this.#dueAt.set(feed.id, next === null ? NEVER : msOf(next))
    }
  }

  async #deliver(): Promise<void> {
    const { clock, log } = this.#opened
    if (this.#outbox !== null || (await this.#findNextDelivery()) > clock.now) return
    const outbox = this.#deliverDue()
    const isDone = await Promise.race([outbox.then(() => true), log.untilStuck()])
    if (!isDone) this.#outbox = outbox
  }

  async #deliverDue(): Promise<void> {
    const { clock, deps, settings } = this.#opened
    const run = await beginOutboxRun(deps.db)
    const isDone = await this.#unlessDiskFull(async () => {
      do await inLanes(DELIVERIES_AT_ONCE, async () => await this.#deliverInTurn(run))
      while (await tellFailures(deps, settings))
    })
    if (!isDone) this.#outboxRestsUntil = clock.now + TROUBLE_MS
  }

  /** Each once; a result that cannot be written down is insisted on for ever, as in the daemon. */
  async #deliverInTurn(run: OutboxRun): Promise<void> {
    const { deps, settings, handedOver } = this.#opened
    for (;;) {
      const [report, accepted] = await handedOver.noteDuring(
        async () => await deliverNext(deps, settings, signal, NEVER, run),
      )
      for (const messageId of accepted) this.#outside.tell({ kind: 'recorded', messageId })
      if (report.kind === 'nothing-due') return
    }
  }

  /** Whether the work could be done. */
  async #unlessDiskFull(work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (!isDiskFull(error)) throw error
      this.#outside.tell({ kind: 'disk-full' })
      return false
    }
  }
}
