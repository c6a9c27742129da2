import { type DiskMarks, diskMarksOf } from '../core/disk-marks.ts'
import { addMs, MINUTE_MS, msOf, SECOND_MS, type Timestamp } from '../core/time.ts'
import type { Log } from '../observe/log.ts'
import type { LogFields } from '../observe/with-log-fields.ts'
import { type DiskRoom, readDiskRoom } from '../store/disk-room.ts'
import { isDiskFull } from '../store/is-disk-full.ts'
import { proveRoom } from '../store/prove-room.ts'
import { giveUpReserve, makeReserve, readReserveState } from '../store/reserve-file.ts'
import { reuseJournal } from '../store/reuse-journal.ts'
import type { Db } from '../store/schema.ts'

/** Polling pauses, since then and for this reason. */
export type DiskPause = { readonly since: Timestamp; readonly reason: string }

export type EndedPause = { readonly since: Timestamp; readonly at: Timestamp }

export type DiskGuardOptions = {
  readonly dataDir: string
  readonly log: Log
  readonly now: () => Timestamp
  /** Looks at the disk; the tests' own where no disk is full. */
  readonly readRoom?: ((folder: string) => DiskRoom | null) | undefined
}

/** A full disk is looked at anew no sooner: a round of thousands of feeds asks before each. */
const LOOK_AGAIN_MS = SECOND_MS
/** A pause that came of a write that failed lasts so long at least when the one before ended a moment ago, and ever longer. */
const FIRST_REST_MS = 15 * SECOND_MS
const LONGEST_REST_MS = 10 * MINUTE_MS
const RELAPSE_WITHIN_MS = 10 * MINUTE_MS

/**
 * Knows whether there is room to record what a poll would bring. While there is not, nobody is asked for anything, and what is
 * left is for delivery. It sees a disk that fills up before a write fails; where a write fails all the same (a quota, another
 * program was faster), it gives up the reserve. It ends the pause by itself when there is room again and writing works.
 */
export class DiskGuard {
  readonly #options: DiskGuardOptions
  readonly #readRoom: (folder: string) => DiskRoom | null
  #pause: DiskPause | null = null
  #restsUntil: Timestamp | null = null
  #ended: EndedPause | null = null
  #relapseCount = 0
  #endedCount = 0
  #lookedAtMs = Number.NEGATIVE_INFINITY
  #look: Promise<void> | null = null

  constructor(options: DiskGuardOptions) {
    this.#options = options
    this.#readRoom = options.readRoom ?? readDiskRoom
    this.#giveUpIfScarce() // also to open the database takes some
  }

  /** null while there is room. */
  get pause(): DiskPause | null {
    return this.#pause
  }

