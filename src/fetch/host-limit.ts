/**
 * A few requests at a time to one host; whoever comes later waits in line. Feeds of one ministry often share a
 * server, and a round asks for all of them at the same second.
 */

import { onAbort } from '../core/abort-listeners.ts'

/** A place at a host, to be given back once. */
export type HostPlace = { readonly host: string; readonly release: () => void }

type Waiter = (place: HostPlace | null) => void
type HostState = { taken: number; readonly waiting: Set<Waiter> }

export class HostLimit {
  #perHost: number
  readonly #hosts = new Map<string, HostState>()
  #isClosed = false

  constructor(perHost: number) {
    this.#perHost = atLeastOne(perHost)
  }

  /** Another number of places from now on: more are taken at once by those who wait; of fewer, those in hand are given back first. */
  set perHost(perHost: number) {
    this.#perHost = atLeastOne(perHost)
    for (const [host, state] of this.#hosts) {
      for (const waiter of state.waiting) {
        if (state.taken >= perHost) break
        state.waiting.delete(waiter)
        state.taken += 1
        waiter(this.#placeAt(host, state))
      }
    }
  }

  /** Gives nobody a place any more. */
  close(): void {
    this.#isClosed = true
    for (const { waiting } of this.#hosts.values()) {
      for (const leave of waiting) leave(null)
      waiting.clear()
    }
  }

  /** Resolves when a place is free, first come, first served; to null when the signal aborts before, or the limit is closed. */
  acquire(host: string, signal: AbortSignal): Promise<HostPlace | null> {
    if (signal.aborted || this.#isClosed) return Promise.resolve(null)
    const state = this.#stateOf(host)
    if (state.taken < this.#perHost) {
      state.taken += 1
      return Promise.resolve(this.#placeAt(host, state))
    }
    return new Promise((resolve) => {
      const onPlace: Waiter = (place) => {
        forgetSignal()
        resolve(place)
      }
      const forgetSignal = onAbort(signal, () => {
        state.waiting.delete(onPlace)
        resolve(null)
      })
      state.waiting.add(onPlace)
    })
  }

  #stateOf(host: string): HostState {
    const known = this.#hosts.get(host)
    if (known !== undefined) return known
    const state: HostState = { taken: 0, waiting: new Set() }
    this.#hosts.set(host, state)
    return state
  }

  #placeAt(host: string, state: HostState): HostPlace {
    let isHeld = true
    const release = (): void => {
      if (!isHeld) return
      isHeld = false
      this.#passOn(host, state)
    }
    return { host, release }
  }

  #passOn(host: string, state: HostState): void {
    const [next] = state.waiting
    if (next !== undefined && state.taken <= this.#perHost) {
      state.waiting.delete(next)
      next(this.#placeAt(host, state))
      return
    }
    state.taken -= 1
    if (state.taken === 0) this.#hosts.delete(host)
  }
}

function atLeastOne(perHost: number): number {
  if (perHost >= 1) return perHost
  throw new RangeError(`perHost must be at least 1, not ${perHost}`)
}
