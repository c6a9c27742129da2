import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { CallOrder, CallReport, CallThreadData } from './call-message.ts'
import { MessageBatch } from './message-batch.ts'

type Answering<Request, Result> = {
  /** Rejects for bugs alone. */
  readonly carryOut: (request: Request, signal: AbortSignal) => Promise<Result>
  /** Ends what is in hand. */
  readonly close: () => Promise<void>
  /** What of a result moves instead of being copied. */
  readonly buffersOf?: (result: Result) => readonly ArrayBuffer[]
}

/** Of calls that are begun before what has come meanwhile has its turn. */
const CALLS_PER_TURN = 16

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/policywatch', import.meta.url))

/** What the CallThread gave this thread at its start. */
export function threadData(): unknown {
  return (workerData as CallThreadData).data // from our own call-thread.ts
}

/** Makes this thread the one of a CallThread, and keeps what is compiled for it. */
export function answerCalls<Request, Result>(answering: Answering<Request, Result>): void {
  enableCompileCache(CACHE)
  const { carryOut, close, buffersOf = noBuffers } = answering
  const { gatherMs } = workerData as CallThreadData // from our own call-thread.ts
  const inHand = new Map<number, AbortController>()
  const waiting: CallOrder<Request>[] = []
  const post = (batch: readonly CallReport<Result>[]): void => {
    const moved = batch.flatMap(({ outcome }) =>
      outcome.kind === 'result' ? buffersOf(outcome.result) : noBuffers(),
    )
    parentPort?.postMessage(batch, moved)
  }
  const reports = new MessageBatch(post, gatherMs)

  const call = async (id: number, request: Request): Promise<void> => {
    const stop = new AbortController()
    inHand.set(id, stop)
    const outcome = await carryOut(request, stop.signal).then(
      (result) => ({ kind: 'result' as const, result }),
      (error: unknown) => ({ kind: 'fault' as const, error }),
    )
    inHand.delete(id)
    reports.add({ id, outcome })
  }
  const follow = (order: CallOrder<Request>): void => {
    if (order.kind === 'call') void call(order.id, order.request)
    else if (order.kind === 'abort') inHand.get(order.id)?.abort()
    else void close()
  }
  const followSome = (): void => {
    for (const order of waiting.splice(0, CALLS_PER_TURN)) follow(order)
    if (waiting.length > 0) setImmediate(followSome)
  }

  parentPort?.on('message', (batch: readonly CallOrder<Request>[]) => {
    if (waiting.push(...batch) === batch.length) followSome()
  })
}

function noBuffers(): readonly ArrayBuffer[] {
  return []
}
