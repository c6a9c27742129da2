import type { MonthMessage } from './month-orders.ts'

/** The log, of which nothing is kept but errors; it is listened to for the outbox that cannot write a result down. */
export class StuckLog {
  readonly #tell: (message: MonthMessage) => void
  #waiters: (() => void)[] = []

  constructor(tell: (message: MonthMessage) => void) {
    this.#tell = tell
  }

  write(line: string): void {
    this.#tell(line.includes('SQLITE_FULL') ? { kind: 'disk-full' } : { kind: 'error', line })
    if (!line.includes('cannot be recorded yet')) return
    for (const wake of this.#waiters.splice(0)) wake()
  }

  /** Resolves, to false, when the outbox is next stuck. */
  async untilStuck(): Promise<false> {
    await new Promise<void>((resolve) => this.#waiters.push(resolve))
    return false
  }
}
