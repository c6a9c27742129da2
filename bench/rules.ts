/** `npm run bench:rules`: how fast the rule engine is beside what could stand in its place. */

import process from 'node:process'
import { formatResults } from './rules/format-results.ts'
import { type Options, readOptions, USAGE } from './rules/options.ts'
import { type Result, runContestants, type Skipped } from './rules/run-contestants.ts'
import { fitCost, judgeTargets } from './rules/targets.ts'

/** A peer that takes longer to compile and warm up is left out of the table. */
const READY_WITHIN_MS = 120_000

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (options === null) {
    process.stdout.write(USAGE)
    return 0
  }
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${USAGE}`)
    return 2
  }
  const measured = await measureAll(options)
  const results = measured.filter((one): one is Result => 'microsPerItem' in one)
  const targets = options.isQuick ? [] : judgeTargets(results)
  const cost = options.isQuick ? null : fitCost(results)
  process.stdout.write(
    options.isJson
      ? `${JSON.stringify({ seed: options.seed, measured, cost, targets }, null, 2)}\n`
      : formatResults(measured, { itemCount: options.itemCount, targets, cost }),
  )
  return options.isCheck && targets.some(({ isMet }) => isMet === false) ? 1 : 0
}

async function measureAll(options: Options): Promise<readonly (Result | Skipped)[]> {
  const measured: (Result | Skipped)[] = []
  for (const ruleCount of options.sizes) {
    process.stderr.write(`${ruleCount} rules: ${options.contestants.join(', ')} …\n`)
    const plan = { ...options, ruleCount, readyWithinMs: READY_WITHIN_MS }
    measured.push(...(await runContestants(options.contestants, plan)))
  }
  return measured
}
