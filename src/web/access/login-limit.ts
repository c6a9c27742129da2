import { createHmac, randomBytes } from 'node:crypto'
import { MINUTE_MS } from '../../core/time.ts'

/** Wrong guesses within the window that a client has, and all of them together. */
const MOST_PER_CLIENT = 10
const MOST_OF_ALL = 200
const WINDOW_MS = 15 * MINUTE_MS

type Window = { readonly endMs: number; readonly guesses: Set<string> }

/**
 * Counts wrong passwords. The same one again is no new guess: a program that goes on with an old password tells nobody
 * anything, and must not lock out who shares its address. A right one takes nothing back: behind a proxy it is somebody
 * else's, such as a program's that asks every minute.
 */
export class LoginLimit {
  /** A guess may be the right password with a slip; what is kept of it is of no use to anybody. */
  readonly #key = randomBytes(32)
  readonly #clients = new Map<string, Window>()
  #all: Window = { endMs: 0, guesses: new Set() }

  /** Seconds until the client may try again; 0: now. */
  waitSeconds(client: string, nowMs: number): number {
    const own = this.#clients.get(client)
    const ends = [
      own !== undefined && own.guesses.size >= MOST_PER_CLIENT ? own.endMs : 0,
      this.#all.guesses.size >= MOST_OF_ALL ? this.#all.endMs : 0,
    ]
    const waitMs = Math.max(...ends) - nowMs
    return waitMs > WINDOW_MS ? 0 : Math.max(0, Math.ceil(waitMs / 1000)) // else the clock was ahead
  }

  recordWrong(client: string, password: string, nowMs: number): void {
    for (const [name, window] of this.#clients)
      if (isOver(window, nowMs)) this.#clients.delete(name)
    if (isOver(this.#all, nowMs)) this.#all = beginWindow(nowMs)
    const own = this.#clients.get(client) ?? beginWindow(nowMs)
    this.#clients.set(client, own)
    const guess = createHmac('sha256', this.#key).update(password).digest('base64')
    own.guesses.add(guess)
    this.#all.guesses.add(`${client} ${guess}`)
  }
}

/** Also where it was begun by a clock that was ahead. */
function isOver({ endMs }: Window, nowMs: number): boolean {
  return endMs <= nowMs || endMs > nowMs + WINDOW_MS
}

function beginWindow(nowMs: number): Window {
  return { endMs: nowMs + WINDOW_MS, guesses: new Set() }
}
