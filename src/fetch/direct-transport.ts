import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { FetchFailed } from '../core/feed/fetch-result.ts'
import { type Connections, closeConnections, openConnections } from './connections.ts'
import type { FetchLimits } from './fetch-limits.ts'
import type { Answer } from './read-answer.ts'
import { RequestsInHand } from './requests-in-hand.ts'
import type { HopRequest, Transport } from './transport.ts'
import { visit } from './visit.ts'

/** Requests from this thread. A connection serves the next feed of its host if that comes within moments (connections.ts). */
export class DirectTransport implements Transport {
  readonly #limits: FetchLimits
  readonly #lookup: LookupFunction
  readonly #connections: Connections
  readonly #inHand = new RequestsInHand()

  /** `lookup` resolves names. */
  constructor(limits: FetchLimits, lookup: LookupFunction = systemLookup) {
    this.#limits = limits
    this.#lookup = lookup
    this.#connections = openConnections(limits.attemptTimeoutMs)
  }

  async send(request: HopRequest, signal: AbortSignal): Promise<Answer | FetchFailed> {
    const means = {
      lookup: this.#lookup,
      connections: this.#connections,
      limits: this.#limits,
      inHand: this.#inHand,
    }
    return await visit(request, means, signal)
  }

  readBusyShare(): number {
    return 0
  }

  async close(): Promise<void> {
    this.#inHand.abortAll()
    closeConnections(this.#connections)
  }
}
