import type { RuleId } from '../../ids.ts'
import type { RuleHit } from '../match-document.ts'
import type { TermHits } from '../term/term-hits.ts'
import type { CompiledQuery } from './compiled-query.ts'
import { isTrue } from './decide-query.ts'
import type { FoundTerms } from './found-terms.ts'
import { QueryPrograms } from './query-programs.ts'
import { spansOf } from './query-spans.ts'
import { filingOf } from './rule-anchors.ts'

/** A rule as it is filed; numbers are given in the order in which rules are added. */
export type FiledRule = {
  readonly id: RuleId
  readonly number: number
  readonly query: CompiledQuery
  /** Terms that it is filed under. */
  anchors: readonly number[]
  /** How often it may be looked at in vain before it is filed anew. */
  patience: number
}

/**
 * Rules by the terms that they cannot hold without. Which of its terms is the rarest is a guess when a rule
 * is added, and known better when documents have been seen: a rule that is looked at in vain again and again
 * is moved to where it is not.
 */
export class RuleFiles {
  readonly #costOf: (term: number) => number
  readonly #programs = new QueryPrograms()
  readonly #rules: (FiledRule | undefined)[] = []
  readonly #ids: RuleId[] = []
  /** By term: numbers of rules, each followed by its witnesses (NONE where there are fewer). */
  readonly #byTerm: (number[] | undefined)[] = []
  /**
   * By rule: the last document it was looked at for, where its program begins, and how often it was looked at
   * in vain since it was filed. Side by side, so that one look fetches all.
   */
  #states = new Int32Array(FIRST_ROOM * WIDTH)
  #stamp = 0
  #removedCount = 0

  constructor(costOf: (term: number) => number) {
    this.#costOf = costOf
  }

  add(id: RuleId, query: CompiledQuery): FiledRule {
    const number = this.#rules.length
    const rule = { id, number, query, anchors: [], patience: FIRST_PATIENCE }
    this.#rules.push(rule)
    this.#ids.push(id)
    if (this.#rules.length * WIDTH > this.#states.length) this.#grow()
    this.#states[number * WIDTH + PROGRAM] = this.#programs.add(query)
    this.#file(rule)
    return rule
  }

  /**
   * Takes a rule out. Its number and its program are not used again; it stays in the lists of its terms until all are
   * made anew, because a term may have a hundred thousand rules.
   */
  remove(rule: FiledRule): void {
    this.#rules[rule.number] = undefined
    this.#states[rule.number * WIDTH + PROGRAM] = REMOVED
    this.#removedCount += 1
  }

  /** Whether more room is lost to rules that were removed than is in use. */
  get isWasteful(): boolean {
    return this.#removedCount > MIN_REMOVED && this.#removedCount * 2 > this.#rules.length
  }

  /** The rules that hold for a document, and what they hit, in the order of their numbers. */
  findHolding(found: FoundTerms): readonly RuleHit[] {
    const held: number[] = []
    const misfiled: number[] = []
    this.#stamp += 1
    const stamp = this.#stamp
    const states = this.#states
    const programs = this.#programs
    for (const term of found.hits.terms) {
      const entries = this.#byTerm[term]
      if (entries === undefined) continue
      for (let entry = 0; entry < entries.length; entry += ENTRY_WIDTH) {
        if (!hasWitness(found.hits, entries, entry)) continue
        const number: number = entries[entry] ?? 0
        const at = number * WIDTH
        if (states[at] === stamp) continue
        states[at] = stamp
        const program = states[at + PROGRAM] ?? REMOVED
        if (program === REMOVED) continue
        if (isTrue(programs, program, found)) held.push(number)
        else if (this.#countMiss(at)) misfiled.push(number)
      }
    }
    for (const number of misfiled) this.#move(number)
    return held.sort((one, other) => one - other).flatMap((number) => this.#hitOf(number, found))
  }

  get bytes(): number {
    return this.#programs.bytes + this.#states.length * 4
  }

  #hitOf(number: number, found: FoundTerms): RuleHit | [] {
    const ruleId = this.#ids[number]
    if (ruleId === undefined) return []
    const program = this.#states[number * WIDTH + PROGRAM] ?? 0
    return { ruleId, spans: spansOf(this.#programs, program, found) }
  }

  /** Counts that a rule was looked at in vain; says whether that was often. */
  #countMiss(at: number): boolean {
    const count = (this.#states[at + MISSES] ?? 0) + 1
    this.#states[at + MISSES] = count
    return count % MIN_MISSES === 0
  }

  /** Files a rule anew by what its terms cost now, if it has been looked at in vain more often than it may be. */
  #move(number: number): void {
    const rule = this.#rules[number]
    const misses = number * WIDTH + MISSES
    if (rule === undefined || (this.#states[misses] ?? 0) < rule.patience) return
    this.#unfile(rule)
    this.#file(rule)
    this.#states[misses] = 0
    rule.patience = Math.min(rule.patience * GROWTH_OF_PATIENCE, MAX_PATIENCE)
  }

  #file(rule: FiledRule): void {
    const { anchors, witnesses } = filingOf(rule.query, this.#costOf, MAX_WITNESSES)
    rule.anchors = anchors
    const [first = NONE, second = NONE, third = NONE] = witnesses
    for (const term of anchors) {
      const entries = this.#byTerm[term]
      if (entries === undefined) this.#byTerm[term] = [rule.number, first, second, third]
      else if (entries.length >= FEW) entries.push(rule.number, first, second, third)
      // a list that is pushed to gets room for many more, and most have two or three
      else this.#byTerm[term] = [...entries, rule.number, first, second, third]
    }
  }

  #unfile(rule: FiledRule): void {
    for (const term of rule.anchors) {
      const entries = this.#byTerm[term] ?? []
      let at = 0
      while (at < entries.length && entries[at] !== rule.number) at += ENTRY_WIDTH
      const last = entries.splice(-ENTRY_WIDTH)
      if (at < entries.length) entries.splice(at, ENTRY_WIDTH, ...last)
      if (entries.length === 0) this.#byTerm[term] = undefined
    }
    rule.anchors = []
  }

  #grow(): void {
    const larger = new Int32Array(this.#states.length * 2)
    larger.set(this.#states)
    this.#states = larger
  }
}

/** Whether one of the witnesses of an entry was found; a rule without any needs none. */
function hasWitness(hits: TermHits, entries: readonly number[], entry: number): boolean {
  const first = entries[entry + 1] ?? NONE
  if (first === NONE || hits.has(first)) return true
  const second = entries[entry + 2] ?? NONE
  if (second === NONE) return false
  if (hits.has(second)) return true
  const third = entries[entry + 3] ?? NONE
  return third !== NONE && hits.has(third)
}

const FIRST_ROOM = 64
/** Numbers of an entry: a rule and its witnesses. */
const ENTRY_WIDTH = 4
const MAX_WITNESSES = ENTRY_WIDTH - 1
const NONE = -1
const FEW = 8 * ENTRY_WIDTH
/** So many removed rules are not worth filing the others anew. */
const MIN_REMOVED = 1_000
const WIDTH = 4
const PROGRAM = 1
const MISSES = 2
/** Instead of a program. */
const REMOVED = -1
/** Of so many misses one is thought about. */
const MIN_MISSES = 8
const FIRST_PATIENCE = 8
const MAX_PATIENCE = 8_192
const GROWTH_OF_PATIENCE = 4
