import type { RuleId } from '../../ids.ts'
import type { RuleHit } from '../match-document.ts'
import type { TermHits } from '../term/term-hits.ts'
import type { CompiledQuery } from './compiled-query.ts'
import { isTrue } from './decide-query.ts'
import type { FoundTerms } from './found-terms.ts'
import { lengthOf, QueryPrograms } from './query-programs.ts'
import { spansOf } from './query-spans.ts'
import { type Filing, filingOf } from './rule-anchors.ts'

/** A rule as it is filed; numbers are given in the order in which rules are added. */
export type FiledRule = {
  readonly id: RuleId
  readonly number: number
  readonly query: CompiledQuery
  /** Where its program begins. */
  readonly program: number
  /** Terms that it is filed under. */
  anchors: readonly number[]
  /** How often it may be looked at in vain before it is filed anew. */
  patience: number
}

/**
 * Rules by the terms that they cannot hold without. Which of its terms is the rarest is a guess when a rule
 * is added, and known better when documents have been seen: a rule that is looked at in vain again and again
 * is moved to where it is not.
 *
 * What is to be known of a rule while documents are matched stands in front of its program, so that one look
 * fetches both: its number (REMOVED when it was), the last document it was looked at for, and how often it was looked
 * at in vain since it was filed.
 */
export class RuleFiles {
  readonly #costOf: (term: number) => number
  readonly #programs = new QueryPrograms()
  readonly #rules: (FiledRule | undefined)[] = []
  readonly #ids: RuleId[] = []
  /** By term: where the programs of its rules begin, each followed by the witnesses of the rule (NONE where there are fewer). */
  readonly #byTerm: (number[] | undefined)[] = []
  #stamp = 0
  /** Numbers that the programs take, and those of rules that were removed. */
  #room = 0
  #removedRoom = 0
  #entryCount = 0

  constructor(costOf: (term: number) => number) {
    this.#costOf = costOf
  }

  add(id: RuleId, query: CompiledQuery): FiledRule {
    const number = this.#rules.length
    const program = this.#programs.add(query, HEADER)
    this.#programs.code[program + NUMBER] = number
    const rule = { id, number, query, program, anchors: [], patience: FIRST_PATIENCE }
    this.#rules.push(rule)
    this.#ids.push(id)
    this.#file(rule, filingOf(query, this.#costOf, MAX_WITNESSES))
    this.#room += this.#roomOf(rule)
    return rule
  }

  /**
   * Takes a rule out. Its number and its program are not used again; it stays in the lists of its terms until all are
   * made anew, because a term may have a hundred thousand rules.
   */
  remove(rule: FiledRule): void {
    this.#rules[rule.number] = undefined
    this.#programs.code[rule.program + NUMBER] = REMOVED
    this.#removedRoom += this.#roomOf(rule)
  }

  /** Whether more room is lost to rules that were removed than is in use. */
  get isWasteful(): boolean {
    return this.#removedRoom > MIN_REMOVED_ROOM && this.#removedRoom * 2 > this.#room
  }

  /** The rules that hold for a document, and what they hit, in the order of their numbers. */
  findHolding(found: FoundTerms): readonly RuleHit[] {
    return this.#decide(found).flatMap((program) => this.#hitOf(program, found))
  }

