import { setTimeout as sleep } from 'node:timers/promises'
import type { SendResult } from '../core/alert/send-result.ts'
import { hasRoomForThread } from '../threads/has-room-for-thread.ts'
import type { Mail, MailOptions, OutgoingMessage, VerifyResult } from './mail.ts'
import { openMail } from './open-mail.ts'
import { ThreadMail } from './thread-mail.ts'

/** From so many messages in hand on a thread is worth its start. */
const BURST = 8

type BurstOptions = {
  /** After so long without a message the burst is over. */
  readonly calmMs: number
  /** So long a burst waits for the messages before it. A server that is slower needs no thread, and gets none. */
  readonly patienceMs: number
  readonly openThread: (mail: MailOptions, onBroken: () => void) => Pick<Mail, 'send' | 'close'>
}

const defaultOptions: BurstOptions = {
  calmMs: 10_000,
  patienceMs: 1_000,
  openThread: (mail, onBroken) => new ThreadMail(mail, onBroken),
}

/** Mail for a program that sends a few messages as a rule, and a thousand at once now and then. */
export function openMailForBursts(mail: MailOptions, hasRoom: boolean = hasRoomForThread()): Mail {
  return hasRoom && mail.smtp !== null ? new BurstMail(mail) : openMail(mail)
}

/**
 * Mail whose bursts go out from a thread of their own, so that messages are made while others are stored. Some servers take three
 * connections and no fourth, so those of one thread are closed before the other has any. A thread that broke down is the last one.
 */
export class BurstMail implements Mail {
  readonly #mail: MailOptions
  readonly #options: BurstOptions
  #here: Mail
  /** Null while messages go out from this thread. */
  #thread: Pick<Mail, 'send' | 'close'> | null = null
  /** Of the messages on their way from this thread. */
  readonly #attemptsHere = new Set<Promise<SendResult>>()
  /** Resolves when messages may go out: by now as a rule, later while they change threads. */
  #moved: Promise<void> = Promise.resolve()
  #isMoving = false
  #mayMove = true
  #isBroken = false
  #isClosed = false
  #inHandCount = 0
  #calm: NodeJS.Timeout | undefined

  constructor(mail: MailOptions, options: Partial<BurstOptions> = {}) {
    this.#mail = mail
    this.#options = { ...defaultOptions, ...options }
    this.#here = openMail(mail)
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    clearTimeout(this.#calm)
    this.#inHandCount += 1
    if (this.#inHandCount >= BURST && this.#mayMove) this.#move(() => this.#moveToThread())
    try {
      do await this.#moved
      while (this.#isMoving) // begun meanwhile
      return await (this.#thread?.send(message, signal) ?? this.#sendFromHere(message, signal))
    } finally {
      this.#inHandCount -= 1
      if (this.#inHandCount === 0) this.#awaitCalm()
    }
  }

  async verify(): Promise<VerifyResult> {
    return await this.#here.verify()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#mayMove = false
    clearTimeout(this.#calm)
    await this.#moved
    await Promise.all([this.#here.close(), this.#moveHere()])
  }

  async #sendFromHere(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    const attempt = this.#here.send(message, signal)
    this.#attemptsHere.add(attempt)
    return await attempt.finally(() => this.#attemptsHere.delete(attempt))
  }

  #move(move: () => Promise<void>): void {
    if (this.#isMoving) return
    this.#isMoving = true
    this.#moved = move().finally(() => {
      this.#isMoving = false
    })
  }

  async #moveToThread(): Promise<void> {
    this.#mayMove = false
    const tooLong = sleep(this.#options.patienceMs, 'too long', { ref: false })
    const waited = await Promise.race([Promise.allSettled(this.#attemptsHere), tooLong])
    if (waited === 'too long' || this.#isClosed) return
    await this.#here.close()
    this.#here = openMail(this.#mail)
    this.#thread = this.#options.openThread(this.#mail, () => {
      this.#isBroken = true
      this.#move(() => this.#moveHere())
    })
  }

  async #moveHere(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.close()
  }

  #awaitCalm(): void {
    if (this.#isClosed) return
    const settle = (): void => {
      if (this.#thread !== null) this.#move(() => this.#moveHere())
      this.#mayMove = !this.#isBroken
    }
    this.#calm = setTimeout(settle, this.#options.calmMs).unref()
  }
}
