/**
 * Policywatch beside other feed watchers on the same made-up ministries, by the harness that bench/README.md tells of: for each
 * size all contestants take turns, so that whatever else the machine does meets all alike, and the median of each counts. Prints a table with the
 * ratio to the best peer of each column, then each target and whether it is met.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { type Contestant, isInstalled, listContestants } from './table/contestants.ts'
import { formatTable, formatVerdicts } from './table/format-table.ts'
import { readTableOptions, type TableOptions, USAGE } from './table/options.ts'
import { type PhaseRow, takeMedians } from './table/phase-row.ts'
import { runHarness } from './table/run-harness.ts'
import { judgeTargets } from './table/targets.ts'

const HARNESS = path.resolve(import.meta.dirname, '../../shared/bench')
const MAIN = path.resolve(import.meta.dirname, '../src/main.ts')
const STARTS = 5

const options = readTableOptions(process.argv.slice(2), existsSync(HARNESS) ? HARNESS : null)
if (options === null) print(USAGE)
else if (typeof options === 'string') refuse(options)
else if (options.harness === null) refuse('there is no harness: name its folder by --harness')
else await compare(options, options.harness)

async function compare(options: TableOptions, harness: string): Promise<void> {
  const contestants = listContestants(path.resolve(harness))
  const present = contestants.filter(isInstalled)
  for (const { name, needs } of contestants.filter((one) => !isInstalled(one))) {
    print(`left out: ${name}, for ${needs} is not there`)
  }
  const rows: PhaseRow[] = []
  for (const feeds of options.sizes)
    rows.push(...(await takeTurns(options, harness, present, feeds)))
  const medians = takeMedians(rows)
  for (const line of formatTable(medians)) print(line)
  const verdicts = judgeTargets(medians, measureStart())
  print('')
  for (const line of formatVerdicts(verdicts)) print(line)
  print(`\nraw results: ${options.out}`)
  if (options.isCheck && verdicts.some(({ result }) => result !== 'met')) process.exitCode = 1
}

/** The order is turned round each time: what warms up or wears out meets everybody. */
async function takeTurns(
  options: TableOptions,
  harness: string,
  contestants: readonly Contestant[],
  feeds: number,
): Promise<readonly PhaseRow[]> {
  const rows: PhaseRow[] = []
  const able = contestants.filter(({ mostFeeds }) => feeds <= mostFeeds)
  for (let turn = 0; turn < options.repeat; turn += 1) {
    const inTurn = turn % 2 === 0 ? able : able.toReversed()
    for (const contestant of inTurn) {
      process.stderr.write(`${feeds} feeds, turn ${turn + 1}: ${contestant.name}\n`)
      rows.push(...(await runHarness(harness, contestant, feeds, options.out)))
    }
  }
  return rows
}

/** The best of a few, as whatever else the machine does makes it longer. */
function measureStart(): number {
  const times = Array.from({ length: STARTS }, () => {
    const startedAt = performance.now()
    execFileSync(process.execPath, [MAIN, 'help'], { stdio: 'ignore' })
    return (performance.now() - startedAt) / 1000
  })
  return Math.min(...times)
}

function refuse(reason: string): void {
  process.stderr.write(`${reason}\n\n${USAGE}`)
  process.exitCode = 2
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
