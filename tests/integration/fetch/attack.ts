import type { Socket } from 'node:net'
import type { FetchFailureReason } from '../../../src/core/feed/fetch-result.ts'
import type { FetchLimits } from '../../../src/fetch/fetch-limits.ts'
import type { FetchRequest } from '../../../src/fetch/fetch-request.ts'
import type { FetcherOptions } from '../../../src/fetch/fetcher.ts'
import { startRawServer } from './odd-servers.ts'

/** Where the victim is sent, and what its fetcher and its request have that others have not. */
export type Trap = {
  readonly url: string
  readonly fetcher?: Partial<FetcherOptions>
  readonly request?: Partial<FetchRequest>
}

/** One way to harm whoever fetches, and what stops it. */
export type Attack = {
  readonly name: string
  readonly set: () => Promise<Trap>
  /** The one wait that this is about, made short; all others are long enough for a busy machine. */
  readonly waits?: Partial<FetchLimits>
  readonly reason: FetchFailureReason
  /** What the message says, among other things. */
  readonly sentence: string
}

export const OK = 'HTTP/1.1 200 OK\r\n'

/** A server that answers with these bytes, whatever was asked. */
export function answering(bytes: string, then?: (socket: Socket) => void): Attack['set'] {
  return async () => ({ url: `${(await startRawServer(bytes, then)).origin}/rss` })
}

/** Goes on with the same bytes, a few times a second. */
export function dripping(drop: string): (socket: Socket) => void {
  return (socket) => {
    const timer = setInterval(() => socket.write(drop), 50)
    socket.on('close', () => clearInterval(timer))
  }
}

/** Goes on with the same bytes as fast as they are taken. */
export function flooding(wave: string): (socket: Socket) => void {
  return (socket) => {
    const flood = (): void => {
      if (!socket.destroyed && socket.write(wave, 'latin1')) setImmediate(flood)
    }
    socket.on('drain', flood)
    flood()
  }
}
