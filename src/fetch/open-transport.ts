import { availableParallelism, totalmem } from 'node:os'
import { DirectTransport } from './direct-transport.ts'
import { defaultLimits } from './fetch-limits.ts'
import { ThreadTransport } from './thread-transport.ts'
import type { Transport } from './transport.ts'

/** Below this the twenty megabytes of a thread are worth more than what it saves. */
const ROOM_FOR_A_THREAD_BYTES = 512 * 1024 * 1024

/** What carries the requests of a process that may use so much memory and so many processors. */
export function openTransport(
  memoryBytes: number = process.constrainedMemory() || totalmem(), // without a limit: more than there is in the world, or 0
  processors: number = availableParallelism(),
): Transport {
  const hasRoom = memoryBytes >= ROOM_FOR_A_THREAD_BYTES && processors > 1
  return hasRoom ? new ThreadTransport() : new DirectTransport(defaultLimits)
}
