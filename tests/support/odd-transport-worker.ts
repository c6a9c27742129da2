/** A thread for a ThreadTransport that misbehaves as the path of an address says, and else answers who it is. */
import { parentPort, threadId } from 'node:worker_threads'
import type { Answer } from '../../src/fetch/read-answer.ts'
import type { SentRequest } from '../../src/fetch/sent-request.ts'
import type { CallOrder, CallReport } from '../../src/threads/call-message.ts'

const behaviours: Readonly<Record<string, () => void>> = {
  '/loop': () => {
    for (;;) behaviours['']?.()
  },
  '/crash': () => {
    throw new Error('a fault in the thread')
  },
  '/exit': () => process.exit(1),
}

parentPort?.on('message', (orders: readonly CallOrder<SentRequest>[]) => {
  const reports: CallReport<Answer>[] = []
  for (const order of orders) {
    if (order.kind !== 'call') continue
    const { pathname } = new URL(order.request.url)
    behaviours[pathname]?.()
    if (pathname === '/silent') continue
    const body = Buffer.from(`thread ${threadId}`)
    const outcome: CallReport<Answer>['outcome'] =
      pathname === '/fault'
        ? { kind: 'fault', error: new TypeError('a fault of ours') }
        : { kind: 'result', result: { kind: 'answer', status: 200, headers: {}, body } }
    reports.push({ id: order.id, outcome })
  }
  parentPort?.postMessage(reports)
})
