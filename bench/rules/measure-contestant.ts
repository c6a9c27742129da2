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
/** Even of the slowest. */
const LEAST_ITEMS = 5
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
  const set = structuredClone(generateRules(task.ruleCount, task.seed))

  const before = heldBytes()
  const start = workedMs()
  const compiled = contestant.compile(set)
  const compileMs = workedMs() - start
  const heldMb = (heldBytes() - before) / BYTES_PER_MB

  const { items, matches } = tryItems(compiled, contestant.batch, allItems, task.passBudgetMs)
  if (items.length === allItems.length) {
    timePass(compiled, items, task.leastPassMs * WARM_UP_PASSES)
  }
  // reading the rules here keeps them until now, so that what is held is what came on top of them
  if (set.trees.length !== task.ruleCount) throw new Error('other rules than were asked for')
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

/** The first pass: those items from the first on that are done within the time. Of a slow contestant a few will do. */
function tryItems(
  compiled: CompiledContestant,
  batch: number,
  items: readonly MatchDocument[],
  budgetMs: number,
): { readonly items: readonly MatchDocument[]; readonly matches: number } {
  const start = workedMs()
  let done = 0
  let matches = 0
  while (
    done < items.length &&
    (done < Math.max(batch, LEAST_ITEMS) || workedMs() - start < budgetMs)
  ) {
    matches += compiled.count(items.slice(done, done + batch))
    done += batch
  }
  return { items: items.slice(0, done), matches }
}

function timePass(
  compiled: CompiledContestant,
  items: readonly MatchDocument[],
  leastMs: number,
): number {
  const start = workedMs()
  let passes = 0
  let elapsedMs = 0
  while (elapsedMs < leastMs) {
    compiled.count(items)
    passes += 1
    elapsedMs = workedMs() - start
  }
  return (elapsedMs * 1000) / (passes * items.length)
}

/** Time that this thread has had a processor: what else the machine does counts little. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
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
