import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { MailWeather } from './mail-weather.ts'
import { Mailbox, type ReceivedMessage } from './mailbox.ts'
import { makeWorld } from './make-world.ts'
import { START_MS } from './month-calendar.ts'
import { MonthMailServer, type OnTaken } from './month-mail-server.ts'
import type { MonthMessage, MonthOrders } from './month-orders.ts'
import type { MonthSize } from './month-size.ts'
import type { MonthWorld } from './month-world.ts'
import { type Kill, planDowntimes, planKills } from './plan-kills.ts'
import { writeMonthConfig } from './write-month-config.ts'

const RUNNER = new URL('./month-runner.ts', import.meta.url).pathname
/** Where the program's reading threads keep it too: two hundred starts are much of the time that the month takes. */
const COMPILED = new URL('../../../node_modules/.cache/policywatch', import.meta.url).pathname

/** What came of the month, apart from what stands in the database. */
export type Month = {
  readonly world: MonthWorld
  readonly dir: string
  readonly messages: readonly ReceivedMessage[]
  readonly kills: ReadonlyMap<Kill['kind'], number>
  readonly diskFullCount: number
  readonly mailFaults: ReadonlyMap<string, number>
  /** Errors in the log that no full disk explains. */
  readonly errors: readonly string[]
  readonly seconds: number
}

/**
 * Lets processes live through the month in `dir`, one after the other: each goes on from where the one before was killed. The mail
 * server outlives them. The plan is the same for the same seed; at which line a kill falls is not.
 */
export async function runMonth(
  size: MonthSize,
  dir: string,
  onDay: (day: number) => void,
): Promise<Month> {
  const run = new MonthRun(size, dir, onDay)
  return await run.run()
}

class MonthRun {
  readonly #world: MonthWorld
  readonly #dir: string
  readonly #onDay: (day: number) => void
  readonly #server: MonthMailServer
  readonly #mailbox = new Mailbox()
  readonly #kills: Kill[]
  readonly #downtimes: number[]
  readonly #killed = new Map<Kill['kind'], number>()
  readonly #errors: string[] = []
  #child: ChildProcess | null = null
  #processCount = 0
  #now = START_MS
  #day = -1
  #diskFullCount = 0
  #isDone = false
  /** The kill that has begun. */
  #dyingOf: Kill | null = null

  constructor(size: MonthSize, dir: string, onDay: (day: number) => void) {
    this.#world = makeWorld(size)
    this.#dir = dir
    this.#onDay = onDay
    this.#kills = [...planKills(size)]
    this.#downtimes = [...planDowntimes(size)]
    this.#server = new MonthMailServer(new MailWeather(size), this.#onTaken, () => this.#kill())
  }

  async run(): Promise<Month> {
    const startedAt = performance.now()
    await this.#server.listen()
    writeFileSync(
      path.join(this.#dir, 'config.yaml'),
      writeMonthConfig(this.#world, this.#server.port),
    )
    while (!this.#isDone) await this.#runProcess()
    await this.#server.close()
    return {
      world: this.#world,
      dir: this.#dir,
      messages: await this.#mailbox.list(),
      kills: this.#killed,
      diskFullCount: this.#diskFullCount,
      mailFaults: this.#server.faultCounts,
      errors: this.#errors,
      seconds: (performance.now() - startedAt) / 1000,
    }
  }

  /** From its start to its end, by whatever cause. */
  async #runProcess(): Promise<void> {
    const [kill] = this.#kills
    const orders: MonthOrders = {
      size: this.#world.size,
      dir: this.#dir,
      startAt: this.#now,
      death: kill?.kind === 'at a step' ? kill : null,
    }
    this.#processCount += 1
    const child = fork(RUNNER, [JSON.stringify(orders)], {
      silent: true,
      execArgv: [],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    })
    this.#child = child
    child.on('message', (message) => void this.#hear(message as MonthMessage)) // from month-runner
    child.stdout?.resume()
    const disconnected = once(child, 'disconnect')
    const complaint = text(child.stderr!) // silent: it is a pipe
    if (kill?.kind === 'while starting') setTimeout(() => this.#killFor(child), kill.delayMs)
    await once(child, 'exit')
    this.#child = null
    await disconnected // what it said last is heard
    await this.#server.settle()
    if (this.#isDone) return
    if (child.signalCode !== 'SIGKILL') throw new Error(`the watch ended: ${await complaint}`)
    this.#noteDeath()
  }

  #noteDeath(): void {
    const died = this.#kills.shift()
    if (died === undefined) throw new Error('the watch was killed by nobody here')
    this.#dyingOf = null
    this.#killed.set(died.kind, (this.#killed.get(died.kind) ?? 0) + 1)
    this.#now += this.#downtimes.shift() ?? 0
  }

  async #hear(message: MonthMessage): Promise<void> {
    switch (message.kind) {
      case 'now':
        await this.#setNow(message.at)
        break
      case 'recorded':
        this.#mailbox.noteRecorded(message.messageId)
        break
      case 'disk-full':
        this.#diskFullCount += 1
        break
      case 'error':
        this.#errors.push(message.line)
        break
      case 'done':
        this.#isDone = true
        break
    }
  }

  async #setNow(at: number): Promise<void> {
    const child = this.#child
    this.#now = at
    const day = Math.floor((at - START_MS) / 86_400_000)
    if (day !== this.#day) this.#onDay(day)
    this.#day = day
    await this.#server.setNow(at)
    const [kill] = this.#kills
    if (
      kill?.kind === 'at any moment' &&
      kill.since <= at &&
      this.#dyingOf !== kill &&
      child !== null
    ) {
      this.#dyingOf = kill
      setTimeout(() => this.#killFor(child), kill.delayMs)
    }
    if (child?.connected === true) child.send({ kind: 'go-on' }, () => {}) // it may die meanwhile
  }

  readonly #onTaken: OnTaken = (message) => {
    this.#mailbox.take(message, this.#processCount)
    const [kill] = this.#kills
    const isTime = kill !== undefined && kill.since <= this.#now && this.#child !== null
    if (!isTime || message.answer === 'cut') return 'answer'
    if (kill.kind === 'before the 250') {
      this.#kill()
      return 'killed-before'
    }
    return kill.kind === 'after the 250' ? 'kill-after' : 'answer'
  }

  #killFor(child: ChildProcess): void {
    if (this.#child === child) this.#kill()
  }

  #kill(): void {
    this.#child?.kill('SIGKILL')
  }
}
