/**
 * Where a walk through a trie has been. In hostile texts (hyphens alone, rows of particles) many ways lead to one
 * place, and without memory all of them would be walked on from there; ordinary walks are over before anything is remembered.
 */
export class WalkMemory {
  #stepCount = 0
  readonly #visited = new Set<number>()

  /** Begins a new walk. */
  begin(): void {
    if (this.#stepCount > MANY_STEPS) this.#visited.clear()
    this.#stepCount = 0
  }

  /** Whether the walk, being long, has come to this node at this place of the text before. */
  wasThere(node: number, place: number): boolean {
    this.#stepCount += 1
    if (this.#stepCount <= MANY_STEPS) return false
    const both = node * MAX_PLACES + place
    if (this.#visited.has(both)) return true
    this.#visited.add(both)
    return false
  }
}

/** Steps of one walk before places are remembered. */
const MANY_STEPS = 64
/** More places than any text has, so that a node and a place make one number. */
const MAX_PLACES = 2 ** 28
