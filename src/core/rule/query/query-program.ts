import type { TermHits } from '../term/term-hits.ts'
import {
  type CompiledLeaf,
  type CompiledNear,
  type CompiledQuery,
  compiledChildren,
} from './compiled-query.ts'

/** What programs are decided by: the terms that were found, and where they stand. */
export type ProgramFacts = {
  readonly hits: TermHits
  /** Whether two terms stand near each other in some fields. */
  readonly areNear: (left: number, right: number, near: Nearness) => boolean
  /** Whether NEAR holds whose sides are more than terms. */
  readonly isNear: (near: CompiledNear) => boolean
}

export type Nearness = {
  readonly fields: number
  readonly distance: number
  readonly isOrdered: boolean
}

/**
 * Queries written as rows of numbers, one behind the other in one list, to be decided without following
 * pointers: with a hundred thousand rules nothing of a tree is in the processor's cache, and every step from node to node
 * waits for the memory. Only a NEAR of more than terms is handed to somebody who has the tree.
 *
 * A node is its operator and length in one number, then what the operator needs, then its children.
 */
export class QueryPrograms {
  #code = new Int32Array(FIRST_ROOM)
  #length = 0
  readonly #nears: CompiledNear[] = []

  /** Writes a query down; returns where it begins. */
  add(query: CompiledQuery): number {
    const start = this.#length
    this.#write(query)
    return start
  }

  /** Whether the query that begins at `start` holds. */
  isTrue(start: number, facts: ProgramFacts): boolean {
    const code = this.#code
    const { hits } = facts
    const head = code[start] ?? 0
    const end = start + (head >> OPERATOR_BITS)
    switch (head & OPERATOR_MASK) {
      case Operator.term:
        return (hits.fieldsOf(code[start + 1] ?? 0) & (code[start + 2] ?? 0)) !== 0
      case Operator.anyTerm: {
        const fields = code[start + 1] ?? 0
        for (let at = start + 2; at < end; at += 1) {
          if ((hits.fieldsOf(code[at] ?? 0) & fields) !== 0) return true
        }
        return false
      }
      case Operator.and:
        for (let at = start + 1; at < end; at += (code[at] ?? 0) >> OPERATOR_BITS) {
          if (!this.isTrue(at, facts)) return false
        }
        return true
      case Operator.or:
        for (let at = start + 1; at < end; at += (code[at] ?? 0) >> OPERATOR_BITS) {
          if (this.isTrue(at, facts)) return true
        }
        return false
      case Operator.not:
        return !this.isTrue(start + 1, facts)
      case Operator.near: {
        const near = this.#nears[code[start + 1] ?? 0]
        return near !== undefined && facts.isNear(near)
      }
      case Operator.nearTerms:
        return this.#areTermsNear(start, end, facts)
      case Operator.atLeast: {
        let missing = code[start + 1] ?? 0
        for (let at = start + 2; at < end; at += (code[at] ?? 0) >> OPERATOR_BITS) {
          if (this.isTrue(at, facts)) missing -= 1
          if (missing === 0) return true
        }
        return false
      }
      default:
        return false
    }
  }

  /** Fields, distance, order, number of terms on the left, then the terms of both sides. */
  #areTermsNear(start: number, end: number, facts: ProgramFacts): boolean {
    const code = this.#code
    const fields = code[start + 1] ?? 0
    const near = { fields, distance: code[start + 2] ?? 0, isOrdered: code[start + 3] === 1 }
    const firstRight = start + 5 + (code[start + 4] ?? 0)
    for (let left = start + 5; left < firstRight; left += 1) {
      const one = code[left] ?? 0
      if ((facts.hits.fieldsOf(one) & fields) === 0) continue
      for (let right = firstRight; right < end; right += 1) {
        const other = code[right] ?? 0
        const isThere = (facts.hits.fieldsOf(other) & fields) !== 0
        if (isThere && facts.areNear(one, other, near)) return true
      }
    }
    return false
  }

  get bytes(): number {
    return this.#code.length * 4 + this.#nears.length * 8
  }

  #write(query: CompiledQuery): void {
    const start = this.#length
    this.#push(0)
    let operator: number
    switch (query.kind) {
      case 'leaf': {
        const [variant] = query.variants
        operator = query.variants.length === 1 ? Operator.term : Operator.anyTerm
        if (operator === Operator.term) this.#push(variant?.term ?? 0)
        this.#push(query.fields)
        if (operator === Operator.anyTerm) for (const { term } of query.variants) this.#push(term)
        break
      }
      case 'near': {
        const sides = query.isNegated ? null : termsOfSides(query)
        if (sides !== null) {
          operator = Operator.nearTerms
          this.#push(sides.fields)
          this.#push(query.distance)
          this.#push(query.isOrdered ? 1 : 0)
          this.#push(sides.left.length)
          for (const term of [...sides.left, ...sides.right]) this.#push(term)
          break
        }
        // NEAR cannot hold where one of its sides is missing, which is quickly seen
        operator = Operator.and
        this.#write(query.left)
        if (!query.isNegated) this.#write(query.right)
        this.#push(Operator.near | (2 << OPERATOR_BITS))
        this.#push(this.#nears.push(query) - 1)
        break
      }
      default:
        operator = Operator[query.kind]
        if (query.kind === 'atLeast') this.#push(query.count)
        for (const child of compiledChildren(query)) this.#write(child)
    }
    this.#code[start] = operator | ((this.#length - start) << OPERATOR_BITS)
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

const Operator = {
  term: 0,
  anyTerm: 1,
  and: 2,
  or: 3,
  not: 4,
  near: 5,
  atLeast: 6,
  nearTerms: 7,
} as const
const OPERATOR_BITS = 3
const OPERATOR_MASK = 7
const FIRST_ROOM = 1024

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
