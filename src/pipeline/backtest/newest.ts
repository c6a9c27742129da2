import type { Timestamp } from '../../core/time.ts'

/** Something of a time; where times are the same, the larger id is the newer. */
export type Dated = { readonly id: number; readonly at: Timestamp }

/** Keeps the newest of what it is given, at most so many. */
export class Newest<T extends Dated> {
  readonly #limit: number
  #kept: T[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  add(entry: T): void {
    this.#kept.push(entry)
    // sorted now and then: to find each its place would take long where many are wanted
    if (this.#kept.length >= 2 * this.#limit + ROOM) this.#kept = this.list()
  }

  /** Newest first. */
  list(): T[] {
    return newestOf(this.#kept, this.#limit)
  }
}

const ROOM = 16

export function newestOf<T extends Dated>(entries: readonly T[], limit: number): T[] {
  return entries.toSorted(newestFirst).slice(0, limit)
}

function newestFirst(one: Dated, other: Dated): number {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1
  return other.id - one.id
}
