/** Whoever has a place may work. */
export interface Places {
  /** Waits for a place; what it resolves to gives it back. */
  readonly take: () => Promise<() => void>
}

/** How much is done at the same time: for one host, and over all. */
export type HostBounds = { readonly perHost: number; readonly atOnce: number | Places }

/**
 * Does a piece of work for each thing, hosts side by side. For one host they are taken in their order; hosts take turns, so
 * that one that is slow, however much there is to do for it, takes `perHost` places and holds back nobody else. The
 * results stand in the order of the things. Rejects if a piece of work did, when what is under way has ended; nothing else is
 * begun then. Who needs no place any more before its end may leave it early.
 */
export async function workByHost<T, R>(
  things: readonly T[],
  hostOf: (thing: T) => string,
  { perHost, atOnce }: HostBounds,
  work: (thing: T, leaveEarly: () => void) => Promise<R>,
): Promise<readonly R[]> {
  const places = typeof atOnce === 'number' ? new FixedPlaces(atOnce) : atOnce
  const results: R[] = []
  const byHost = Map.groupBy(things.entries(), ([, thing]) => hostOf(thing))
  const queues = [...byHost.values()].map((entries) => entries.values())
  // a host's queue stands here once for each of its places that is free; whoever takes one puts it back at the end
  const turns = new Turns(Array.from({ length: perHost }, () => queues).flat())
  const failures: unknown[] = []
  let underWayCount = 0
  let onEnd = (): void => {}
  const untilOneEnds = async (): Promise<void> =>
    await new Promise((resolve) => {
      onEnd = resolve
    })
  const begin = async (
    index: number,
    thing: T,
    turn: Turn<T>,
    leave: () => void,
  ): Promise<void> => {
    let isInPlace = true
    const leaveOnce = (): void => {
      if (isInPlace) leave()
      isInPlace = false
    }
    underWayCount += 1
    try {
      results[index] = await work(thing, leaveOnce)
    } catch (error) {
      failures.push(error)
    }
    // in one go: whoever sees that nobody is under way must see the turns that came back
    underWayCount -= 1
    turns.put(turn)
    leaveOnce()
    onEnd()
  }

  for (;;) {
    const turn = failures.length === 0 ? turns.take() : undefined
    if (turn === undefined) {
      if (underWayCount === 0) break
      await untilOneEnds()
      continue
    }
    const next = turn.next()
    if (next.done === true) continue
    const leave = await places.take()
    if (failures.length > 0) {
      leave()
      continue
    }
    void begin(...next.value, turn, leave)
  }
  if (failures.length > 0) throw failures[0]
  return results
}

/** What is left to do at one host. */
type Turn<T> = ArrayIterator<[number, T]>

/** First come, first served. Taking from the front of one list would move all that stand behind, a hundred thousand times. */
class Turns<Item> {
  #front: readonly Item[]
  #taken = 0
  #back: Item[] = []

  constructor(turns: readonly Item[]) {
    this.#front = turns
  }

  take(): Item | undefined {
    if (this.#taken === this.#front.length) {
      this.#front = this.#back
      this.#back = []
      this.#taken = 0
    }
    const turn = this.#front[this.#taken]
    if (turn !== undefined) this.#taken += 1
    return turn
  }

  put(turn: Item): void {
    this.#back.push(turn)
  }
}

class FixedPlaces implements Places {
  #freeCount: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#freeCount = count
  }

  async take(): Promise<() => void> {
    if (this.#freeCount > 0) this.#freeCount -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return (): void => {
      const next = this.#waiting.shift()
      if (next === undefined) this.#freeCount += 1
      else next()
    }
  }
}
