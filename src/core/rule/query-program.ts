import { type CompiledNear, type CompiledQuery, compiledChildren } from './compiled-query.ts'
import type { TermHits } from './term-hits.ts'

/**
 * Queries written as rows of numbers, one behind the other in one list, to be decided without following
 * pointers: with a hundred thousand rules nothing of a tree is in the processor's cache, and every step from node to node
 * waits for the memory. NEAR alone, which has to look at places, is handed to somebody who has the tree.
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

  /** Whether the query that begins at `start` holds; `isNear` decides NEAR where both its sides are there. */
  isTrue(start: number, hits: TermHits, isNear: (near: CompiledNear) => boolean): boolean {
    const code = this.#code
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
          if (!this.isTrue(at, hits, isNear)) return false
        }
        return true
      case Operator.or:
        for (let at = start + 1; at < end; at += (code[at] ?? 0) >> OPERATOR_BITS) {
          if (this.isTrue(at, hits, isNear)) return true
        }
        return false
      case Operator.not:
        return !this.isTrue(start + 1, hits, isNear)
      case Operator.near: {
        const near = this.#nears[code[start + 1] ?? 0]
        return near !== undefined && isNear(near)
      }
      default: {
        let missing = code[start + 1] ?? 0
        for (let at = start + 2; at < end; at += (code[at] ?? 0) >> OPERATOR_BITS) {
          if (this.isTrue(at, hits, isNear)) missing -= 1
          if (missing === 0) return true
        }
        return false
      }
    }
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
      case 'near':
        // NEAR cannot hold where one of its sides is missing, which is quickly seen
        operator = Operator.and
        this.#write(query.left)
        if (!query.isNegated) this.#write(query.right)
        this.#push(Operator.near | (2 << OPERATOR_BITS))
        this.#push(this.#nears.push(query) - 1)
        break
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

const Operator = { term: 0, anyTerm: 1, and: 2, or: 3, not: 4, near: 5, atLeast: 6 } as const
const OPERATOR_BITS = 3
const OPERATOR_MASK = 7
const FIRST_ROOM = 1024
