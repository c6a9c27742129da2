import { POLL_OUTCOMES } from '../core/feed/feed-state.ts'
import { msOf, SECOND_MS } from '../core/time.ts'
import { createHistogram, type MetricSource, type Sample } from '../observe/metrics.ts'
import type { Deps } from '../pipeline/deps.ts'
import type { OnDelivery } from '../pipeline/outbox.ts'
import type { PollReport } from '../pipeline/poll-report.ts'
import type { RoundReport } from '../pipeline/poll-round.ts'
import { findAlertReadyAt } from '../store/alert-times.ts'
import type { DaemonWatcher } from './daemon.ts'

/** What an attempt can come to; a delivery that is held or suppressed was none. */
const ATTEMPT_OUTCOMES = ['accepted', 'refused', 'unreachable', 'uncertain'] as const

/** From a server next door to the deadline of a visit, and to articles that come one after the other. */
const POLL_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60]
/** From a mail server next door over a few retries to a day. */
const DELAY_BUCKETS = [1, 5, 15, 60, 300, 1800, 7200, 86_400]

/** Counts what the daemon does, since the process started. */
export class Activity implements DaemonWatcher {
  readonly #deps: Pick<Deps, 'reader' | 'now'>
  readonly #polls = zeros(POLL_OUTCOMES)
  readonly #attempts = zeros(ATTEMPT_OUTCOMES)
  readonly #rounds = zeros(['done', 'broken'] as const)
  readonly #items = zeros(['added', 'revised'] as const)
  #matchCount = 0
  readonly #durations = createHistogram(
    'policywatch_poll_duration_seconds',
    'How long a poll took, with the articles behind new items.',
    POLL_BUCKETS,
  )
  readonly #delays = createHistogram(
    'policywatch_delivery_delay_seconds',
    'From when an alert could go out (it had matched, and its digest had come round) until a server took it.',
    DELAY_BUCKETS,
  )

  constructor(deps: Pick<Deps, 'reader' | 'now'>) {
    this.#deps = deps
  }

  readonly onPoll = (report: PollReport): void => {
    if (report.kind === 'skipped') return
    add(this.#polls, report.outcome, 1)
    add(this.#items, 'added', report.addedCount)
    add(this.#items, 'revised', report.revisedCount)
    this.#matchCount += report.matchCount
    this.#durations.observe(report.durationMs / SECOND_MS)
  }

  readonly onDelivery: OnDelivery = ({ alertId, outcome, state }) => {
    if (outcome !== 'held' && outcome !== 'suppressed') add(this.#attempts, outcome, 1)
    if (state === 'sent') void this.#observeDelay(alertId).catch(() => undefined) // the count above says that it was sent
  }

  readonly onRound = ({ brokenCount }: RoundReport): void => {
    add(this.#rounds, brokenCount === 0 ? 'done' : 'broken', 1)
  }

  get sources(): readonly MetricSource[] {
    return [
      counter(
        'policywatch_rounds_total',
        'Rounds of feeds by how they ended: broken means that polls could not be carried out, by a database that cannot be written or a bug.',
        'outcome',
        this.#rounds,
      ),
      counter('policywatch_polls_total', 'Polls by outcome.', 'outcome', this.#polls),
      this.#durations,
      counter(
        'policywatch_items_total',
        'Items that polls stored, by whether they were new or had changed.',
        'change',
        this.#items,
      ),
      {
        name: 'policywatch_matches_total',
        help: 'Hits of rules on items that polls brought.',
        labelNames: [],
        isCounter: true,
        read: async (): Promise<readonly Sample[]> => [{ value: this.#matchCount }],
      },
      counter(
        'policywatch_delivery_attempts_total',
        'Attempts to hand an e-mail over, by what the server said: accepted, refused, unreachable, or uncertain.',
        'outcome',
        this.#attempts,
      ),
      this.#delays,
    ]
  }

  async #observeDelay(alertId: number): Promise<void> {
    const sentAt = this.#deps.now()
    const readyAt = await findAlertReadyAt(this.#deps.reader, alertId)
    if (readyAt === null) return
    this.#delays.observe(Math.max(0, msOf(sentAt) - msOf(readyAt)) / SECOND_MS)
  }
}

function zeros<Key extends string>(keys: readonly Key[]): Map<Key, number> {
  return new Map(keys.map((key) => [key, 0]))
}

function add<Key extends string>(counts: Map<Key, number>, key: Key, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more)
}

function counter(
  name: string,
  help: string,
  label: string,
  counts: ReadonlyMap<string, number>,
): MetricSource {
  return {
    name,
    help,
    labelNames: [label],
    isCounter: true,
    read: async () => [...counts].map(([key, value]) => ({ labels: { [label]: key }, value })),
  }
}
