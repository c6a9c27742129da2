/** How long the event loop stood still at most between two of its turns. */
export class LagWatch {
  #longestMs = 0
  #isOn = false

  get longestMs(): number {
    return this.#longestMs
  }

  start(): void {
    this.#isOn = true
    let beforeMs = performance.now()
    const turn = (): void => {
      const nowMs = performance.now()
      this.#longestMs = Math.max(this.#longestMs, nowMs - beforeMs)
      beforeMs = nowMs
      if (this.#isOn) setImmediate(turn)
    }
    setImmediate(turn)
  }

  stop(): void {
    this.#isOn = false
  }
}
