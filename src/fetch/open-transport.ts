import { hasRoomForThread } from '../threads/has-room-for-thread.ts'
import { DirectTransport } from './direct-transport.ts'
import { defaultLimits } from './fetch-limits.ts'
import { ThreadTransport } from './thread-transport.ts'
import type { Transport } from './transport.ts'

/** What carries the requests of a process with, or without, room for a thread. */
export function openTransport(hasRoom: boolean = hasRoomForThread()): Transport {
  return hasRoom ? new ThreadTransport() : new DirectTransport(defaultLimits)
}
