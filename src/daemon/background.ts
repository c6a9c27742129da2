import type { Log } from '../observe/log.ts'

/** Work that nobody waits for, but who ends the daemon. A failure of it is logged and ends only itself. */
export class Background {
  readonly #log: Log
  readonly #message: string
  readonly #inHand = new Set<Promise<void>>()

  /** `message` is the log's for what fails. */
  constructor(log: Log, message: string) {
    this.#log = log
    this.#message = message
  }

  /** What is in hand now. */
  get inHand(): readonly Promise<void>[] {
    return [...this.#inHand]
  }

  /** Resolves when the work is over, and never rejects. */
  begin(work: Promise<unknown>): Promise<void> {
    const tracked = work
      .then(
        () => undefined,
        (error: unknown) => this.#log.error({ error }, this.#message),
      )
      .finally(() => this.#inHand.delete(tracked))
    this.#inHand.add(tracked)
    return tracked
  }

  /** Resolves when all that is in hand now is over. */
  async settle(): Promise<void> {
    await Promise.all(this.#inHand)
  }
}
