import { setTimeout as sleep } from 'node:timers/promises'
import type { SendResult } from '../core/alert/send-result.ts'
import { hasRoomForThread } from '../threads/has-room-for-thread.ts'
import type { Mail, MailOptions, OutgoingMessage, VerifyResult } from './mail.ts'
import { openMail } from './open-mail.ts'
import { ReplaceableMail } from './replaceable-mail.ts'
import { ThreadMail } from './thread-mail.ts'

/** From so many messages in hand on a thread is worth its start. */
const BURST = 8
/** After so long without a message the burst is over. */
const CALM_MS = 10_000
/** So long the first message of a burst waits for those before it, so that the server has no more connections of ours than ever. */
const HANDING_OVER_MS = 1_000

type BurstOptions = {
  readonly calmMs: number
  readonly openThread: (mail: MailOptions, onBroken: (why: string) => void) => Mail
}

const defaultOptions: BurstOptions = {
  calmMs: CALM_MS,
  openThread: (mail, onBroken) => new ThreadMail(mail, onBroken),
}

/** Mail for a program that sends a few messages as a rule, and a thousand at once now and then. */
export function openMailForBursts(mail: MailOptions, hasRoom: boolean = hasRoomForThread()): Mail {
  return hasRoom && mail.smtp !== null ? new BurstMail(mail) : openMail(mail)
}

/**
 * Mail whose bursts go out from a thread of their own, so that messages are made while others are stored. A thread that broke
 * down is the last one.
 */
export class BurstMail implements Mail {
  readonly #options: MailOptions
  readonly #openThread: BurstOptions['openThread']
  readonly #calmMs: number
  readonly #mail: ReplaceableMail
  #where: 'here' | 'in a thread' | 'here for good' = 'here'
  #handedOver: Promise<unknown> = Promise.resolve()
  #inHandCount = 0
  #calm: NodeJS.Timeout | undefined

  constructor(mail: MailOptions, options: Partial<BurstOptions> = {}) {
    const { calmMs, openThread } = { ...defaultOptions, ...options }
    this.#options = mail
    this.#openThread = openThread
    this.#calmMs = calmMs
    this.#mail = new ReplaceableMail(openMail(mail))
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    clearTimeout(this.#calm)
    this.#inHandCount += 1
    if (this.#inHandCount >= BURST && this.#where === 'here') this.#moveToThread()
    try {
      await this.#handedOver
      return await this.#mail.send(message, signal)
    } finally {
      this.#inHandCount -= 1
      if (this.#inHandCount === 0 && this.#where === 'in a thread') {
        this.#calm = setTimeout(() => this.#moveHere('here'), this.#calmMs).unref()
      }
    }
  }

  async verify(): Promise<VerifyResult> {
    return await this.#mail.verify()
  }

  async close(): Promise<void> {
    clearTimeout(this.#calm)
    await this.#mail.close()
  }

  #moveToThread(): void {
    this.#where = 'in a thread'
    const thread = this.#openThread(this.#options, () => {
      if (this.#where === 'in a thread') this.#moveHere('here for good')
    })
    const before = this.#mail.replace(thread)
    this.#handedOver = Promise.race([before, sleep(HANDING_OVER_MS, undefined, { ref: false })])
  }

  #moveHere(where: 'here' | 'here for good'): void {
    this.#where = where
    void this.#mail.replace(openMail(this.#options))
  }
}
