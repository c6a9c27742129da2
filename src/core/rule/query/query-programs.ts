import { childrenOf } from '../syntax/query.ts'
import type { CompiledLeaf, CompiledNear, CompiledQuery } from './compiled-query.ts'

/**
 * Queries written as rows of numbers, one behind the other in one list, to be gone through without following
 * pointers: with a hundred thousand rules nothing of a tree is in the processor's cache, and every step from node to node
 * waits for the memory.
 *
 * A node is its operator and length in one number, then what the operator needs, then its children:
 *
 *     term       number of the leaf, fields, term
 *     anyTerm    number of the leaf, fields, terms
 *     and, or, not                          children
 *     atLeast    how many                   children
 *     near       number of the NEAR         its sides, as far as both must be there
 *     nearTerms  number of the NEAR, fields, distance, 1 if it is ordered, how many terms on the left, the terms of both sides
 */
export class QueryPrograms {
  #code = new Int32Array(FIRST_ROOM)
  #length = 0
  readonly #nears: CompiledNear[] = []
  readonly #leaves: CompiledLeaf[] = []

  /** Writes a query down, and `header` zeros in front of it for whoever adds it; returns where the query begins. */
  add(query: CompiledQuery, header = 0): number {
    for (let count = 0; count < header; count += 1) this.#push(0)
    const start = this.#length
    this.#write(query)
    return start
  }

  /** All programs; to be fetched anew behind each `add`. */
  get code(): Int32Array {
    return this.#code
  }

  nearAt(number: number): CompiledNear | undefined {
    return this.#nears[number]
  }

  leafAt(number: number): CompiledLeaf | undefined {
    return this.#leaves[number]
  }

  get bytes(): number {
    return this.#code.length * 4 + (this.#nears.length + this.#leaves.length) * 8
  }

  #write(query: CompiledQuery): void {
    const start = this.#length
    this.#push(0)
    const operator = this.#writeBody(query)
    this.#code[start] = operator | ((this.#length - start) << OPERATOR_BITS)
  }

  /** Writes what follows the operator, which it returns. */
  #writeBody(query: CompiledQuery): number {
    switch (query.kind) {
      case 'leaf':
        this.#push(this.#numberOf(query))
        this.#push(query.fields)
        for (const { term } of query.variants) this.#push(term)
        return query.variants.length === 1 ? Operator.term : Operator.anyTerm
      case 'near':
        this.#push(this.#nears.push(query) - 1)
        return this.#writeSides(query)
      default:
        if (query.kind === 'atLeast') this.#push(query.count)
        for (const child of childrenOf(query)) this.#write(child)
        return Operator[query.kind]
    }
  }

  #writeSides(query: CompiledNear): number {
    const sides = query.isNegated ? null : termsOfSides(query)
    if (sides === null) {
      this.#write(query.left)
      if (!query.isNegated) this.#write(query.right)
      return Operator.near
    }
    this.#push(sides.fields)
    this.#push(query.distance)
    this.#push(query.isOrdered ? 1 : 0)
    this.#push(sides.left.length)
    for (const term of [...sides.left, ...sides.right]) this.#push(term)
    return Operator.nearTerms
  }

  #numberOf(leaf: CompiledLeaf): number {
    // rules share leaves
    if (this.#leaves[leaf.number] !== leaf) leaf.number = this.#leaves.push(leaf) - 1
    return leaf.number
  }

  #push(value: number): void {
    if (this.#length === this.#code.length) {
      const larger = new Int32Array(this.#code.length * 2)
      larger.set(this.#code)
      this.#code = larger
    }
    this.#code[this.#length] = value
    this.#length += 1
  }
}

/** What a node of a program is. */
export const Operator = {
  term: 0,
  anyTerm: 1,
  and: 2,
  or: 3,
  not: 4,
  near: 5,
  atLeast: 6,
  nearTerms: 7,
} as const

/** The operator of a node that begins with `head`. */
export function operatorOf(head: number): number {
  return head & OPERATOR_MASK
}

/** How many numbers a node that begins with `head` takes. */
export function lengthOf(head: number): number {
  return head >> OPERATOR_BITS
}

const OPERATOR_BITS = 3
const OPERATOR_MASK = 7
const FIRST_ROOM = 64

/** The terms of both sides, where these are nothing but terms in the same fields, which they nearly always are. */
function termsOfSides(near: CompiledNear): {
  readonly fields: number
  readonly left: readonly number[]
  readonly right: readonly number[]
} | null {
  const left = leavesOfSide(near.left)
  const right = leavesOfSide(near.right)
  const fields = left?.[0]?.fields
  if (left === null || right === null || fields === undefined) return null
  if ([...left, ...right].some((leaf) => leaf.fields !== fields)) return null
  const termsOf = (leaves: readonly CompiledLeaf[]): readonly number[] =>
    leaves.flatMap(({ variants }) => variants.map(({ term }) => term))
  return { fields, left: termsOf(left), right: termsOf(right) }
}

/** The leaves of a leaf or of alternatives of leaves; null for anything else. */
function leavesOfSide(query: CompiledQuery): readonly CompiledLeaf[] | null {
  if (query.kind === 'leaf') return [query]
  if (query.kind !== 'or') return null
  const leaves: CompiledLeaf[] = []
  for (const child of query.children) {
    if (child.kind !== 'leaf') return null
    leaves.push(child)
  }
  return leaves
}
