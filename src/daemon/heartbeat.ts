import type { FetchResult } from '../core/feed/fetch-result.ts'
import { msOf, SECOND_MS, type Timestamp } from '../core/time.ts'
import type { Readiness } from '../observe/health.ts'
import type { GaugeSource, Sample } from '../observe/metrics.ts'
import type { Deps } from '../pipeline/deps.ts'
import type { RoundReport } from '../pipeline/poll-round.ts'

/** Rounds may end every second; whoever waits for a sign of life counts in minutes. */
const EVERY_MS = 60 * SECOND_MS
/** A switch answers with a word. */
const MAX_ANSWER_BYTES = 64 * 1024
const DEADLINE_MS = 10 * SECOND_MS

export type HeartbeatOptions = {
  readonly deps: Pick<Deps, 'fetcher' | 'log' | 'now'>
  /** Asked anew for each sign. */
  readonly url: () => string | null
  readonly readiness: () => Promise<Readiness>
  readonly everyMs?: number
}

/**
 * Fetches the address of a dead man's switch after healthy rounds: whoever waits there raises the alarm when nothing comes. A
 * round is healthy when it could be carried out and nothing is wrong with the daemon; feeds that fail are their own matter. It
 * goes beside the rounds and keeps nothing waiting. The address is a secret: who knows it can say that all is well.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  readonly #everyMs: number
  readonly #abort = new AbortController()
  #timer: NodeJS.Timeout | null = null
  #begunAt = -Infinity
  #succeededAt: Timestamp | null = null
  readonly #counts = new Map([
    ['answered', 0],
    ['failed', 0],
  ])
  #isFailing = false

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#everyMs = options.everyMs ?? EVERY_MS
  }

  /** Gives a sign for a healthy round, now or when the last one is old enough; of several that wait the last one counts. */
  readonly onRound = ({ brokenCount }: Pick<RoundReport, 'brokenCount'>): void => {
    if (brokenCount > 0) this.#forget()
    if (brokenCount > 0 || this.#timer !== null || this.#abort.signal.aborted) return
    const waitMs = Math.max(0, this.#begunAt + this.#everyMs - performance.now())
    this.#timer = setTimeout(() => void this.#beat(), waitMs).unref()
  }

  /** Breaks off what is in hand. */
  stop(): void {
    this.#forget()
    this.#abort.abort()
  }

  get sources(): readonly GaugeSource[] {
    return [
      {
        name: 'policywatch_heartbeats_total',
        help: 'Signs of life sent to the address under heartbeat, by what became of them.',
        labelNames: ['outcome'],
        isCounter: true,
        read: async (): Promise<readonly Sample[]> =>
          [...this.#counts].map(([outcome, value]) => ({ labels: { outcome }, value })),
      },
      {
        name: 'policywatch_heartbeat_last_success_timestamp_seconds',
        help: 'When the last sign of life was answered; absent before the first one.',
        labelNames: [],
        read: async (): Promise<readonly Sample[]> =>
          this.#succeededAt === null ? [] : [{ value: msOf(this.#succeededAt) / SECOND_MS }],
      },
    ]
  }

  #forget(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  async #beat(): Promise<void> {
    this.#timer = null
    const { url, readiness, deps } = this.#options
    const { isReady } = await readiness()
    const address = url()
    if (address === null || this.#abort.signal.aborted) return
    if (!isReady) {
      deps.log.debug({}, 'no heartbeat: the daemon is not ready')
      return
    }
    this.#begunAt = performance.now()
    this.#settle(await this.#ask(address), address)
  }

  async #ask(url: string): Promise<FetchResult> {
    const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(DEADLINE_MS)])
    const request = {
      url,
      method: 'GET',
      body: null,
      headers: {},
      validators: null,
      addresses: 'as-typed', // the administrator named it, and it may stand next door; where it leads to may not
      accept: 'page',
      maxBodyBytes: MAX_ANSWER_BYTES,
    } as const
    return await this.#options.deps.fetcher.fetch(request, signal)
  }

  /** One line when it begins to fail, and one when it works again. */
  #settle(result: FetchResult, address: string): void {
    if (this.#abort.signal.aborted) return
    const { log, now } = this.#options.deps
    const isAnswered = result.kind === 'fetched'
    const outcome = isAnswered ? 'answered' : 'failed'
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1)
    if (isAnswered) this.#succeededAt = now()
    const wasFailing = this.#isFailing
    this.#isFailing = !isAnswered
    const to = URL.parse(address)?.origin
    if (!isAnswered && !wasFailing)
      log.warn({ to, reason: reasonOf(result) }, 'the heartbeat fails')
    if (isAnswered && wasFailing) log.info({ to }, 'the heartbeat works again')
  }
}

/** In words that do not name the address. */
function reasonOf(result: FetchResult): string {
  if (result.kind !== 'failed') return result.kind
  if (result.reason === 'aborted') return `no answer within ${DEADLINE_MS / SECOND_MS} s`
  return result.status === null ? result.reason : `${result.reason} ${result.status}`
}
