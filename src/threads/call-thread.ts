import type { EventLoopUtilization } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { onAbort } from '../core/abort-listeners.ts'
import type { CallOrder, CallReport, CallThreadData } from './call-message.ts'
import { MessageBatch } from './message-batch.ts'

export type CallThreadOptions<Request, Result> = {
  /** What the thread runs; it answers by `answerCalls`. */
  readonly workerFile: URL
  /** What it is given at its start, which it has by `threadData`. */
  readonly data: unknown
  /** How long a call and a result wait for others, to be told in one message with them; see MessageBatch. */
  readonly gatherMs: number
  /** How long a thread that has nothing to do is kept. */
  readonly idleMs: number
  /** How long a call may take until the thread counts as stuck: longer than any that ends well. */
  readonly stuckMs: number
  /** How long the thread has for ending a call that is aborted; then it counts as stuck. */
  readonly abortMs: number
  /** How long it has for ending what is in hand when it is closed. */
  readonly closeMs: number
  /** What a call comes to whose thread broke down, and why it did. */
  readonly whenBroken: (request: Request, why: string) => Result
  /** What one comes to that is made after the end. */
  readonly whenClosed: (request: Request) => Result
}

/** As often in the time that makes it stuck the thread is looked after. */
const LOOKS_UNTIL_STUCK = 8

/** Of the young heap, which takes as much as it may: with half of it a request takes a tenth more, and with more nothing less. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 16 }

type InHand<Request, Result> = PromiseWithResolvers<Result> & {
  readonly request: Request
  readonly calledAtMs: number
}

/**
 * A thread that carries out calls, which is started with the first one and ended when there has been none for a while. One that
 * breaks down, or says nothing, breaks the calls that it has; the next one starts another.
 */
export class CallThread<Request, Result> {
  readonly #options: CallThreadOptions<Request, Result>
  #worker: Worker | null = null
  #nextId = 1
  /** In the order in which they were made. */
  readonly #inHand = new Map<number, InHand<Request, Result>>()
  readonly #orders: MessageBatch<CallOrder<Request>>
  #idle: NodeJS.Timeout | undefined
  #watch: NodeJS.Timeout | undefined
  /** When it was asked last. */
  #utilization: EventLoopUtilization | undefined
  #ended: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(options: CallThreadOptions<Request, Result>) {
    this.#options = options
    this.#orders = new MessageBatch((batch) => this.#handOver(batch), options.gatherMs)
  }

  /** What the thread makes of the request, which is copied there. Rejects with what it throws. */
  async call(request: Request, signal: AbortSignal | null): Promise<Result> {
    if (this.#isClosed) return this.#options.whenClosed(request)
    const id = this.#nextId
    this.#nextId += 1
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    this.#inHand.set(id, { promise, resolve, reject, request, calledAtMs: performance.now() })
    this.#orders.add({ kind: 'call', id, request })
    let patience: NodeJS.Timeout | undefined
    const abort = (): void => {
      this.#orders.add({ kind: 'abort', id })
      patience = setTimeout(
        () => this.#breakNow('it did not end what it was to'),
        this.#options.abortMs,
      )
    }
    const forgetSignal = signal === null ? null : onAbort(signal, abort)
    try {
      return await promise
    } finally {
      forgetSignal?.()
      clearTimeout(patience)
    }
  }

  /** The share of the time, 0 to 1, in which the thread was busy since this was asked last; 0 without one. */
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

  /** Tells the thread to end what is in hand, waits for that, and ends it. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#inHand.size > 0) await this.#endCalls()
    this.#end()
    await this.#ended
  }

  async #endCalls(): Promise<void> {
    this.#orders.add({ kind: 'close' })
    const timer = setTimeout(() => this.#breakNow('it did not end'), this.#options.closeMs)
    await Promise.allSettled([...this.#inHand.values()].map(({ promise }) => promise))
    clearTimeout(timer)
  }

  #handOver(orders: readonly CallOrder<Request>[]): void {
    if (this.#inHand.size === 0) return // all has ended by itself meanwhile: nothing is left to be ended
    clearTimeout(this.#idle)
    try {
      this.#worker ??= this.#start()
      this.#worker.ref()
      this.#worker.postMessage(orders)
    } catch (error) {
      this.#breakNow(error) // the system has no thread left
    }
  }

  #start(): Worker {
    const { workerFile, gatherMs, data } = this.#options
    const workerData: CallThreadData = { gatherMs, data }
    const worker = new Worker(workerFile, { workerData, resourceLimits: RESOURCE_LIMITS })
    worker.on('message', (reports: readonly CallReport<Result>[]) => this.#settle(reports)) // from answerCalls
    worker.on('messageerror', (error: unknown) => this.#break(worker, error))
    worker.on('error', (error: unknown) => this.#break(worker, error))
    worker.on('exit', () => this.#break(worker, 'it ended without a word'))
    const lookEveryMs = this.#options.stuckMs / LOOKS_UNTIL_STUCK
    this.#watch = setInterval(() => this.#lookAfter(worker), lookEveryMs).unref()
    return worker
  }

  /** Who called a thread that is stuck would wait for ever, and nobody would know. */
  #lookAfter(worker: Worker): void {
    const [oldest] = this.#inHand.values()
    const { stuckMs } = this.#options
    if (oldest === undefined || performance.now() - oldest.calledAtMs < stuckMs) return
    this.#break(worker, `it has not answered for ${stuckMs / 1000} s`)
  }

  #break(worker: Worker, reason: unknown): void {
    if (worker === this.#worker) this.#breakNow(reason) // else it was ended, or told of before
  }

  #breakNow(reason: unknown): void {
    this.#end()
    const why = reason instanceof Error ? reason.message : String(reason)
    this.#orders.clear()
    for (const [id, { request, resolve }] of this.#inHand) {
      this.#inHand.delete(id)
      resolve(this.#options.whenBroken(request, why))
    }
  }

  #settle(reports: readonly CallReport<Result>[]): void {
    for (const { id, outcome } of reports) {
      const waiting = this.#inHand.get(id)
      this.#inHand.delete(id)
      if (outcome.kind === 'fault') waiting?.reject(outcome.error)
      else waiting?.resolve(outcome.result)
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
