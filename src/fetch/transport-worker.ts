/** The entry of a thread that talks to servers for a ThreadTransport. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { DirectTransport } from './direct-transport.ts'
import type { FetchLimits } from './fetch-limits.ts'
import { MessageBatch } from './message-batch.ts'
import type { TransportOrder, TransportReport } from './transport-message.ts'

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/policywatch', import.meta.url)))

/** Of orders that are begun before what servers have answered meanwhile has its turn. */
const ORDERS_PER_TURN = 16

const transport = new DirectTransport(workerData as FetchLimits) // from our own thread-transport.ts
const inHand = new Map<number, AbortController>()
const reports = new MessageBatch<TransportReport>((batch) =>
  parentPort?.postMessage(batch, batch.flatMap(buffersOf)),
)
const orders: TransportOrder[] = []

parentPort?.on('message', (batch: readonly TransportOrder[]) => {
  if (orders.push(...batch) === batch.length) carryOutSome()
})

function carryOutSome(): void {
  for (const order of orders.splice(0, ORDERS_PER_TURN)) carryOut(order)
  if (orders.length > 0) setImmediate(carryOutSome)
}

function carryOut(order: TransportOrder): void {
  if (order.kind === 'send') void send(order)
  else if (order.kind === 'abort') inHand.get(order.id)?.abort()
  else void transport.close()
}

async function send({ id, request }: TransportOrder & { kind: 'send' }): Promise<void> {
  const stop = new AbortController()
  inHand.set(id, stop)
  const url = new URL(request.url)
  const start = request.start === request.url ? url : new URL(request.start)
  const outcome = await transport
    .send({ ...request, url, start }, stop.signal)
    .catch((error: unknown) => ({ kind: 'fault' as const, error }))
  inHand.delete(id)
  reports.add({ id, outcome })
}

/** What moves instead of being copied. */
function buffersOf({ outcome }: TransportReport): readonly ArrayBuffer[] {
  if (outcome.kind !== 'answer' || outcome.body.byteLength === 0) return []
  const { buffer, byteLength } = outcome.body
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength // else others have bytes there too
  return isAlone ? [buffer] : []
}
