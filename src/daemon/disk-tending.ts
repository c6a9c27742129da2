import type { Settings } from '../config/settings.ts'
import type { Deps } from '../pipeline/deps.ts'
import { tellFullDisk } from '../pipeline/tell-full-disk.ts'
import { hastenRetries } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { isDiskFull } from '../store/is-disk-full.ts'

/** Whom the state of the disk concerns. */
export type DiskListener = {
  /** Mail may have become due. */
  readonly onDue: () => void
  /** A pause has ended: what was due meanwhile is to be done now. */
  readonly onRoom: () => void
}

/** Looks after the disk of the data folder now and then: its reserve, and who is to be told. */
export class DiskTending {
  readonly #deps: Deps
  readonly #inForce: () => Settings
  readonly #listener: DiskListener
  /** Pauses whose end has been heeded. */
  #heededCount = 0

  constructor(deps: Deps, inForce: () => Settings, listener: DiskListener) {
    this.#deps = deps
    this.#inForce = inForce
    this.#listener = listener
  }

  /** Never rejects: what cannot be written now is at the next look. */
  async look(): Promise<void> {
    const { db, disk, log } = this.#deps
    await disk.look(db)
    await disk.keepReserve()
    try {
      if (await tellFullDisk(this.#deps, this.#inForce())) this.#listener.onDue()
      if (disk.pause !== null || disk.endedCount === this.#heededCount) return
      await this.#hastenMail()
      this.#heededCount = disk.endedCount
    } catch (error) {
      if (!isDiskFull(error)) log.error({ error }, 'the disk could not be looked after')
      return
    }
    this.#listener.onDue()
    this.#listener.onRoom()
  }

  /** Without a mail server it was the disk that refused the messages. */
  async #hastenMail(): Promise<void> {
    if (this.#inForce().mail.smtp !== null) return
    const { db, now } = this.#deps
    await inTransaction(db, async (tx) => await hastenRetries(tx, now()))
  }
}
