/**
 * The terms that end at the nodes of a trie. Most nodes have one or none, so a number for each node is
 * enough for these, and only the others take a list.
 */
export class NodeEndings {
  readonly #single: number[] = []
  readonly #several = new Map<number, Set<number>>()

  /** `isWhole`: the term stands wherever the node is reached; else it is to be looked at closely there. */
  add(node: number, term: number, isWhole: boolean): void {
    const ending = term * 2 + (isWhole ? 1 : 0)
    const single = this.#single[node] ?? NONE
    if (single === ending) return
    if (single === SEVERAL) {
      this.#several.get(node)?.add(ending)
      return
    }
    while (this.#single.length <= node) this.#single.push(NONE)
    this.#single[node] = single === NONE ? ending : SEVERAL
    if (single !== NONE) this.#several.set(node, new Set([single, ending]))
  }

  /** Whether a term ends at the node. */
  hasAny(node: number): boolean {
    return (this.#single[node] ?? NONE) !== NONE
  }

  /** Calls `found` for each term that ends at the node. */
  tell<Place>(
    node: number,
    place: Place,
    found: (term: number, isWhole: boolean, place: Place) => void,
  ): void {
    const single = this.#single[node] ?? NONE
    if (single === NONE) return
    if (single !== SEVERAL) {
      found(single >> 1, (single & 1) === 1, place)
      return
    }
    for (const ending of this.#several.get(node) ?? [])
      found(ending >> 1, (ending & 1) === 1, place)
  }

  get bytes(): number {
    return this.#single.length * 8 + this.#several.size * BYTES_OF_LIST
  }
}

const NONE = -1
const SEVERAL = -2
const BYTES_OF_LIST = 200
