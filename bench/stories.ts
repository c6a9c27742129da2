/**
 * What an item's story costs with ever more stories in the window: its marks are made, the stories that share some are looked
 * up, and its own marks are stored, in a real database file. `--sizes 1000,10000` says how many stories, `--check` exits
 * with 1 when an item costs twice as much in the last row as in the first.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { measureStories, type StoryCosts } from './stories/measure-stories.ts'

const MOST_TIMES_DEARER = 2

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    check: { type: 'boolean', default: false },
  },
})
const sizes = values.sizes.split(',').map(Number)
const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-stories-'))
try {
  print(['stories', 'marks', 'look up', 'store', 'commit', 'µs an item', 'ratio', 'join'])
  const ratios: number[] = []
  let first: number | null = null
  for await (const costs of measureStories(dir, sizes)) {
    const all = allOf(costs)
    first ??= all
    ratios.push(all / first)
    const figures = [costs.marks, costs.lookUp, costs.store, costs.commit, all].map(Math.round)
    const ratio = (all / first).toFixed(2)
    print([costs.storyCount, ...figures, ratio, Math.round(costs.join)].map(String))
  }
  if (values.check && (ratios.at(-1) ?? 0) >= MOST_TIMES_DEARER) process.exitCode = 1
} finally {
  rmSync(dir, { recursive: true })
}

function allOf({ marks, lookUp, store, commit }: StoryCosts): number {
  return marks + lookUp + store + commit
}

function print(cells: readonly string[]): void {
  process.stdout.write(`${cells.map((cell) => cell.padStart(11)).join('')}\n`)
}
