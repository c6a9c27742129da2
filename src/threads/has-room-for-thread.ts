import { availableParallelism, totalmem } from 'node:os'

/** Below this the twenty megabytes of a thread are worth more than what it saves. */
const ROOM_FOR_A_THREAD_BYTES = 512 * 1024 * 1024

/** Whether a process that may use so much memory and so many processors does well to do something in a thread of its own. */
export function hasRoomForThread(
  memoryBytes: number = process.constrainedMemory() || totalmem(), // without a limit: more than there is in the world, or 0
  processors: number = availableParallelism(),
): boolean {
  return memoryBytes >= ROOM_FOR_A_THREAD_BYTES && processors > 1
}
