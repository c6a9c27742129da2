/** A thread for a ReadingPool that misbehaves as the address of its job says, and else answers who it is. */
import { parentPort, threadId } from 'node:worker_threads'
import type { FeedReading, ReadingJob } from '../../src/parse/reading-job.ts'

const held: unknown[] = []

const behaviours: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  '/loop': () => {
    for (;;) held.length = 0
  },
  '/objects': () => {
    for (;;) held.push({ number: held.length })
  },
  '/buffers': () => {
    for (;;) held.push(new Uint8Array(1024 * 1024).fill(1))
  },
  '/crash': () => {
    throw new Error('a fault in the reader')
  },
  '/exit': () => process.exit(1),
  '/length': (bytes) => String(bytes.byteLength),
}

parentPort?.on('message', ({ url, bytes }: ReadingJob) => {
  const what =
    behaviours[new URL(url ?? 'https://odd.test/').pathname]?.(bytes) ??
    `read by thread ${threadId}`
  const reading: FeedReading = { kind: 'not-a-feed', what }
  parentPort?.postMessage(reading)
})