  /** The rules that hold for a document, without what they hit, which is a part of the work. */
  listHolding(found: FoundTerms): readonly RuleId[] {
    return this.#decide(found).flatMap(
      (program) => this.#ids[this.#programs.code[program + NUMBER] ?? REMOVED] ?? [],
    )
  }

  /** The programs of the rules that hold, in the order of their numbers. */
  #decide(found: FoundTerms): readonly number[] {
    const held: number[] = []
    const misfiled: number[] = []
    const stamp = this.#nextStamp()
    const programs = this.#programs
    const { code } = programs
    for (const term of found.hits.terms) {
      const entries = this.#byTerm[term]
      if (entries === undefined) continue
      for (let entry = 0; entry < entries.length; entry += ENTRY_WIDTH) {
        if (!hasWitness(found.hits, entries, entry)) continue
        const program: number = entries[entry] ?? 0
        if (code[program + STAMP] === stamp || code[program + NUMBER] === REMOVED) continue
        code[program + STAMP] = stamp
        if (isTrue(programs, program, found)) held.push(program)
        else if (this.#countMiss(program)) misfiled.push(program)
      }
    }
    if (misfiled.length > 0) this.#move(misfiled)
    // programs are written in the order of the numbers
    return held.sort((one, other) => one - other)
  }

  get bytes(): number {
    return this.#programs.bytes + this.#entryCount * BYTES_OF_ENTRY
  }

  #nextStamp(): number {
    if (this.#stamp === MAX_STAMP) {
      for (const rule of this.#rules) {
        if (rule !== undefined) this.#programs.code[rule.program + STAMP] = 0
      }
      this.#stamp = 0
    }
    this.#stamp += 1
    return this.#stamp
  }

  #roomOf({ program }: FiledRule): number {
    return HEADER + lengthOf(this.#programs.code[program] ?? 0)
  }

  #hitOf(program: number, found: FoundTerms): RuleHit | [] {
    const ruleId = this.#ids[this.#programs.code[program + NUMBER] ?? REMOVED]
    return ruleId === undefined ? [] : { ruleId, spans: spansOf(this.#programs, program, found) }
  }

  /** Counts that a rule was looked at in vain; says whether that was often. */
  #countMiss(program: number): boolean {
    const { code } = this.#programs
    const count = (code[program + MISSES] ?? 0) + 1
    code[program + MISSES] = count
    return count % MIN_MISSES === 0
  }

  /**
   * Files rules anew by what their terms cost now, those that have been looked at in vain more often than they may be; of many in
   * one document the others wait for the next.
   */
  #move(programs: readonly number[]): void {
    const { code } = this.#programs
    const moved: { readonly rule: FiledRule; readonly filing: Filing }[] = []
    let count = 0
    for (const program of programs) {
      const rule = this.#rules[code[program + NUMBER] ?? REMOVED]
      if (rule === undefined || (code[program + MISSES] ?? 0) < rule.patience) continue
      if (count === MOST_MOVES) break
      count += 1
      code[program + MISSES] = 0
      rule.patience = Math.min(rule.patience * GROWTH_OF_PATIENCE, MAX_PATIENCE)
      const filing = filingOf(rule.query, this.#costOf, MAX_WITNESSES)
      if (filing.anchors.join() !== rule.anchors.join()) moved.push({ rule, filing })
    }
    this.#unfile(moved.map(({ rule }) => rule))
    for (const { rule, filing } of moved) this.#file(rule, filing)
  }

  #file(rule: FiledRule, { anchors, witnesses }: Filing): void {
    rule.anchors = anchors
    this.#entryCount += anchors.length
    const [first = NONE, second = NONE, third = NONE] = witnesses
    for (const term of anchors) {
      const entries = this.#byTerm[term]
      if (entries === undefined) this.#byTerm[term] = [rule.program, first, second, third]
      else if (entries.length >= FEW) entries.push(rule.program, first, second, third)
      // a list that is pushed to gets room for many more, and most have two or three
      else this.#byTerm[term] = [...entries, rule.program, first, second, third]
    }
  }

  /** Takes rules off the lists of their terms, of which each is gone through once. */
  #unfile(rules: readonly FiledRule[]): void {
    const gone = new Set(rules.map(({ program }) => program))
    for (const term of new Set(rules.flatMap(({ anchors }) => anchors))) {
      const entries = this.#byTerm[term] ?? []
      const left = entries.filter((_, at) => !gone.has(entries[at - (at % ENTRY_WIDTH)] ?? 0))
      this.#byTerm[term] = left.length === 0 ? undefined : left
      this.#entryCount -= (entries.length - left.length) / ENTRY_WIDTH
    }
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

/** Numbers in front of a program, and where they stand. */
const HEADER = 3
const NUMBER = -1
const STAMP = -2
const MISSES = -3
/** Instead of a number. */
const REMOVED = -1
/** Numbers of an entry: a program and its witnesses. */
const ENTRY_WIDTH = 4
const MAX_WITNESSES = ENTRY_WIDTH - 1
const NONE = -1
const FEW = 8 * ENTRY_WIDTH
/** So much room is not worth filing the rules anew. */
const MIN_REMOVED_ROOM = 16_384
/** Stamps start anew before they are too large for the list. */
const MAX_STAMP = 2 ** 31 - 1
/** With the room that a list keeps for more. */
const BYTES_OF_ENTRY = 56
/** Rules that are filed anew behind one document. */
const MOST_MOVES = 256
/** Of so many misses one is thought about. */
const MIN_MISSES = 8
const FIRST_PATIENCE = 8
const MAX_PATIENCE = 8_192
const GROWTH_OF_PATIENCE = 4
