/** A request that is under way. */
export type RequestInHand = {
  /**
   * Ends it where it has waited too long or brought too much. `nowMs` by `performance.now`; `attendedMs`: what has passed since it
   * was looked at last, but for times in which this thread was busy with something else, and what the server said lay unread.
   */
  readonly look: (nowMs: number, attendedMs: number) => void
  readonly abort: () => void
}

/** A flood on a fast network brings some five megabytes in between. */
const LOOK_EVERY_MS = 50
const MOST_AT_ONCE_MS = 2 * LOOK_EVERY_MS

/** Goes round with one timer: where hundreds of requests have a few timers each, setting and clearing them takes longer than most else. */
export class RequestsInHand {
  readonly #requests = new Set<RequestInHand>()
  #timer: NodeJS.Timeout | undefined
  #lookedAtMs = 0

  add(request: RequestInHand): void {
    this.#requests.add(request)
    if (this.#timer !== undefined) return
    this.#lookedAtMs = performance.now()
    this.#timer = setInterval(() => this.#goRound(), LOOK_EVERY_MS)
  }

  remove(request: RequestInHand): void {
    this.#requests.delete(request)
    if (this.#requests.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  abortAll(): void {
    for (const request of this.#requests) request.abort()
  }

  #goRound(): void {
    const nowMs = performance.now()
    const attendedMs = Math.min(nowMs - this.#lookedAtMs, MOST_AT_ONCE_MS)
    this.#lookedAtMs = nowMs
    for (const request of this.#requests) request.look(nowMs, attendedMs)
  }
}
