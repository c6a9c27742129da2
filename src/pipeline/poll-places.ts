/**
 * How many feeds are under way at the same time, over all rounds. The number follows the need: while feeds wait for a place and
 * the loop has time, there are more of them, for then it is the servers that take long; while the loop is busy there are fewer,
 * as more would only take memory. With answers after 200 to 500 ms a fixed 128 take 27 s for 10,000 feeds, and these 8.
 *
 * A feed that takes long moves aside, where there is room for many, and its place is free for others: only who hangs
 * beside hundreds that hang keeps anybody waiting. What is fetched and not read yet is bounded by its bytes: beyond
 * that nobody begins until the readers have caught up.
 */
import { performance } from 'node:perf_hooks'
import type { Deps } from './deps.ts'
import type { Places } from './work-by-host.ts'

type PollPlacesOptions = {
  /** Of documents that wait for a reader. */
  readonly readUnreadBytes: () => number
  /** The share of the time, 0 to 1, in which the busiest loop that each feed needs was busy since this was asked last. */
  readonly readBusyShare: () => number
  readonly now?: () => number
}

/** What a loop without latency needs, and what one starts with. */
const LEAST_PLACES = 32
const FIRST_PLACES = 128
/** A request takes some 40 KB: 20 MB. A loop that polls 1,000 feeds a second has work enough with answers after half a second. */
const MOST_PLACES = 512
/** Also each of these is a socket; a hundred thousand feeds of which one in a hundred hangs for 15 s take a hundred of them. */
const MOST_ASIDE = 256
/** Whoever has taken so long may take as long as its deadline. */
const SLOW_MS = 2_000
/** Eight hundred ordinary feeds, or two of the largest that are read. */
const MOST_UNREAD_BYTES = 32 * 1024 * 1024

const ADAPT_EVERY_MS = 100
const IDLE_ENOUGH = 0.75
const TOO_BUSY = 0.95

/** Over the loop of this thread, and of the one that talks to servers. */
export function createPollPlaces({
  reading,
  fetcher,
}: Pick<Deps, 'reading' | 'fetcher'>): PollPlaces {
  const readOwnShare = createBusyShare()
  return new PollPlaces({
    readUnreadBytes: (): number => reading.unreadBytes,
    readBusyShare: (): number => Math.max(readOwnShare(), fetcher.readBusyShare()),
  })
}

export class PollPlaces implements Places {
  readonly #readUnreadBytes: () => number
  readonly #readBusyShare: () => number
  readonly #now: () => number
  #most = FIRST_PLACES
  #quickCount = 0
  #asideCount = 0
  /** Have taken long, and found no room aside. */
  readonly #slow = new Set<Place>()
  readonly #waiting: (() => void)[] = []
  #adaptedAt = Number.NEGATIVE_INFINITY

  constructor(options: PollPlacesOptions) {
    this.#readUnreadBytes = options.readUnreadBytes
    this.#readBusyShare = options.readBusyShare
    this.#now = options.now ?? ((): number => performance.now())
  }

  /** Waits for a place, first come first served; what it resolves to gives it back. */
  async take(): Promise<() => void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      this.#serve()
    })
    const place: Place = { isAside: false }
    const timer = setTimeout(() => this.#moveAside(place), SLOW_MS)
    return (): void => {
      clearTimeout(timer)
      this.#giveBack(place)
    }
  }

  #moveAside(place: Place): void {
    if (this.#asideCount >= MOST_ASIDE) {
      this.#slow.add(place)
      return
    }
    this.#slow.delete(place)
    place.isAside = true
    this.#quickCount -= 1
    this.#asideCount += 1
    this.#serve()
  }

  #giveBack(place: Place): void {
    this.#adapt() // before others see what has become free
    if (place.isAside) this.#asideCount -= 1
    else this.#quickCount -= 1
    this.#slow.delete(place)
    const [next] = this.#slow
    if (place.isAside && next !== undefined) this.#moveAside(next)
    this.#serve()
  }

  #serve(): void {
    while (this.#waiting.length > 0 && this.#hasRoom()) {
      this.#quickCount += 1
      this.#waiting.shift()?.()
    }
  }

  #hasRoom(): boolean {
    if (this.#quickCount >= this.#most) return false
    // somebody must be under way, to whose end others can be told that there is room
    const isNobody = this.#quickCount + this.#asideCount === 0
    return isNobody || this.#readUnreadBytes() < MOST_UNREAD_BYTES
  }

  #adapt(): void {
    const now = this.#now()
    if (now - this.#adaptedAt < ADAPT_EVERY_MS) return
    this.#adaptedAt = now
    const busyShare = this.#readBusyShare()
    const isNeeded = this.#waiting.length > 0 && this.#quickCount >= this.#most
    if (isNeeded && busyShare < IDLE_ENOUGH) {
      this.#most = Math.min(MOST_PLACES, Math.ceil(this.#most * 1.5))
    } else if (busyShare > TOO_BUSY) {
      this.#most = Math.max(LEAST_PLACES, Math.floor(this.#most * 0.9))
    }
  }
}

type Place = { isAside: boolean }

function createBusyShare(): () => number {
  let last = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  }
}
