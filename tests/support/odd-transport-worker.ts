/** A thread for a ThreadTransport that misbehaves as the path of an address says, and else answers who it is. */
import { parentPort, threadId } from 'node:worker_threads'
import type { TransportOrder, TransportReport } from '../../src/fetch/transport-message.ts'

const behaviours: Readonly<Record<string, () => void>> = {
  '/loop': () => {
    for (;;) behaviours['']?.()
  },
  '/crash': () => {
    throw new Error('a fault in the thread')
  },
  '/exit': () => process.exit(1),
}

parentPort?.on('message', (orders: readonly TransportOrder[]) => {
  const reports: TransportReport[] = []
  for (const order of orders) {
    if (order.kind !== 'send') continue
    const { pathname } = new URL(order.request.url)
    behaviours[pathname]?.()
    if (pathname === '/silent') continue
    const outcome: TransportReport['outcome'] =
      pathname === '/fault'
        ? { kind: 'fault', error: new TypeError('a fault of ours') }
        : { kind: 'answer', status: 200, headers: {}, body: Buffer.from(`thread ${threadId}`) }
    reports.push({ id: order.id, outcome })
  }
  parentPort?.postMessage(reports)
})
