import type { EventLoopUtilization } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import type { FetchFailed } from '../core/feed/fetch-result.ts'
import { onAbort } from './abort-listeners.ts'
import { describeUrl, fetchFailed } from './failure.ts'
import { defaultLimits, type FetchLimits } from './fetch-limits.ts'
import { MessageBatch } from './message-batch.ts'
import type { Answer } from './read-answer.ts'
import type { HopRequest, Transport } from './transport.ts'
import type { TransportOrder, TransportReport } from './transport-message.ts'

type ThreadTransportOptions = {
  readonly limits: FetchLimits
  /** How long a thread that has nothing to do is kept. */
  readonly idleMs: number
  /** How long a request may take until the thread counts as stuck: longer than any deadline. */
  readonly stuckMs: number
  /** How long the thread has for ending what is in hand. */
  readonly closeMs: number
  /** What the thread runs. */
  readonly workerFile: URL
}

const defaultOptions: ThreadTransportOptions = {
  limits: defaultLimits,
  /** Longer than between the feeds of a round, shorter than between most rounds. */
  idleMs: 20_000,
  stuckMs: defaultLimits.deadlineMs + 60_000,
  closeMs: 2_000,
  workerFile: new URL('./transport-worker.ts', import.meta.url),
}

/** As often in that time the thread is looked after. */
const LOOKS_UNTIL_STUCK = 8

/** Of the young heap, which takes as much as it may: with half of it a request takes a tenth more, and with more nothing less. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 16 }

type InHand = PromiseWithResolvers<Answer | FetchFailed> & {
  readonly url: URL
  readonly sentAtMs: number
}

/**
 * Requests from a thread of their own, which is started with the first one and ended when there has been none for a while. What
 * talking to thousands of servers costs is taken off the thread that stores and delivers, and no timer of a request runs out because that
 * one is busy. A thread that breaks down, or says nothing, breaks the requests that it has; the next one starts another.
 */
export class ThreadTransport implements Transport {
  readonly #options: ThreadTransportOptions
  #worker: Worker | null = null
  #nextId = 1
  /** In the order in which they were sent. */
  readonly #inHand = new Map<number, InHand>()
  readonly #orders = new MessageBatch<TransportOrder>((batch) => this.#handOver(batch))
  #idle: NodeJS.Timeout | undefined
  #watch: NodeJS.Timeout | undefined
  /** When it was asked last. */
  #utilization: EventLoopUtilization | undefined
  #ended: Promise<unknown> = Promise.resolve()

  constructor(options: Partial<ThreadTransportOptions> = {}) {
    this.#options = { ...defaultOptions, ...options }
  }

  async send(request: HopRequest, signal: AbortSignal): Promise<Answer | FetchFailed> {
    const id = this.#nextId
    this.#nextId += 1
    const { url, start } = request
    const { promise, resolve, reject } = Promise.withResolvers<Answer | FetchFailed>()
    this.#inHand.set(id, { promise, resolve, reject, url, sentAtMs: performance.now() })
    this.#orders.add({
      kind: 'send',
      id,
      request: { ...request, url: url.href, start: start.href },
    })
    const forgetSignal = onAbort(signal, () => this.#orders.add({ kind: 'abort', id }))
    try {
      return await promise
    } finally {
      forgetSignal()
    }
  }

  readBusyShare(): number {
    if (this.#worker === null) return 0
    const { performance } = this.#worker
    const now = performance.eventLoopUtilization()
    const since =
      this.#utilization === undefined
        ? now
        : performance.eventLoopUtilization(now, this.#utilization)
    this.#utilization = now
    return Math.min(1, Math.max(0, since.utilization)) // what another thread counts meanwhile makes it a little more or less
  }

  async close(): Promise<void> {
    if (this.#inHand.size > 0) await this.#abortAll()
    this.#end()
    await this.#ended
  }

  async #abortAll(): Promise<void> {
    this.#orders.add({ kind: 'abort-all' })
    const timer = setTimeout(() => this.#breakAll('it did not end'), this.#options.closeMs)
    await Promise.allSettled([...this.#inHand.values()].map(({ promise }) => promise))
    clearTimeout(timer)
  }

  #handOver(orders: readonly TransportOrder[]): void {
    if (this.#inHand.size === 0) return // all has ended by itself meanwhile: nothing is left to be ended
    clearTimeout(this.#idle)
    try {
      this.#worker ??= this.#start()
      this.#worker.ref()
      this.#worker.postMessage(orders)
    } catch (error) {
      this.#end() // the system has no thread left
      this.#breakAll(error)
    }
  }

  #start(): Worker {
    const { workerFile, limits } = this.#options
    const worker = new Worker(workerFile, { workerData: limits, resourceLimits: RESOURCE_LIMITS })
    worker.on('message', (reports: readonly TransportReport[]) => this.#settle(reports)) // from our own transport-worker.ts
    worker.on('messageerror', (error: unknown) => this.#break(worker, error))
    worker.on('error', (error: unknown) => this.#break(worker, error))
    worker.on('exit', () => this.#break(worker, 'it ended without a word'))
    const lookEveryMs = this.#options.stuckMs / LOOKS_UNTIL_STUCK
    this.#watch = setInterval(() => this.#lookAfter(worker), lookEveryMs).unref()
    return worker
  }

  /** A thread that is stuck would keep its feeds from being polled, and nobody would know. */
  #lookAfter(worker: Worker): void {
    const [oldest] = this.#inHand.values()
    const { stuckMs } = this.#options
    if (oldest === undefined || performance.now() - oldest.sentAtMs < stuckMs) return
    this.#break(worker, `it has not answered for ${stuckMs / 1000} s`)
  }

  #break(worker: Worker, reason: unknown): void {
    if (worker !== this.#worker) return // it was ended, or told of before
    this.#end()
    this.#breakAll(reason)
  }

  #breakAll(reason: unknown): void {
    const why = reason instanceof Error ? reason.message : String(reason)
    this.#orders.clear()
    for (const [id, { url, resolve }] of this.#inHand) {
      this.#inHand.delete(id)
      const message = `${describeUrl(url)}: the thread that talks to servers broke down: ${why}`
      resolve(fetchFailed('broken', message))
    }
  }

  #settle(reports: readonly TransportReport[]): void {
    for (const { id, outcome } of reports) {
      const waiting = this.#inHand.get(id)
      this.#inHand.delete(id)
      if (outcome.kind === 'fault') waiting?.reject(outcome.error)
      else waiting?.resolve(outcome)
    }
    if (this.#inHand.size > 0) return
    this.#worker?.unref()
    this.#idle = setTimeout(() => this.#end(), this.#options.idleMs).unref()
  }

  #end(): void {
    clearTimeout(this.#idle)
    clearInterval(this.#watch)
    if (this.#worker !== null) this.#ended = this.#worker.terminate()
    this.#worker = null
    this.#utilization = undefined
  }
}
