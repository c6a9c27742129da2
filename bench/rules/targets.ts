import type { ContestantName } from './contestants.ts'
import type { Result } from './run-contestants.ts'

/** What the engine is to reach, held against what was measured; null where that was not measured. */
export type Verdict = {
  readonly target: string
  readonly measured: string
  readonly isMet: boolean | null
}

/** What an item costs: so many microseconds, and so many more for each match. */
export type Cost = { readonly base: number; readonly perMatch: number }

/** What the RegExp loop took with 1,000 rules on the machine for which the microseconds were set. */
const REFERENCE_LOOP_MICROS = 2860

const LEAST_RATIOS = new Map([
  [1_000, 45],
  [10_000, 200],
])
const MOST_MICROS = new Map([
  [1_000, 60],
  [10_000, 150],
  [100_000, 500],
])
const COMPILED_RULES = 100_000
const MOST_COMPILE_MS = 3_000
const MOST_HELD_MB = 150

export function judgeTargets(results: readonly Result[]): readonly Verdict[] {
  const find = (contestant: ContestantName, ruleCount: number): Result | undefined =>
    results.find((result) => result.contestant === contestant && result.ruleCount === ruleCount)
  const reference = find('loop', 1_000)
  const scale = reference === undefined ? null : reference.microsPerItem / REFERENCE_LOOP_MICROS

  const ratios = [...LEAST_RATIOS].map(([ruleCount, least]): Verdict => {
    const engine = find('engine', ruleCount)
    const loop = find('loop', ruleCount)
    const ratio = engine && loop ? loop.microsPerItem / engine.microsPerItem : null
    return {
      target: `${count(ruleCount)} rules: at least ${least} times as fast as the RegExp loop`,
      measured: ratio === null ? 'not measured' : `${ratio.toFixed(1)} times`,
      isMet: ratio === null ? null : ratio >= least,
    }
  })
  const micros = [...MOST_MICROS].map(([ruleCount, most]): Verdict => {
    const engine = find('engine', ruleCount)
    const limit = scale === null ? null : most * scale
    const scaled = limit === null ? '' : `, here ${limit.toFixed(0)} µs`
    return {
      target: `${count(ruleCount)} rules: at most ${most} µs an item${scaled}`,
      measured: engine === undefined ? 'not measured' : `${engine.microsPerItem.toFixed(0)} µs`,
      isMet: engine === undefined || limit === null ? null : engine.microsPerItem <= limit,
    }
  })
  const largest = find('engine', COMPILED_RULES)
  const compileLimit = scale === null ? null : MOST_COMPILE_MS * scale
  const isCompiled =
    largest === undefined || compileLimit === null
      ? null
      : largest.compileMs <= compileLimit && largest.heldMb <= MOST_HELD_MB
  const compiled: Verdict = {
    target: `${count(COMPILED_RULES)} rules: compiled in ${MOST_COMPILE_MS} ms${
      compileLimit === null ? '' : `, here ${compileLimit.toFixed(0)} ms,`
    } into ${MOST_HELD_MB} MB at most`,
    measured:
      largest === undefined
        ? 'not measured'
        : `${largest.compileMs.toFixed(0)} ms, ${largest.heldMb.toFixed(0)} MB`,
    isMet: isCompiled,
  }
  return [...ratios, ...micros, compiled]
}

/** The line through the engine's sizes from which they differ least, each relative to itself; null where none is drawn. */
export function fitCost(results: readonly Result[]): Cost | null {
  const points = results
    .filter(({ contestant }) => contestant === 'engine')
    .map(({ matchesPerItem, microsPerItem }) => ({ x: matchesPerItem, y: microsPerItem }))
  if (new Set(points.map(({ x }) => x)).size < 2) return null
  const total = (value: (point: (typeof points)[number]) => number): number =>
    points.reduce((sum, point) => sum + value(point) / point.y ** 2, 0)
  const weight = total(() => 1)
  const meanX = total(({ x }) => x) / weight
  const meanY = total(({ y }) => y) / weight
  const perMatch =
    total(({ x, y }) => (x - meanX) * (y - meanY)) / total(({ x }) => (x - meanX) ** 2)
  return { base: meanY - perMatch * meanX, perMatch }
}

const count = (number: number): string => number.toLocaleString('en')
