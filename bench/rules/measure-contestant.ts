/**
 * The process of one contestant: makes rules and items, compiles, warms up, and then runs a pass whenever it is asked
 * to, so that contestants take turns without sharing a heap. Start it by fork with --expose-gc and one assignment.
 */

import process from 'node:process'
import type { MatchDocument } from '../../src/core/rule/match-document.ts'
import type { CompiledContestant } from './contestant.ts'
import { CONTESTANTS } from './contestants.ts'
import { generateItems } from './generate-items.ts'
import { generateRules } from './generate-rules.ts'
import type { Assignment, Preparation, Report } from './measuring.ts'

/** Passes that are not counted go on for so many times the least length of a pass. */
const WARM_UP_PASSES = 3
const BYTES_PER_MB = 1e6

// the parent wrote it, from the same type
const assignment = JSON.parse(process.argv[2] ?? '') as Assignment
const { compiled, items, preparation } = prepare(assignment)

process.on('message', () =>
  tell({ kind: 'passed', microsPerItem: timePass(compiled, items, assignment.leastPassMs) }),
)
tell({ kind: 'prepared', preparation })

function prepare(task: Assignment): {
  readonly compiled: CompiledContestant
  readonly items: readonly MatchDocument[]
  readonly preparation: Preparation
} {
  const contestant = CONTESTANTS[task.contestant]
  const allItems = generateItems(task.itemCount, task.seed)
  // a clone has flat strings, as a file that was read has; joining them is not the contestant's work
  const rules = structuredClone(generateRules(task.ruleCount, task.seed))

  const before = heldBytes()
  const start = performance.now()
  const compiled = contestant.compile(rules)
  const compileMs = performance.now() - start
  const heldMb = (heldBytes() - before) / BYTES_PER_MB

  const items = affordableItems(compiled, contestant.batch, allItems, task.passBudgetMs)
  const matches = compiled.count(items)
  timePass(compiled, items, task.leastPassMs * WARM_UP_PASSES)
  return {
    compiled,
    items,
    preparation: {
      compileMs,
      heldMb,
      itemCount: items.length,
      matchesPerItem: matches / items.length,
      inexpressible: compiled.inexpressible,
    },
  }
}

/** Those items from the first on that are done within the time, at least one batch. */
function affordableItems(
  compiled: CompiledContestant,
  batch: number,
  items: readonly MatchDocument[],
  budgetMs: number,
): readonly MatchDocument[] {
  const start = performance.now()
  let done = 0
  while (done < items.length && (done === 0 || performance.now() - start < budgetMs)) {
    compiled.count(items.slice(done, done + batch))
    done += batch
  }
  return items.slice(0, done)
}

function timePass(
  compiled: CompiledContestant,
  items: readonly MatchDocument[],
  leastMs: number,
): number {
  const start = performance.now()
  let passes = 0
  let elapsedMs = 0
  while (elapsedMs < leastMs) {
    compiled.count(items)
    passes += 1
    elapsedMs = performance.now() - start
  }
  return (elapsedMs * 1000) / (passes * items.length)
}

function heldBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

function tell(report: Report): void {
  process.send?.(report)
}