  /** Told of every error of the database; what does not say that nothing can be written is none of its business. */
  noteError(error: unknown): void {
    if (!isDiskFull(error)) return
    giveUpReserve(this.#options.dataDir)
    const now = this.#options.now()
    const reason = error instanceof Error ? error.message : String(error)
    if (this.#pause !== null) return
    this.#relapseCount = isWithin(this.#ended?.at ?? null, now, RELAPSE_WITHIN_MS)
      ? this.#relapseCount + 1
      : 0
    const restMs =
      this.#relapseCount === 0 ? 0 : FIRST_REST_MS * 2 ** Math.min(this.#relapseCount - 1, 10)
    this.#restsUntil = addMs(now, Math.min(restMs, LONGEST_REST_MS))
    this.#begin(`the database cannot be written (${reason})`, { error })
  }

  /** The last pause that is over; null when there was none since the start. */
  get ended(): EndedPause | null {
    return this.#ended
  }

  /** How many pauses have ended: whoever left something undone meanwhile sees by it that there was one. */
  get endedCount(): number {
    return this.#endedCount
  }

  /** The disk of the data folder now; null where the system does not say. */
  readRoom(): DiskRoom | null {
    return this.#readRoom(this.#options.dataDir)
  }

  /** Whether what is fetched now can be recorded. */
  async mayPoll(db: Db): Promise<boolean> {
    if (performance.now() - this.#lookedAtMs >= LOOK_AGAIN_MS) await this.look(db)
    return this.#pause === null
  }

  /** Looks at the disk, and begins or ends a pause; never rejects. Calls that come meanwhile are the same look. */
  async look(db: Db): Promise<void> {
    this.#look ??= this.#lookOnce(db).finally(() => {
      this.#look = null
    })
    await this.#look
  }

  /** Makes the reserve where there is none, or it was given up, and there is room for it. */
  async keepReserve(): Promise<void> {
    const { dataDir, log } = this.#options
    const room = this.readRoom()
    if (this.#pause !== null || readReserveState(dataDir) === 'whole' || room === null) return
    const { resumesFrom, reserve } = diskMarksOf(room.totalBytes)
    if (room.freeBytes < resumesFrom + reserve) return
    await makeReserve(dataDir, reserve).catch((error: unknown) => {
      log.warn({ error }, 'the reserve for a full disk could not be made')
    })
  }

  /** The same where it was given up, by whoever does not run for long. */
  async renewReserve(): Promise<void> {
    if (readReserveState(this.#options.dataDir) === 'given-up') await this.keepReserve()
  }

  async #lookOnce(db: Db): Promise<void> {
    this.#lookedAtMs = performance.now()
    const room = this.readRoom()
    const marks = room === null ? null : diskMarksOf(room.totalBytes)
    this.#giveUpIfScarce()
    if (this.#pause === null) {
      if (room !== null && marks !== null && room.freeBytes < marks.pausesBelow)
        this.#begin(describeRoom(room, marks))
      return
    }
    await reuseJournal(db)
    if (room !== null && marks !== null && room.freeBytes < marks.resumesFrom) return
    if (this.#isResting()) return
    if (await this.#canWrite(db, marks)) this.#end()
  }

  #isResting(): boolean {
    const now = this.#options.now()
    const until = this.#restsUntil
    return until !== null && now < until && isWithin(until, now, LONGEST_REST_MS)
  }

  async #canWrite(db: Db, marks: DiskMarks | null): Promise<boolean> {
    const { dataDir } = this.#options
    try {
      await proveRoom(db)
      const isGivenUp = readReserveState(dataDir) === 'given-up'
      if (isGivenUp && marks !== null) await makeReserve(dataDir, marks.reserve)
      return true
    } catch {
      return false // it said so when the pause began
    }
  }

  #begin(reason: string, fields: LogFields = {}): void {
    const since = this.#options.now()
    this.#pause = { since, reason }
    this.#options.log.error(
      { reason, ...fields },
      'the disk is full: polling pauses, delivery goes on',
    )
  }

  #end(): void {
    if (this.#pause === null) return
    const { log, now } = this.#options
    const { since } = this.#pause
    this.#pause = null
    this.#restsUntil = null
    this.#ended = { since, at: now() }
    this.#endedCount += 1
    log.info({ since }, 'there is room on the disk again: polling goes on')
  }

  #giveUpIfScarce(): void {
    const { dataDir } = this.#options
    const room = this.readRoom()
    if (room !== null && room.freeBytes < diskMarksOf(room.totalBytes).scarce)
      giveUpReserve(dataDir)
  }
}

/** `12 MB are free on the disk of the data folder; polling goes on from 96 MB`. */
export function describeRoom(room: DiskRoom, marks: DiskMarks): string {
  return `${formatMegabytes(room.freeBytes)} are free on the disk of the data folder; polling goes on from ${formatMegabytes(marks.resumesFrom)}`
}

function formatMegabytes(byteCount: number): string {
  const megabytes = byteCount / 1_000_000
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`
}

/** Whether two instants are this close, whichever came first: a clock may have been set meanwhile. */
function isWithin(at: Timestamp | null, now: Timestamp, ms: number): boolean {
  return at !== null && Math.abs(msOf(now) - msOf(at)) <= ms
}
