/**
 * Runs contestants side by side: each in a process of its own, compiled one after the other, then taking turns pass by
 * pass, so that whatever else the machine does meanwhile meets all of them. Only one works at a time.
 */

import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { ContestantName } from './contestants.ts'
import type { Assignment, Preparation, Report } from './measuring.ts'

export type Result = Preparation & {
  readonly contestant: ContestantName
  readonly ruleCount: number
  readonly microsPerItem: number
}

/** One that did not get ready in time, or broke. */
export type Skipped = {
  readonly contestant: ContestantName
  readonly ruleCount: number
  readonly skipped: string
}

export type RunPlan = Omit<Assignment, 'contestant'> & {
  readonly rounds: number
  /** A peer that takes longer to get ready is left out; this engine never is. */
  readonly readyWithinMs: number
}

type Runner = {
  readonly contestant: ContestantName
  readonly child: ChildProcess
  readonly preparation: Preparation
  readonly passes: number[]
}

/** Whoever needs longer for a pass than it should has fewer turns; its long passes vary less. */
const SLOW_ROUNDS = 2

const PROGRAM = path.join(import.meta.dirname, 'measure-contestant.ts')

export async function runContestants(
  names: readonly ContestantName[],
  plan: RunPlan,
): Promise<readonly (Result | Skipped)[]> {
  const runners: Runner[] = []
  const skipped: Skipped[] = []
  try {
    for (const contestant of names) {
      const started = await startRunner(contestant, plan)
      if ('skipped' in started) skipped.push(started)
      else runners.push(started)
    }
    for (let round = 0; round < plan.rounds; round++) {
      for (const runner of runners) {
        if (round < SLOW_ROUNDS || !isSlow(runner, plan.passBudgetMs)) {
          runner.passes.push(await askForPass(runner.child))
        }
      }
    }
  } finally {
    for (const { child } of runners) child.kill()
  }
  return [...runners.map((runner) => resultOf(runner, plan.ruleCount)), ...skipped]
}

async function startRunner(contestant: ContestantName, plan: RunPlan): Promise<Runner | Skipped> {
  const { ruleCount, itemCount, seed, passBudgetMs, leastPassMs } = plan
  const assignment: Assignment = {
    contestant,
    ruleCount,
    itemCount,
    seed,
    passBudgetMs,
    leastPassMs,
  }
  const child = fork(PROGRAM, [JSON.stringify(assignment)], { execArgv: ['--expose-gc'] })
  const limitMs = contestant === 'engine' ? null : plan.readyWithinMs
  const report = await nextReport(child, limitMs)
  if (report === 'late' || report === 'ended') {
    child.kill('SIGKILL')
    const reason = report === 'late' ? `not ready in ${(limitMs ?? 0) / 1000} s` : 'ended early'
    return { contestant, ruleCount, skipped: reason }
  }
  if (report.kind !== 'prepared') throw new Error(`${contestant} ran before it was ready`)
  return { contestant, child, preparation: report.preparation, passes: [] }
}

function isSlow({ preparation, passes }: Runner, budgetMs: number): boolean {
  return ((passes[0] ?? 0) * preparation.itemCount) / 1000 > budgetMs
}

async function askForPass(child: ChildProcess): Promise<number> {
  const answer = nextReport(child, null)
  child.send('pass')
  const report = await answer
  if (report === 'late' || report === 'ended' || report.kind !== 'passed') {
    throw new Error('a contestant ended in the middle of the benchmark')
  }
  return report.microsPerItem
}

function nextReport(
  child: ChildProcess,
  limitMs: number | null,
): Promise<Report | 'late' | 'ended'> {
  return new Promise((resolve) => {
    const finish = (report: Report | 'late' | 'ended'): void => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      resolve(report)
    }
    // only reports are sent over this channel
    const onMessage = (message: unknown): void => finish(message as Report)
    const onExit = (): void => finish('ended')
    const timer = limitMs === null ? undefined : setTimeout(() => finish('late'), limitMs)
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}

/** The best pass of each: whatever else the machine does only makes passes longer, and some contestants more than others. */
function resultOf({ contestant, preparation, passes }: Runner, ruleCount: number): Result {
  return { contestant, ruleCount, ...preparation, microsPerItem: Math.min(...passes) }
}
