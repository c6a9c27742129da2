import { type DayRange, dayIndexOf } from '../../core/day-range.ts'
import type { FeedId } from '../../core/ids.ts'
import { type Dated, Newest, newestOf } from './newest.ts'

/** Which versions are the two sides of a rule; the number of one is its place in MergedVersions. */
export type VersionPair = {
  readonly inForce: VersionSide | null
  readonly tried: VersionSide | null
}
export type VersionSide = { readonly version: number; readonly feedIds: ReadonlySet<FeedId> }

/** What became of one rule; plain data, as it comes out of a thread. */
export type PairTally = {
  readonly newly: SideTally
  readonly noLonger: SideTally
  /** Items that both sides hit. */
  readonly unchangedCount: number
}

export type SideTally = {
  /** Items on each day of the range. */
  readonly counts: readonly number[]
  /** The newest items, at most as many as were asked for. */
  readonly newest: readonly Dated[]
}

/** Counts, item by item, what two versions of rules hit differently. */
export class BacktestTally {
  readonly #days: DayRange
  readonly #pairs: readonly CountedPair[]
  /** By version: its pair, and the mark of its side. */
  readonly #sides: {
    readonly pair: CountedPair
    readonly mark: number
    readonly feedIds: Feeds
  }[] = []
  /** That any version looks at. */
  readonly #feedIds = new Set<FeedId>()
  /** Items of feeds that are looked at. */
  itemCount = 0

  constructor(pairs: readonly VersionPair[], days: DayRange, limit: number) {
    this.#days = days
    this.#pairs = pairs.map(({ inForce, tried }) => {
      const pair = new CountedPair(days.dates.length, limit)
      for (const [side, mark] of [
        [inForce, IN_FORCE],
        [tried, TRIED],
      ] as const) {
        if (side === null) continue
        this.#sides[side.version] = { pair, mark, feedIds: side.feedIds }
        for (const feedId of side.feedIds) this.#feedIds.add(feedId)
      }
      return pair
    })
  }

  /**
   * An item and the versions that hit it, whatever feeds they look at. Items of before the first day are passed over, and those
   * of feeds that no version looks at.
   */
  add(item: Dated & { readonly feedId: FeedId }, versions: readonly number[]): void {
    const day = dayIndexOf(this.#days, item.at)
    if (day < 0 || !this.#feedIds.has(item.feedId)) return
    this.itemCount += 1
    const touched: CountedPair[] = []
    for (const version of versions) {
      const side = this.#sides[version]
      if (side === undefined || !side.feedIds.has(item.feedId)) continue
      if (side.pair.marks === 0) touched.push(side.pair)
      side.pair.marks |= side.mark
    }
    for (const pair of touched) pair.settle(day, item)
  }

  tell(): readonly PairTally[] {
    return this.#pairs.map((pair) => pair.tell())
  }
}

type Feeds = ReadonlySet<FeedId>

const IN_FORCE = 1
const TRIED = 2

class CountedPair {
  /** The sides that hit the item in hand. */
  marks = 0
  #unchangedCount = 0
  readonly #newly: CountedSide
  readonly #noLonger: CountedSide

  constructor(dayCount: number, limit: number) {
    this.#newly = new CountedSide(dayCount, limit)
    this.#noLonger = new CountedSide(dayCount, limit)
  }

  settle(day: number, { id, at }: Dated): void {
    if (this.marks === TRIED) this.#newly.add(day, { id, at })
    else if (this.marks === IN_FORCE) this.#noLonger.add(day, { id, at })
    else this.#unchangedCount += 1
    this.marks = 0
  }

  tell(): PairTally {
    const unchangedCount = this.#unchangedCount
    return { newly: this.#newly.tell(), noLonger: this.#noLonger.tell(), unchangedCount }
  }
}

class CountedSide {
  readonly #counts: number[]
  readonly #newest: Newest<Dated>

  constructor(dayCount: number, limit: number) {
    this.#counts = new Array<number>(dayCount).fill(0)
    this.#newest = new Newest(limit)
  }

  add(day: number, item: Dated): void {
    this.#counts[day] = (this.#counts[day] ?? 0) + 1
    this.#newest.add(item)
  }

  tell(): SideTally {
    return { counts: this.#counts, newest: this.#newest.list() }
  }
}

/** What several threads counted, each of its own items, in one. */
export function mergeTallies(
  tallies: readonly (readonly PairTally[])[],
  limit: number,
): readonly PairTally[] {
  const [first = []] = tallies
  return first.map((_, index) => {
    const ofPair = tallies.flatMap((tally) => tally[index] ?? [])
    return {
      newly: mergeSides(
        ofPair.map(({ newly }) => newly),
        limit,
      ),
      noLonger: mergeSides(
        ofPair.map(({ noLonger }) => noLonger),
        limit,
      ),
      unchangedCount: ofPair.reduce((sum, { unchangedCount }) => sum + unchangedCount, 0),
    }
  })
}

function mergeSides(sides: readonly SideTally[], limit: number): SideTally {
  const [first] = sides
  const counts = (first?.counts ?? []).map((_, day) =>
    sides.reduce((sum, side) => sum + (side.counts[day] ?? 0), 0),
  )
  const newest = newestOf(
    sides.flatMap((side) => side.newest),
    limit,
  )
  return { counts, newest }
}
