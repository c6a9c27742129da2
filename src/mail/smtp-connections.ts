import { QUICK_CONNECTIONS, type SmtpLimits } from '../core/alert/smtp-limits.ts'

/**
 * The connections to the one server that everything is handed to. A few are enough while it is quick; one that it takes
 * long over is stood in for, so that it keeps no other message waiting. When the server turns a connection away, those
 * that are left are the most that are tried: the next message waits for one of them.
 */
export class SmtpConnections<Transport extends Closable> {
  readonly #open: () => Transport
  readonly #limits: ConnectionLimits
  readonly #lines = new Set<Line<Transport>>()
  readonly #waiting = new Set<(line: Line<Transport> | null) => void>()
  #most: number
  #growTimer: NodeJS.Timeout | null = null
  #isClosed = false

  /** `open` makes a transport that keeps one connection. */
  constructor(open: () => Transport, limits: ConnectionLimits) {
    this.#open = open
    this.#limits = limits
    this.#most = limits.most
  }

  /**
   * Waits for a connection, first come first served; null when the signal is aborted, the patience ends or all is closed.
   */
  async take(signal: AbortSignal | null): Promise<SmtpConnection<Transport> | null> {
    if (this.#isClosed || signal?.aborted === true) return null
    const line = await new Promise<Line<Transport> | null>((resolve) => {
      const settle = (given: Line<Transport> | null): void => {
        signal?.removeEventListener('abort', giveUp)
        clearTimeout(patience)
        this.#waiting.delete(settle)
        resolve(given)
      }
      const giveUp = (): void => settle(null)
      const patience = setTimeout(giveUp, this.#limits.waitMs)
      signal?.addEventListener('abort', giveUp, { once: true })
      this.#waiting.add(settle)
      this.#serve()
    })
    return line === null ? null : this.#lend(line)
  }

  /** Lends no more, and closes each connection as soon as the message on it is done. */
  close(): void {
    this.#isClosed = true
    if (this.#growTimer !== null) clearInterval(this.#growTimer)
    for (const settle of [...this.#waiting]) settle(null)
    for (const { transport } of this.#lines) transport.close()
  }

  #serve(): void {
    for (const settle of this.#waiting) {
      const line = this.#findFree()
      if (line === null) return
      line.state = 'quick'
      settle(line)
    }
  }

  #findFree(): Line<Transport> | null {
    const lines = [...this.#lines]
    if (lines.filter(({ state }) => state === 'quick').length >= QUICK_CONNECTIONS) return null
    const idle = lines.find(({ state }) => state === 'idle')
    if (idle !== undefined || lines.length >= this.#most) return idle ?? null
    const line: Line<Transport> = { transport: this.#open(), state: 'idle' }
    this.#lines.add(line)
    return line
  }

  #lend(line: Line<Transport>): SmtpConnection<Transport> {
    const slowTimer = setTimeout(() => {
      line.state = 'slow'
      this.#serve()
    }, this.#limits.slowMs)
    const drop = (): void => {
      clearTimeout(slowTimer)
      this.#lines.delete(line)
      line.transport.close()
      this.#serve()
    }
    return {
      transport: line.transport,
      keep: (): void => {
        clearTimeout(slowTimer)
        line.state = 'idle'
        this.#serve()
      },
      drop,
      turnAway: (): boolean => {
        const isOneOfSeveral = this.#lines.size > 1
        if (isOneOfSeveral) this.#shrinkTo(this.#lines.size - 1)
        drop()
        return isOneOfSeveral
      },
    }
  }

  #shrinkTo(most: number): void {
    this.#most = Math.min(most, this.#most)
    this.#growTimer ??= setInterval(() => this.#grow(), this.#limits.growMs).unref()
  }

  #grow(): void {
    this.#most += 1
    if (this.#most >= this.#limits.most && this.#growTimer !== null) {
      clearInterval(this.#growTimer)
      this.#growTimer = null
    }
    this.#serve()
  }
}

/** A connection lent for one message; one of the three is called when it is done. */
export type SmtpConnection<Transport> = {
  readonly transport: Transport
  /** It can take the next message. */
  readonly keep: () => void
  /** It is of no further use. */
  readonly drop: () => void
  /** The server did not want it; says whether there are others of ours, to which the next messages are left. */
  readonly turnAway: () => boolean
}

export type ConnectionLimits = Pick<SmtpLimits, 'slowMs' | 'waitMs' | 'growMs'> & {
  /** At the same time. */
  readonly most: number
}

type Closable = { readonly close: () => void }

type Line<Transport> = {
  readonly transport: Transport
  /** `quick` and `slow` lines have a message on them. */
  state: 'quick' | 'slow' | 'idle'
}
